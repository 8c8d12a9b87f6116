import type { listInbox, Reply } from '@fengqiao/contract'
import { type Text, text } from '@fengqiao/kernel'
import { dueView, type Say } from '@fengqiao/ui'
import { type Column, DueTag } from '@fengqiao/ui/desk'

export type Row = Reply<typeof listInbox>['rows'][number]

export const caseHref = ({ id }: Pick<Row, 'id'>): string => `/cases/${id}`

export const caseTone = ({ due, closedAt }: Row): 'late' | 'soon' | undefined => {
  if (!due || closedAt) return undefined
  const { tone } = dueView({ due: due.at, now: new Date() })
  return tone === 'late' || tone === 'soon' ? tone : undefined
}

const roles: Readonly<Record<string, Text>> = {
  holder: text('主办', 'Holder'),
  whistle: text('召集到场', 'Summoned'),
  coHandler: text('协办', 'Co-handler'),
  leader: text('包案', 'Leader'),
  escalation: text('升级', 'Escalated'),
}

/** The columns of every list of cases, whatever their procedure. */
export function caseColumns(say: Say, { as = false, owner = true }: { as?: boolean; owner?: boolean } = {}): Column<Row>[] {
  return [
    {
      key: 'title',
      title: text('事项', 'Matter'),
      main: true,
      render: row => row.title,
    },
    {
      key: 'number',
      title: text('编号', 'Number'),
      width: 190,
      render: row => <span className="fq-muted fq-num desk-number">{row.number}</span>,
    },
    {
      key: 'step',
      title: text('环节', 'Step'),
      width: 150,
      render: row => (
        <span className="fq-row desk-chips">
          <span className="fq-chip">{say(row.step.name)}</span>
          {row.grade ? (
            <span className="fq-chip" data-tone={row.grade.id === 'urgent' ? 'late' : 'plain'}>
              {say(row.grade.name)}
            </span>
          ) : null}
          {as && row.as && roles[row.as] ? (
            <span className="fq-chip" data-tone="plain">
              {say(roles[row.as] as Text)}
            </span>
          ) : null}
          {row.flags.map(flag => (
            <span key={flag.id} className="fq-chip" data-tone="soon">
              {say(flag.name)}
            </span>
          ))}
        </span>
      ),
    },
    { key: 'place', title: text('地点', 'Place'), width: 140, render: row => say(row.place.name) },
    ...(owner ? [{ key: 'owner', title: text('主办单位', 'Unit'), width: 180, render: (row: Row) => say(row.owner.name) }] : []),
    {
      key: 'due',
      title: text('时限', 'Due'),
      width: 190,
      render: row =>
        row.closedAt ? <span className="fq-muted">{say(text('已办结', 'Closed'))}</span> : <DueTag due={row.due} live withTime />,
    },
  ]
}
