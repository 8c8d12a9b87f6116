import './residents.css'
import { type PurposeId, purposeIds, purposes, type ResidentRow, searchResidents } from '@fengqiao/contract'
import { text } from '@fengqiao/kernel'
import { problemOf, useLanguage, useText } from '@fengqiao/ui'
import { ActionForm, Button, DataTable, Empty } from '@fengqiao/ui/desk'
import { useState } from 'react'
import { written } from '../pieces/answers.ts'
import { ask } from '../pieces/ask.ts'
import { usePlaceNames } from '../pieces/names.ts'
import { Panel } from '../pieces/Panel.tsx'
import { PageHead } from '../shell/PageHead.tsx'
import { useLookAt } from './look.ts'
import { ResidentDrawer } from './ResidentDrawer.tsx'

const form = [
  ask('name', 'text', text('姓名', 'Name'), { required: false, help: text('须为完整姓名', 'The whole name') }),
  ask('phone', 'phone', text('手机', 'Mobile'), { required: false }),
  ask('idNumber', 'text', text('证件号码', 'Identity number'), { required: false, help: text('须为完整号码', 'The whole number') }),
  ask('purpose', 'choice', text('查询目的', 'Purpose'), { options: purposes }),
]

/** The registry. One finds whom one already knows by whole name or number; there is no browsing, and a search is itself a logged look. */
export default function ResidentsPage() {
  const say = useText()
  const { language } = useLanguage()
  const placeName = usePlaceNames()
  const search = useLookAt(searchResidents)
  const [purpose, state] = useState<PurposeId>('handleMatter')
  const [lacking, lack] = useState(false)
  const [opened, open] = useState<ResidentRow | undefined>()
  const rows = search.data?.rows
  return (
    <>
      <PageHead
        title={text('群众登记', 'Residents')}
        help={text(
          '仅限本单位服务区域。每次查询都会记录岗位、时间和目的，本人可以看到。',
          'Only of the places your unit serves. Each search is recorded with post, time and purpose, and the person can see it.',
        )}
      />
      <div className="fq-stack">
        <Panel title={text('查找', 'Find')}>
          <ActionForm
            form={form}
            initial={{ purpose: 'handleMatter' }}
            submit={say(text('查询', 'Search'))}
            busy={search.isPending}
            problem={search.error ? problemOf(search.error, language) : undefined}
            onSubmit={({ name, phone, idNumber, purpose: why }) => {
              const known = purposeIds.find(id => id === why) ?? 'handleMatter'
              const asked = {
                ...(name ? { name: written(name) } : {}),
                ...(phone ? { phone: written(phone) } : {}),
                ...(idNumber ? { idNumber: written(idNumber) } : {}),
              }
              lack(Object.keys(asked).length === 0)
              if (Object.keys(asked).length === 0) return
              state(known)
              search.mutate({ query: { ...asked, purpose: known, limit: 50 } })
            }}
          >
            <p className="fq-field-error" aria-live="polite">
              {lacking ? say(text('请至少填写姓名、手机、证件号码中的一项', 'Give a name, a mobile or an identity number')) : ''}
            </p>
          </ActionForm>
        </Panel>
        {rows ? (
          <Panel title={text('查询结果', 'Found')} flush>
            {rows.length === 0 ? (
              <Empty
                icon="user"
                title={text('没有找到', 'Nobody found')}
                help={text(
                  '请核对姓名或号码是否完整；不在本单位服务区域的群众查不到。',
                  'Check that name or number is whole; people of places you do not serve are not found.',
                )}
              />
            ) : (
              <DataTable<ResidentRow>
                caption={text('查询结果', 'Found')}
                rows={rows}
                rowKey={({ id }) => id}
                columns={[
                  {
                    key: 'name',
                    title: text('姓名', 'Name'),
                    main: true,
                    render: row => (
                      <Button type="link" className="resident-name" onClick={() => open(row)} data-testid="resident">
                        {row.name ?? say(text('未登记姓名', 'No name given'))}
                      </Button>
                    ),
                  },
                  { key: 'phone', title: text('手机', 'Mobile'), render: ({ phone }) => <span className="fq-num">{phone ?? '—'}</span> },
                  {
                    key: 'idNumber',
                    title: text('证件号码', 'Identity number'),
                    hideOnPhone: true,
                    render: ({ idNumber }) => <span className="fq-num">{idNumber ?? '—'}</span>,
                  },
                  { key: 'address', title: text('住址', 'Address'), render: ({ address }) => address ?? '—' },
                  {
                    key: 'place',
                    title: text('所在地', 'Place'),
                    hideOnPhone: true,
                    render: ({ place }) => (place ? say(placeName(place)) : '—'),
                  },
                ]}
              />
            )}
          </Panel>
        ) : null}
      </div>
      {opened ? <ResidentDrawer resident={opened} purpose={purpose} onClose={() => open(undefined)} /> : null}
    </>
  )
}
