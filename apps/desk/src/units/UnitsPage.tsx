import './units.css'
import { listUnits, placeLevels, unitKindIds, unitKinds, unitTree } from '@fengqiao/contract'
import { text } from '@fengqiao/kernel'
import { usePages, useRead, useText } from '@fengqiao/ui'
import { Button, Empty, Icon, Pages, Shown, useSettled } from '@fengqiao/ui/desk'
import { useState } from 'react'
import { Link } from 'react-router'
import { ChoiceFilter, Filters, SearchBox } from '../pieces/Filters.tsx'
import { Panel } from '../pieces/Panel.tsx'
import { PageHead } from '../shell/PageHead.tsx'

/** The units as a tree opened step by step; typing or choosing a kind turns it into a list. */
export default function UnitsPage() {
  const [typed, type] = useState<string | undefined>()
  const [kind, choose] = useState<(typeof unitKindIds)[number] | undefined>()
  const search = useSettled(typed, 250)
  return (
    <>
      <PageHead
        title={text('组织机构', 'Organisation')}
        help={text(
          '各级单位、岗位与任职人员。点开单位查看电话、地址和岗位。',
          'Units at every level, their posts and who holds them. Open one for its phone, place and posts.',
        )}
      />
      <Panel title={text('单位', 'Units')} flush>
        <Filters>
          <SearchBox label={text('按名称查找单位', 'Find a unit by name')} value={typed} onChange={type} />
          <ChoiceFilter
            label={text('全部条线', 'All lines of work')}
            value={kind}
            onChange={choose}
            options={unitKindIds.map(id => [id, unitKinds[id]] as const)}
            search
          />
        </Filters>
        {search || kind ? (
          <Found search={search} kind={kind} />
        ) : (
          <div className="units-tree">
            <Branch parent={undefined} open={3} />
          </div>
        )}
      </Panel>
    </>
  )
}

function Found({ search, kind }: { search: string | undefined; kind: (typeof unitKindIds)[number] | undefined }) {
  const say = useText()
  const units = usePages(listUnits, { query: { limit: 50, ...(search ? { search } : {}), ...(kind ? { kind } : {}) } })
  return (
    <Pages
      of={units}
      caption={text('找到的单位', 'Units found')}
      rowKey={({ id }) => id}
      href={({ id }) => `/units/${id}`}
      keys
      columns={[
        { key: 'name', title: text('名称', 'Name'), main: true, render: ({ name }) => say(name) },
        { key: 'kind', title: text('条线', 'Line of work'), render: unit => say(unitKinds[unit.kind]) },
        { key: 'level', title: text('层级', 'Level'), render: ({ level }) => say(placeLevels[level]) },
        { key: 'phone', title: text('电话', 'Phone'), render: ({ phone }) => <span className="fq-num">{phone}</span> },
      ]}
      empty={
        <Empty
          icon="tree"
          title={text('没有找到单位', 'No unit found')}
          help={text('换个名称试试，或清空条件查看全部。', 'Try another name, or clear the filter to see all.')}
        />
      }
    />
  )
}

/** One level of the tree. The first `open` levels stand open. */
function Branch({ parent, open }: { parent: string | undefined; open: number }) {
  const units = useRead(unitTree, { query: parent ? { parent } : {} }, { staleTime: 300_000 })
  return (
    <Shown of={units} rows={2}>
      {({ units: rows }) => (
        <ul>
          {rows.map(unit => (
            <Twig key={unit.id} unit={unit} open={open} />
          ))}
        </ul>
      )}
    </Shown>
  )
}

function Twig({
  unit,
  open,
}: {
  unit: { id: string; name: { zh: string; en: string }; kind: (typeof unitKindIds)[number]; phone: string; below: number }
  open: number
}) {
  const say = useText()
  const [shown, show] = useState(open > 1)
  return (
    <li>
      <div className="units-row">
        {unit.below > 0 ? (
          <Button
            type="text"
            size="small"
            icon={<Icon name={shown ? 'down' : 'right'} />}
            onClick={() => show(!shown)}
            aria-expanded={shown}
            aria-label={say(text(`${unit.name.zh}的下属单位`, `Units below ${unit.name.en}`))}
          />
        ) : (
          <span className="units-leaf" />
        )}
        <Link to={`/units/${unit.id}`} className="fq-row-link">
          {say(unit.name)}
        </Link>
        <span className="fq-chip" data-tone="plain">
          {say(unitKinds[unit.kind])}
        </span>
        {unit.below > 0 ? <span className="desk-small">{say(text(`下属 ${unit.below}`, `${unit.below} below`))}</span> : null}
        <span className="desk-small fq-num units-phone">{unit.phone}</span>
      </div>
      {shown && unit.below > 0 ? <Branch parent={unit.id} open={open - 1} /> : null}
    </li>
  )
}
