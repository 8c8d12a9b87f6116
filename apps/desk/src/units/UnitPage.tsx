import './units.css'
import { getPlace, getUnit, placeLevels, unitKinds } from '@fengqiao/contract'
import { roles, text } from '@fengqiao/kernel'
import { formatDate, MapView, useRead, useText } from '@fengqiao/ui'
import { DataTable, Empty, Shown } from '@fengqiao/ui/desk'
import { Link, useParams } from 'react-router'
import { Facts, Panel } from '../pieces/Panel.tsx'
import { PageHead } from '../shell/PageHead.tsx'

/** One unit: how to reach it, where it is, who works there in which post. */
export default function UnitPage() {
  const { id = '' } = useParams()
  const unit = useRead(getUnit, { params: { id } })
  return <Shown of={unit}>{found => <Opened unit={found} />}</Shown>
}

type Found = NonNullable<ReturnType<typeof useRead<typeof getUnit>>['data']>

function Opened({ unit }: { unit: Found }) {
  const say = useText()
  const place = useRead(getPlace, { params: { code: unit.place } }, { staleTime: 300_000 })
  const { centre } = unit
  return (
    <>
      <nav className="units-above" aria-label={say(text('上级单位', 'Units above'))}>
        <Link to="/units">{say(text('组织机构', 'Organisation'))}</Link>
        {unit.superiors.toReversed().map(above => (
          <span key={above.id}>
            / <Link to={`/units/${above.id}`}>{say(above.name)}</Link>
          </span>
        ))}
      </nav>
      <PageHead title={unit.name} help={unitKinds[unit.kind]}>
        <Link to={`/roster?unit=${unit.id}`}>{say(text('查看值班表', 'See the roster'))}</Link>
      </PageHead>
      <div className="desk-columns">
        <Panel title={text('岗位与任职人员', 'Posts and holders')} flush>
          {unit.posts.length === 0 ? (
            <Empty
              icon="team"
              title={text('还没有设置岗位', 'No posts yet')}
              help={text('由系统管理员在“导入导出”中导入岗位。', 'The system administrator brings posts in by import.')}
            />
          ) : (
            <DataTable
              caption={text('岗位', 'Posts')}
              rows={unit.posts}
              rowKey={post => post.id}
              columns={[
                { key: 'role', title: text('岗位', 'Post'), main: true, render: post => say(roles[post.role]) },
                {
                  key: 'holders',
                  title: text('任职人员', 'Held by'),
                  render: ({ holders }) =>
                    holders.length === 0 ? (
                      <span className="fq-chip" data-tone="soon">
                        {say(text('空岗', 'Vacant'))}
                      </span>
                    ) : (
                      <ul className="units-holders">
                        {holders.map(holder => (
                          <li key={holder.account}>
                            {say(holder.name)}{' '}
                            <span className="desk-small">
                              {say(text(`${formatDate(holder.from)} 起`, `since ${formatDate(holder.from)}`))}
                            </span>
                          </li>
                        ))}
                      </ul>
                    ),
                },
              ]}
            />
          )}
        </Panel>
        <div className="fq-stack">
          <Panel title={text('联系方式', 'How to reach it')}>
            <Facts
              of={[
                [
                  text('电话', 'Phone'),
                  <a key="phone" href={`tel:${unit.phone}`}>
                    {unit.phone}
                  </a>,
                ],
                [text('地址', 'Address'), say(unit.address)],
                [text('办公时间', 'Hours'), unit.hours],
                [
                  text('服务区域', 'Serves'),
                  place.data ? (
                    <Link key="place" to={`/places?at=${unit.place}`}>
                      {say(place.data.name)}
                    </Link>
                  ) : (
                    unit.place
                  ),
                ],
                [text('层级', 'Level'), say(placeLevels[unit.level])],
              ]}
            />
          </Panel>
          {centre ? (
            <MapView
              label={text(`${unit.name.zh}的位置`, `Where ${unit.name.en} is`)}
              height={240}
              centre={[centre.lon, centre.lat]}
              zoom={14}
              pins={[{ id: unit.id, point: [centre.lon, centre.lat], label: unit.name }]}
            />
          ) : null}
        </div>
      </div>
    </>
  )
}
