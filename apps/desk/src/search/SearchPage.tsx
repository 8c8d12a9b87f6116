import './search.css'
import { getProcedure, listProcedures, searchCases } from '@fengqiao/contract'
import { text } from '@fengqiao/kernel'
import { usePages, useRead, useText } from '@fengqiao/ui'
import { Button, Empty, Icon, Input, Pages, PlacePicker, Select } from '@fengqiao/ui/desk'
import { type FormEvent, useState } from 'react'
import { useSearchParams } from 'react-router'
import { caseColumns, caseHref, caseTone } from '../cases/CaseColumns.tsx'
import { PageHead } from '../shell/PageHead.tsx'
import { DayRange } from './DayRange.tsx'

const filters = ['procedure', 'step', 'place', 'open', 'from', 'to'] as const
type Filter = (typeof filters)[number]

/** Search over everything that the post may see. Words and filters stand in the address, so that a search can be kept or sent. */
export default function SearchPage() {
  const say = useText()
  const [params, setParams] = useSearchParams()
  const q = params.get('q') ?? ''
  const [words, setWords] = useState(q)
  const [searched, follow] = useState(q)
  // A search begun elsewhere (the top bar) shows its words here.
  if (searched !== q) {
    follow(q)
    setWords(q)
  }
  const at = (name: Filter): string | undefined => params.get(name) ?? undefined
  const set = (part: Partial<Record<Filter | 'q', string | undefined>>): void => {
    const next = new URLSearchParams(params)
    for (const [name, value] of Object.entries(part)) {
      if (value) next.set(name, value)
      else next.delete(name)
    }
    setParams(next, { replace: true })
  }
  const given = Object.fromEntries(filters.flatMap(name => (at(name) ? [[name, at(name)]] : [])))
  const found = usePages(searchCases, { query: { q, limit: 30, ...given } })
  const shown = found.data?.pages.reduce((sum, page) => sum + page.rows.length, 0) ?? 0
  // The estimate may fall short of what is already on the screen; at the end the list itself says how many there are.
  const estimate = found.hasNextPage ? Math.max(found.data?.pages[0]?.estimate ?? 0, shown) : 0
  const send = (event: FormEvent): void => {
    event.preventDefault()
    set({ q: words.trim() })
  }
  return (
    <>
      <PageHead
        title={text('查询', 'Search')}
        help={text(
          '在您的岗位可以查看的全部事项中查找；可用编号、事由、单位、地点。',
          'Everything your post may see, by number, words, unit or place.',
        )}
      />
      <section className="fq-panel search-box">
        <form onSubmit={send} className="fq-row">
          <label htmlFor="search-words" className="fq-sr">
            {say(text('关键词', 'Words'))}
          </label>
          <Input
            id="search-words"
            className="search-words"
            size="large"
            prefix={<Icon name="search" />}
            value={words}
            onChange={event => setWords(event.target.value)}
            allowClear
            placeholder={say(text('例如：积水、电梯停运、编号后六位', 'For instance: flooding, lift, last six digits'))}
          />
          <Button type="primary" size="large" htmlType="submit">
            {say(text('查找', 'Search'))}
          </Button>
        </form>
        <Filters at={at} set={set} />
      </section>
      <section className="fq-panel desk-list" aria-live="polite">
        {estimate > 0 ? <p className="search-estimate fq-muted">{say(text(`约 ${estimate} 件`, `About ${estimate}`))}</p> : null}
        <Pages
          of={found}
          caption={text('查询结果', 'Results')}
          columns={caseColumns(say)}
          rowKey={row => row.id}
          href={caseHref}
          tone={caseTone}
          keys
          empty={
            <Empty
              icon="search"
              title={text('没有找到符合的事项', 'Nothing matches')}
              help={text('试试更短的关键词，或放宽环节、地点和日期。', 'Try fewer words, or widen step, place and dates.')}
            />
          }
        />
      </section>
    </>
  )
}

function Filters({
  at,
  set,
}: {
  at: (name: Filter) => string | undefined
  set: (part: Partial<Record<Filter, string | undefined>>) => void
}) {
  const say = useText()
  const procedures = useRead(listProcedures, {}, { staleTime: Number.POSITIVE_INFINITY })
  const all = procedures.data?.rows ?? []
  const procedure = at('procedure') ?? (all.length === 1 ? all[0]?.id : undefined)
  const steps = useRead(
    getProcedure,
    { params: { id: procedure ?? '' } },
    { enabled: procedure !== undefined, staleTime: Number.POSITIVE_INFINITY },
  )
  return (
    <div className="search-filters">
      {all.length > 1 ? (
        <Select
          allowClear
          value={at('procedure')}
          onChange={value => set({ procedure: value, step: undefined })}
          aria-label={say(text('事项类型', 'Procedure'))}
          placeholder={say(text('事项类型', 'Procedure'))}
          options={all.map(one => ({ value: one.id, label: say(one.name) }))}
        />
      ) : null}
      <Select
        allowClear
        value={at('open')}
        onChange={value => set({ open: value })}
        aria-label={say(text('是否办结', 'Open or closed'))}
        placeholder={say(text('在办和办结', 'Open and closed'))}
        options={[
          { value: 'true', label: say(text('在办', 'Open')) },
          { value: 'false', label: say(text('已办结', 'Closed')) },
        ]}
      />
      <Select
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        value={at('step')}
        onChange={value => set({ step: value, procedure })}
        aria-label={say(text('环节', 'Step'))}
        placeholder={say(text('环节', 'Step'))}
        disabled={procedure === undefined}
        options={(steps.data?.steps ?? []).map(step => ({ value: step.id, label: say(step.label) }))}
      />
      <PlacePicker id="search-place" value={at('place')} onChange={value => set({ place: value as string | undefined })} />
      <DayRange from={at('from')} to={at('to')} onChange={(from, to) => set({ from, to })} />
    </div>
  )
}
