import { text } from '@fengqiao/kernel'
import { useText } from '@fengqiao/ui'
import { DataTable } from '@fengqiao/ui/desk'
import { Panel } from '../pieces/Panel.tsx'
import { Scroll } from '../pieces/Scroll.tsx'
import { percent, type Statistics } from './figures.ts'

/** What residents brought: subjects may be ordered by how many, units may not. */
export function Subjects({ rows }: { rows: Statistics['bySubject'] }) {
  const say = useText()
  const sum = rows.reduce((all, { count }) => all + count, 0)
  const most = Math.max(1, ...rows.map(({ count }) => count))
  if (rows.length === 0) return null
  return (
    <Panel title={text('群众反映的事项', 'What residents brought')} flush>
      <Scroll className="statistics-table" label={text('按事项', 'By subject')}>
        <DataTable
          caption={text('按事项', 'By subject')}
          rows={rows.toSorted((a, b) => b.count - a.count)}
          rowKey={({ subject }) => subject.id}
          columns={[
            { key: 'subject', title: text('事项', 'Subject'), main: true, render: ({ subject }) => say(subject.name) },
            { key: 'count', title: text('件数', 'Matters'), align: 'end', width: 90, render: ({ count }) => count },
            { key: 'share', title: text('占比', 'Share'), align: 'end', width: 90, render: ({ count }) => percent(count / sum) },
            {
              key: 'bar',
              title: text('分布', 'Spread'),
              width: '40%',
              hideOnPhone: true,
              render: ({ count }) => <span className="statistics-bar" style={{ width: `${(count / most) * 100}%` }} aria-hidden />,
            },
          ]}
        />
      </Scroll>
    </Panel>
  )
}
