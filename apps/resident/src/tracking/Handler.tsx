import { Icon } from '../pieces/Icon.tsx'
import { useSay, useSettings } from '../settings/settings.ts'
import { sayDistance, sayMoment } from '../settings/time.ts'
import { useNow } from '../settings/use-now.ts'
import type { Matter } from './source.ts'

/** Who holds it now, until when, and why they: the three things everybody asks. */
export function Handler({ matter }: { matter: Pick<Matter, 'owner' | 'why' | 'due' | 'final'> }) {
  const say = useSay()
  const { language } = useSettings()
  const now = useNow()
  const { owner, why, due, final } = matter
  return (
    <section className="card stack tight" aria-labelledby="handler">
      <div className="row wrap">
        <div className="grow">
          <h2 id="handler" className="soft small">
            {final ? say('办理单位', 'Handled by') : say('现在由谁在办', 'Who has it now')}
          </h2>
          <p className="strong large">{say(owner.name)}</p>
        </div>
        {owner.phone && (
          <a
            className="button quiet small"
            href={`tel:${owner.phone}`}
            aria-label={say(`打电话给${owner.name.zh}`, `Call ${owner.name.en}`)}
          >
            <Icon name="phone" size={20} />
            {say('电话', 'Call')}
          </a>
        )}
      </div>
      {due && (
        <div className="row wrap due">
          <Icon name="clock" size={20} />
          <p className="grow">
            <span className="soft small block">{say(due.label)}</span>
            <span className="number">{say(`${sayMoment(due.at, 'zh')}前`, `by ${sayMoment(due.at, 'en')}`)}</span>
          </p>
          <span className={`chip ${due.paused ? '' : due.late ? 'late' : 'live'}`}>
            {due.paused ? say('暂停计时', 'Paused') : sayDistance(due.at, now, language)}
          </span>
        </div>
      )}
      {why && (
        <details>
          <summary>{say('为什么是这个单位？', 'Why this unit?')}</summary>
          <p className="soft">{say(why)}</p>
        </details>
      )}
    </section>
  )
}
