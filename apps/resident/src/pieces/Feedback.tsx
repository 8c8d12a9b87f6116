import type { ReactNode } from 'react'
import type { Trouble } from '../server/call.ts'
import type { Loaded } from '../server/use-load.ts'
import { useSay } from '../settings/settings.ts'
import { Icon, type IconName } from './Icon.tsx'

export type Tone = 'plain' | 'good' | 'care' | 'bad'
const icons: Record<Tone, IconName> = { plain: 'info', good: 'check', care: 'warn', bad: 'warn' }

/** A remark in a coloured box. `alert` is read out at once. */
export function Note({ tone = 'plain', icon, alert, children }: { tone?: Tone; icon?: IconName; alert?: boolean; children: ReactNode }) {
  return (
    <div className={`note ${tone}`} role={alert ? 'alert' : undefined}>
      <Icon name={icon ?? icons[tone]} size={20} />
      <div className="grow">{children}</div>
    </div>
  )
}

/** A "no" of the server, with what would help and the rule it rests on. */
export function TroubleNote({ trouble, retry }: { trouble: Trouble | undefined; retry?: () => void }) {
  const say = useSay()
  if (!trouble) return null
  return (
    <Note tone={trouble.offline ? 'care' : 'bad'} icon={trouble.offline ? 'away' : 'warn'} alert>
      <p className="strong">{trouble.title}</p>
      {trouble.fields?.map(field => (
        <p key={field.path} className="small">
          {field.because}
        </p>
      ))}
      {trouble.help && <p className="small">{trouble.help}</p>}
      {trouble.source && (
        <p className="small">
          {say('依据', 'Under')}: {trouble.source}
        </p>
      )}
      {retry && (
        <button type="button" className="button quiet small" onClick={retry}>
          {say('再试一次', 'Try again')}
        </button>
      )}
    </Note>
  )
}

export function Bones({ lines = 3 }: { lines?: number }) {
  const say = useSay()
  return (
    <output className="bones">
      <span className="unseen">{say('正在读取', 'Loading')}</span>
      {Array.from({ length: lines }, (_, index) => (
        <i key={index} />
      ))}
    </output>
  )
}

export function Empty({ icon, children }: { icon: IconName; children: ReactNode }) {
  return (
    <div className="empty">
      <Icon name={icon} size={36} />
      {children}
    </div>
  )
}

/** Loading, failing and arriving of one read, in one place. */
export function Show<T>({ loaded, lines, children }: { loaded: Loaded<T>; lines?: number; children: (value: T) => ReactNode }) {
  const { value, trouble, loading, reload } = loaded
  return (
    <>
      {trouble && <TroubleNote trouble={trouble} retry={reload} />}
      {value !== undefined ? children(value) : loading && <Bones {...(lines ? { lines } : {})} />}
    </>
  )
}
