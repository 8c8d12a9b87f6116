import type { DryRun } from '@fengqiao/contract'
import { type Text, text } from '@fengqiao/kernel'
import { useText } from '@fengqiao/ui'
import { Button, DataTable, Icon } from '@fengqiao/ui/desk'
import { Scroll } from '../pieces/Scroll.tsx'

type Change = DryRun['changes']['preview'][number]['change']
const changeWords: Readonly<Record<Change, Text>> = {
  added: text('新增', 'Added'),
  changed: text('修改', 'Changed'),
  same: text('不变', 'Same'),
}
const tones: Readonly<Record<Change, string | undefined>> = { added: undefined, changed: 'soon', same: 'plain' }

interface ReportProps {
  readonly report: DryRun
  readonly applied: boolean
  readonly onApply: () => void
  readonly onAgain: () => void
}

/** What the file would do, each bad row with its reason. Only a file without one may be applied. */
export function DryRunReport({ report: { accepted, rejected, changes, encoding }, applied, onApply, onAgain }: ReportProps) {
  const say = useText()
  const clean = rejected.length === 0
  const idle = changes.added + changes.changed === 0
  const verdict = applied
    ? text(`已写入：新增 ${changes.added}，修改 ${changes.changed}`, `Applied: ${changes.added} added, ${changes.changed} changed`)
    : clean
      ? text('全部可以导入，请核对下面的变化后确认', 'Every row is good; look at the changes and confirm')
      : text(
          `有 ${rejected.length} 处错误，改好文件后重新选择；现在什么都没有写入`,
          `${rejected.length} errors; correct the file and choose it again. Nothing has been written`,
        )
  return (
    <div className="fq-stack import-report" data-testid="dry-run">
      <output className="import-verdict" data-tone={clean ? 'good' : 'bad'}>
        <Icon name={clean ? 'check' : 'warning'} /> {say(verdict)}
      </output>
      <ul className="import-figures">
        {(
          [
            [text('可导入行', 'Rows accepted'), accepted],
            [text('错误', 'Errors'), rejected.length],
            [text('新增', 'Added'), changes.added],
            [text('修改', 'Changed'), changes.changed],
            [text('不变', 'Same'), changes.same],
          ] as const
        ).map(([label, count]) => (
          <li key={label.en}>
            <strong className="fq-num">{count}</strong> {say(label)}
          </li>
        ))}
        <li className="desk-small">{encoding}</li>
      </ul>
      {applied ? (
        <div>
          <Button onClick={onAgain}>{say(text('再导入一个文件', 'Import another file'))}</Button>
        </div>
      ) : (
        <div className="fq-row">
          <Button type="primary" disabled={!clean || idle} onClick={onApply} data-testid="apply-import">
            {say(idle && clean ? text('没有变化，无需写入', 'Nothing to apply') : text('确认写入', 'Apply'))}
          </Button>
          <Button onClick={onAgain}>{say(text('换一个文件', 'Another file'))}</Button>
        </div>
      )}
      {rejected.length > 0 ? (
        <Scroll className="import-table" label={text('错误行', 'Bad rows')}>
          <DataTable
            caption={text('错误行', 'Bad rows')}
            rows={rejected.slice(0, 500)}
            rowKey={one => `${one.row} ${one.column} ${one.because.en}`}
            columns={[
              { key: 'row', title: text('行', 'Row'), main: true, width: 80, render: ({ row }) => say(text(`第 ${row} 行`, `Row ${row}`)) },
              { key: 'column', title: text('列', 'Column'), width: 160, render: ({ column }) => column },
              { key: 'because', title: text('原因', 'Reason'), render: ({ because }) => say(because) },
            ]}
          />
        </Scroll>
      ) : null}
      {changes.preview.length > 0 ? (
        <Scroll className="import-table" label={text('变化预览', 'Changes')}>
          <DataTable
            caption={text('变化预览', 'Changes')}
            rows={changes.preview}
            rowKey={one => `${one.row} ${one.key}`}
            columns={[
              { key: 'row', title: text('行', 'Row'), width: 80, render: ({ row }) => row },
              { key: 'key', title: text('标识', 'Key'), main: true, render: ({ key }) => key },
              {
                key: 'change',
                title: text('变化', 'Change'),
                width: 90,
                render: ({ change }) => (
                  <span className="fq-chip" data-tone={tones[change]}>
                    {say(changeWords[change])}
                  </span>
                ),
              },
              { key: 'what', title: text('内容', 'What'), render: ({ what }) => what },
            ]}
          />
          {changes.added + changes.changed > changes.preview.length ? (
            <p className="fq-end">{say(text(`只预览前 ${changes.preview.length} 行`, `The first ${changes.preview.length} rows only`))}</p>
          ) : null}
        </Scroll>
      ) : null}
    </div>
  )
}
