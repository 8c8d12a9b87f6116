import { type Shift, whoIsOnDuty } from '@fengqiao/contract'
import { roles, text } from '@fengqiao/kernel'
import { formatTime, shortTime, useLanguage, useNow, useRead, useText } from '@fengqiao/ui'
import { Shown } from '@fengqiao/ui/desk'
import { Panel } from '../pieces/Panel.tsx'

export function OnDutyNow({ unit, onOpen }: { unit: string; onOpen: (shift: Shift) => void }) {
  const say = useText()
  const { language } = useLanguage()
  const now = useNow()
  const duty = useRead(whoIsOnDuty, { query: { unit } }, { every: 60_000, enabled: unit !== '' })
  return (
    <div className="roster-now">
      <Shown of={duty} rows={1}>
        {({ shifts }) =>
          shifts.length === 0 ? (
            <output className="roster-nobody">
              {say(text('现在无人当班：来件按规则由单位负责人接收。', 'Nobody is on duty now: matters go to the unit head by rule.'))}
            </output>
          ) : (
            <ul aria-label={say(text('现在当班', 'On duty now'))}>
              {shifts.map(shift => (
                <li key={shift.id}>
                  <button type="button" onClick={() => onOpen(shift)}>
                    <span className="desk-small">{say(roles[shift.role])}</span>
                    <strong>{say(shift.name)}</strong>
                    <span className="desk-small">
                      {say(text(`至${shortTime(shift.endsAt, now, language)}`, `until ${shortTime(shift.endsAt, now, language)}`))}
                    </span>
                  </button>
                </li>
              ))}
            </ul>
          )
        }
      </Shown>
    </div>
  )
}

/** What those going off duty left to the next, newest first. */
export function HandoverNotes({ shifts }: { shifts: readonly Shift[] }) {
  const say = useText()
  const written = shifts.filter(({ handover }) => handover !== '').toSorted((a, b) => (a.endsAt > b.endsAt ? -1 : 1))
  return (
    <Panel title={text('本周交接记录', 'Handover notes of this week')}>
      {written.length === 0 ? (
        <p className="fq-muted">
          {say(
            text(
              '本周还没有交接记录。当班人员点开自己的班次即可填写。',
              'None yet this week. Whoever is on duty opens their own shift to write one.',
            ),
          )}
        </p>
      ) : (
        <ol className="roster-notes">
          {written.map(shift => (
            <li key={shift.id}>
              <div className="fq-spread">
                <strong>
                  {say(shift.name)} · {say(roles[shift.role])}
                </strong>
                <span className="desk-small fq-num">
                  {formatTime(shift.startsAt)} — {formatTime(shift.endsAt)}
                </span>
              </div>
              <p className="fq-text">{shift.handover}</p>
            </li>
          ))}
        </ol>
      )}
    </Panel>
  )
}
