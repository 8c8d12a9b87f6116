import './procedures.css'
import { listProcedures } from '@fengqiao/contract'
import { text } from '@fengqiao/kernel'
import { useRead, useText } from '@fengqiao/ui'
import { Empty, Shown } from '@fengqiao/ui/desk'
import { Link } from 'react-router'
import { useMay } from '../Session.tsx'
import { PageHead } from '../shell/PageHead.tsx'

/** Every procedure in force. */
export default function ProceduresPage() {
  const say = useText()
  const may = useMay()
  const procedures = useRead(listProcedures, {}, { staleTime: 300_000 })
  return (
    <>
      <PageHead
        title={text('程序库', 'Procedures')}
        help={text(
          '每类事项怎样办：步骤、时限、谁能做什么、依据什么。系统就按这里写的运行。',
          'How each kind of matter is handled: steps, deadlines, who may do what, by what law. The platform runs exactly this.',
        )}
      />
      <Shown of={procedures}>
        {({ rows }) =>
          rows.length === 0 ? (
            <div className="fq-panel">
              <Empty
                icon="solution"
                title={text('还没有启用的程序', 'No procedure is in force')}
                help={text('程序随系统发布，请联系系统管理员。', 'Procedures come with a release; ask the system administrator.')}
              />
            </div>
          ) : (
            <ul className="procedures">
              {rows.map(procedure => (
                <li key={procedure.id} className="fq-panel" data-testid="procedure">
                  <div className="fq-spread">
                    <h2>
                      <Link to={`/procedures/${procedure.id}`}>{say(procedure.name)}</Link>
                    </h2>
                    <span className="fq-chip" data-tone="plain">
                      {say(text(`第 ${procedure.version} 版`, `Version ${procedure.version}`))}
                    </span>
                  </div>
                  <p>{say(procedure.purpose)}</p>
                  <p className="desk-small">
                    {say(text('依据：', 'Basis: '))}
                    {procedure.basis.join(say(text('；', '; ')))}
                  </p>
                  {may('getStatistics') ? <Link to={`/statistics/${procedure.id}`}>{say(text('查看统计', 'Statistics'))}</Link> : null}
                </li>
              ))}
            </ul>
          )
        }
      </Shown>
    </>
  )
}
