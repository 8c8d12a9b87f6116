import type { Text } from '@fengqiao/kernel'
import { useSay } from '../settings/settings.ts'
import type { Matter } from './source.ts'

const stages = [
  ['received', '已收到', 'Received'],
  ['dispatched', '已派出', 'Sent on'],
  ['handling', '办理中', 'In hand'],
  ['answered', '已答复', 'Answered'],
  ['closed', '已办结', 'Closed'],
] as const satisfies readonly (readonly [Matter['stage'], string, string])[]

/** The five stages every matter passes, with where it is now. */
export function Stages({ stage, step }: { stage: Matter['stage']; step: Text }) {
  const say = useSay()
  const at = stages.findIndex(([id]) => id === stage)
  return (
    <div className="stack tight">
      <ol className="stages" aria-label={say('进度', 'Progress')}>
        {stages.map(([id, zh, en], index) => (
          <li key={id} className={index < at ? 'passed' : index === at ? 'here' : ''} aria-current={index === at ? 'step' : undefined}>
            {say(zh, en)}
          </li>
        ))}
      </ol>
      <p className="centre">
        <span className="soft">{say('目前：', 'Now: ')}</span>
        <span className="strong">{say(step)}</span>
      </p>
    </div>
  )
}
