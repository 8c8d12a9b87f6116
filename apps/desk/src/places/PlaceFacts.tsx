import { getPlace, listPlaces, listUnits, placeLevels, placePoster, siteKinds, unitKinds } from '@fengqiao/contract'
import { text } from '@fengqiao/kernel'
import { useRead, useText } from '@fengqiao/ui'
import { Button, Icon, QRCode, Segmented, Shown } from '@fengqiao/ui/desk'
import { useState } from 'react'
import { Link } from 'react-router'
import { Facts, Panel } from '../pieces/Panel.tsx'
import { useSave } from '../pieces/save.ts'

/** What one place is, what lies in it, which units serve it, and its poster. */
export function PlaceFacts({ code, onOpen }: { code: string; onOpen: (code: string) => void }) {
  const say = useText()
  const place = useRead(getPlace, { params: { code } }, { keep: true })
  const inside = useRead(listPlaces, { query: { parent: code, limit: 100 } })
  const units = useRead(listUnits, { query: { place: code, limit: 20 } })
  return (
    <Shown of={place}>
      {found => (
        <div className="fq-stack">
          <Panel title={found.name}>
            <Facts
              of={[
                [text('层级', 'Level'), say(placeLevels[found.level])],
                [text('类别', 'Kind'), found.kind ? say(siteKinds[found.kind]) : null],
                [text('代码', 'Code'), found.code],
                [
                  text('所属', 'Lies in'),
                  found.ancestors.length > 0
                    ? found.ancestors.map((above, index) => (
                        <span key={above.code}>
                          {index > 0 ? ' · ' : ''}
                          <button type="button" className="places-open" onClick={() => onOpen(above.code)}>
                            {say(above.name)}
                          </button>
                        </span>
                      ))
                    : null,
                ],
                [
                  text('下辖', 'Within it'),
                  inside.data && inside.data.rows.length > 0 ? (
                    <details>
                      <summary>{say(text(`${inside.data.rows.length} 处`, `${inside.data.rows.length} places`))}</summary>
                      {inside.data.rows.map(one => (
                        <button key={one.code} type="button" className="places-open places-inner" onClick={() => onOpen(one.code)}>
                          {say(one.name)}
                        </button>
                      ))}
                    </details>
                  ) : null,
                ],
              ]}
            />
          </Panel>
          {found.level === 'city' ? null : <Poster code={found.code} />}
          {units.data && units.data.rows.length > 0 ? (
            <Panel title={text('在此服务的单位', 'Units that serve it')}>
              <ul className="places-units">
                {units.data.rows.map(unit => (
                  <li key={unit.id} className="fq-spread">
                    <Link to={`/units/${unit.id}`}>{say(unit.name)}</Link>
                    <span className="desk-small">{say(unitKinds[unit.kind])}</span>
                  </li>
                ))}
              </ul>
            </Panel>
          ) : null}
        </div>
      )}
    </Shown>
  )
}

/** The code residents scan there: it opens filing with the place already filled in. */
function Poster({ code }: { code: string }) {
  const say = useText()
  const { busy, save } = useSave()
  const [size, choose] = useState<'A4' | 'A5'>('A4')
  const address = `${window.location.origin}/#/p/${code}`
  return (
    <Panel title={text('二维码海报', 'Poster with code')}>
      <div className="places-poster">
        <span aria-hidden>
          <QRCode value={address} type="svg" size={112} bordered={false} />
        </span>
        <div className="fq-stack">
          <p className="desk-small">
            {say(
              text(
                '张贴在楼栋、电梯、门岗。群众扫码即可反映问题，地点自动填好。',
                'Hang it in stairwells, lifts and gatehouses. Residents scan it and the place is filled in.',
              ),
            )}
          </p>
          <div className="fq-row">
            <Segmented
              value={size}
              onChange={next => choose(next === 'A5' ? 'A5' : 'A4')}
              options={['A4', 'A5']}
              aria-label={say(text('纸张', 'Paper'))}
            />
            <Button
              type="primary"
              icon={<Icon name="pdf" />}
              loading={busy}
              onClick={() => void save(`poster-${code}-${size}.pdf`, placePoster, { params: { code }, query: { size } })}
              data-testid="poster"
            >
              {say(text('下载海报', 'Download'))}
            </Button>
          </div>
          <a href={address} target="_blank" rel="noreferrer">
            {say(text('打开群众看到的页面', 'Open what residents see'))}
          </a>
        </div>
      </div>
    </Panel>
  )
}
