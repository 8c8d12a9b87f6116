import type { Post, Shift } from '@fengqiao/contract'
import { localDate, type RoleId, roleIds, roles, type Text, text } from '@fengqiao/kernel'
import { formatTime, useText } from '@fengqiao/ui'
import type { Wanted } from './ShiftDialog.tsx'
import { coversNow, type Gap, gapsOf, plusDays, shiftsOn } from './week.ts'

const weekdays: readonly Text[] = [
  text('周一', 'Mon'),
  text('周二', 'Tue'),
  text('周三', 'Wed'),
  text('周四', 'Thu'),
  text('周五', 'Fri'),
  text('周六', 'Sat'),
  text('周日', 'Sun'),
]

/** The roles for which a unit has a post, in the house's order. */
export const roleOptions = (posts: readonly Post[]): readonly (readonly [RoleId, Text])[] =>
  roleIds.filter(id => posts.some(post => post.role === id)).map(id => [id, roles[id]] as const)

interface WeekGridProps {
  readonly days: readonly string[]
  readonly roles: readonly RoleId[]
  readonly shifts: readonly Shift[]
  readonly now: Date
  readonly onOpen: (shift: Shift) => void
  /** Absent: the reader may not fill gaps. */
  readonly onGap: ((wanted: Wanted) => void) | undefined
}

/** A row for every role, a column for every day; on a phone the days stand below one another. */
export function WeekGrid({ days, roles: shown, shifts, now, onOpen, onGap }: WeekGridProps) {
  const say = useText()
  const today = localDate(now)
  return (
    <div className="fq-panel roster" data-testid="roster">
      <div className="roster-head" aria-hidden>
        {days.map((day, index) => (
          <span key={day} data-today={day === today || undefined}>
            {dayName(index, day, say)}
          </span>
        ))}
      </div>
      {shown.map(role => {
        const held = shifts.filter(shift => shift.role === role)
        return (
          <section key={role} aria-labelledby={`role-${role}`}>
            <h2 id={`role-${role}`}>{say(roles[role])}</h2>
            <ol className="roster-days">
              {days.map((day, index) => (
                <li key={day} data-today={day === today || undefined}>
                  <span className="roster-day">{dayName(index, day, say)}</span>
                  {shiftsOn(held, day, index === 0).map(shift => (
                    <button
                      key={shift.id}
                      type="button"
                      className="shift"
                      data-now={coversNow(shift, now) || undefined}
                      onClick={() => onOpen(shift)}
                      data-testid="shift"
                    >
                      <strong>{say(shift.name)}</strong>
                      <span className="fq-num">{spanOf(shift, say)}</span>
                      {coversNow(shift, now) ? <span className="fq-chip">{say(text('当班', 'On duty'))}</span> : null}
                      {shift.handover ? <span className="desk-small">{say(text('有交接记录', 'Handover written'))}</span> : null}
                    </button>
                  ))}
                  {gapsOf(held, day).map(gap => (
                    <GapMark
                      key={gap.from.toISOString()}
                      gap={gap}
                      past={gap.to <= now}
                      onFill={onGap ? () => onGap({ role, from: gap.from, to: gap.to }) : undefined}
                    />
                  ))}
                </li>
              ))}
            </ol>
          </section>
        )
      })}
    </div>
  )
}

function GapMark({ gap, past, onFill }: { gap: Gap; past: boolean; onFill: (() => void) | undefined }) {
  const say = useText()
  const whole = gap.to.getTime() - gap.from.getTime() === 86_400_000
  const span = whole ? say(text('全天', 'all day')) : `${hourOf(gap.from)}–${hourOf(gap.to) === '00:00' ? '24:00' : hourOf(gap.to)}`
  const words = say(text(`空缺 ${span}`, `Gap ${span}`))
  if (past || !onFill)
    return (
      <span className="gap" data-past={past || undefined}>
        {words}
      </span>
    )
  return (
    <button type="button" className="gap" onClick={onFill} title={say(text('补上这一班', 'Fill this gap'))}>
      {words}
    </button>
  )
}

const dayName = (index: number, day: string, say: (words: Text) => string): string =>
  `${say(weekdays[index] ?? text('', ''))} ${day.slice(5).replace('-', '/')}`

const hourOf = (at: Date | string): string => formatTime(at).slice(11)

/** 08:30–次日 08:30; the date too where it is neither. */
export function spanOf({ startsAt, endsAt }: Pick<Shift, 'startsAt' | 'endsAt'>, say: (words: Text) => string): string {
  const [from, to] = [localDate(startsAt), localDate(endsAt)]
  const end =
    from === to ? hourOf(endsAt) : plusDays(from, 1) === to ? `${say(text('次日', 'next day'))} ${hourOf(endsAt)}` : formatTime(endsAt)
  return `${hourOf(startsAt)}–${end}`
}
