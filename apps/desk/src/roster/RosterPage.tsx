import './roster.css'
import { listPosts, listShifts, type Shift } from '@fengqiao/contract'
import { localDate, type RoleId, roleIds, text } from '@fengqiao/kernel'
import { formatDate, useNow, useText } from '@fengqiao/ui'
import { Button, Empty, FieldInput, Icon, Shown } from '@fengqiao/ui/desk'
import { useMemo, useState } from 'react'
import { useSearchParams } from 'react-router'
import { ask } from '../pieces/ask.ts'
import { useEvery } from '../pieces/every.ts'
import { ChoiceFilter } from '../pieces/Filters.tsx'
import { useMay, useSession } from '../Session.tsx'
import { PageHead } from '../shell/PageHead.tsx'
import { HandoverNotes, OnDutyNow } from './DutyNow.tsx'
import { ShiftCard } from './ShiftCard.tsx'
import { ShiftDialog, type Wanted } from './ShiftDialog.tsx'
import { roleOptions, WeekGrid } from './WeekGrid.tsx'
import { dayStart, mondayOf, plusDays, weekOf } from './week.ts'

/** A unit's roster for one week. Unit and week stand in the address, so that a week can be sent to a colleague. */
export default function RosterPage() {
  const say = useText()
  const may = useMay()
  const { post } = useSession()
  const now = useNow()
  const [params, setParams] = useSearchParams()
  const unit = params.get('unit') ?? post?.unit ?? ''
  const monday = mondayOf(params.get('week') ?? localDate(now))
  const [role, setRole] = useState<RoleId | undefined>()
  const [wanted, want] = useState<Wanted | undefined>()
  const [opened, open] = useState<Shift | undefined>()
  const days = useMemo(() => weekOf(monday), [monday])
  const shifts = useEvery(listShifts, {
    query: { unit, from: dayStart(monday).toISOString(), to: dayStart(plusDays(monday, 7)).toISOString() },
  })
  const posts = useEvery(listPosts, { query: { unit } })
  const go = (change: Record<string, string>): void =>
    setParams(before => ({ ...Object.fromEntries(before), ...change }), { replace: true })
  const shownRoles = roleIds.filter(id => (role ? id === role : shifts.data?.some(shift => shift.role === id)))
  const canKeep = may('addShift')

  return (
    <>
      <PageHead
        title={text('值班表', 'Rosters')}
        help={text(
          '谁在岗、交接了什么、哪里有空缺。事项优先派给当班人员。',
          'Who is on duty, what was handed over, where nobody is. Matters go to whoever is on duty.',
        )}
      >
        <div className="fq-row fq-no-print">
          <Button icon={<Icon name="print" />} onClick={() => window.print()}>
            {say(text('打印', 'Print'))}
          </Button>
          {canKeep ? (
            <Button type="primary" icon={<Icon name="plus" />} onClick={() => want({})} data-testid="add-shift">
              {say(text('排一班', 'Add a shift'))}
            </Button>
          ) : null}
        </div>
      </PageHead>
      <div className="roster-bar">
        <span className="roster-unit">
          <FieldInput
            id="roster-unit"
            field={ask('unit', 'unit', text('单位', 'Unit'))}
            value={unit}
            onChange={next => go({ unit: typeof next === 'string' ? next : (post?.unit ?? '') })}
            invalid={false}
            describedBy={undefined}
          />
        </span>
        <ChoiceFilter label={text('全部岗位', 'All roles')} value={role} onChange={setRole} options={roleOptions(posts.data ?? [])} />
        <div className="fq-row roster-weeks">
          <Button onClick={() => go({ week: plusDays(monday, -7) })} aria-label={say(text('上一周', 'Previous week'))}>
            ‹
          </Button>
          <strong className="fq-num">
            {formatDate(dayStart(monday))} — {formatDate(dayStart(plusDays(monday, 6)))}
          </strong>
          <Button onClick={() => go({ week: plusDays(monday, 7) })} aria-label={say(text('下一周', 'Next week'))}>
            ›
          </Button>
          <Button type="link" onClick={() => go({ week: localDate(now) })}>
            {say(text('本周', 'This week'))}
          </Button>
        </div>
      </div>
      <OnDutyNow unit={unit} onOpen={open} />
      <Shown of={shifts} rows={10}>
        {rows =>
          shownRoles.length === 0 ? (
            <div className="fq-panel">
              <Empty
                icon="calendar"
                title={text('这一周没有排班', 'No shifts this week')}
                help={
                  canKeep
                    ? text(
                        '可以逐班添加，或由系统管理员从表格一次导入。',
                        'Add shifts one by one, or have the administrator import a sheet.',
                      )
                    : text(
                        '请换一周或换一个单位看看；排班由单位负责人、值班指挥长维护。',
                        'Try another week or unit; heads and duty commanders keep the rosters.',
                      )
                }
              />
            </div>
          ) : (
            <WeekGrid days={days} roles={shownRoles} shifts={rows} now={now} onOpen={open} onGap={canKeep ? want : undefined} />
          )
        }
      </Shown>
      <HandoverNotes shifts={shifts.data ?? []} />
      {wanted ? <ShiftDialog unit={unit} posts={posts.data ?? []} wanted={wanted} onClose={() => want(undefined)} /> : null}
      {opened ? (
        <ShiftCard
          shift={shifts.data?.find(({ id }) => id === opened.id) ?? opened}
          onClose={() => open(undefined)}
          onEdit={shift => {
            open(undefined)
            want({ shift })
          }}
        />
      ) : null}
    </>
  )
}
