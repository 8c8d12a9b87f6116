import { listDemoDoors, type Reply, stepIn } from '@fengqiao/contract'
import { type RoleId, roles, text } from '@fengqiao/kernel'
import { useRead, useText, useWrite } from '@fengqiao/ui'
import { Button, Empty, ErrorNote, Icon, Input, Shown } from '@fengqiao/ui/desk'
import { useState } from 'react'
import { roleOrder, roleWork } from './roles.ts'
import { useNextStep } from './steps.ts'

type Door = Reply<typeof listDemoDoors>['staff'][number]
const few = 3

/** One click into any role of the demo city, the roles in the order in which a matter meets them. */
export function DemoDoors() {
  const say = useText()
  const doors = useRead(listDemoDoors, {}, { staleTime: 300_000 })
  const next = useNextStep()
  const enter = useWrite(stepIn, { onDone: next })
  const [words, setWords] = useState('')
  const wanted = words.trim().toLowerCase()
  const matches = ({ name, post, login }: Door): boolean =>
    wanted === '' ||
    [name.zh, name.en, post.unitName.zh, post.unitName.en, post.title.zh, post.title.en, login].some(one =>
      one.toLowerCase().includes(wanted),
    )
  return (
    <div className="doors">
      <p>
        {say(
          text(
            '点一下就以该人员的身份进入，不需要密码。随时可以在右上角换一个角色。',
            'One click makes you that person; no password. You can change roles at the top right at any time.',
          ),
        )}
      </p>
      <Input
        className="doors-search"
        prefix={<Icon name="search" />}
        value={words}
        onChange={event => setWords(event.target.value)}
        aria-label={say(text('按单位或姓名查找角色', 'Find a role by unit or name'))}
        placeholder={say(text('按单位、姓名或岗位查找', 'Find by unit, name or post'))}
        allowClear
      />
      {enter.error ? <ErrorNote error={enter.error} /> : null}
      <Shown of={doors} rows={8}>
        {({ staff }) => {
          const found = staff.filter(matches)
          if (found.length === 0)
            return (
              <Empty
                icon="team"
                title={text('没有找到这样的角色', 'No such role')}
                help={text('请换一个单位或姓名再试。', 'Try another unit or name.')}
              />
            )
          return roleOrder.map(role => {
            const held = found.filter(({ post }) => post.role === role)
            return held.length === 0 ? null : (
              <RoleDoors
                key={role}
                role={role}
                doors={held}
                all={wanted !== ''}
                onEnter={door => enter.mutate({ body: { login: door.login, post: door.post.id } })}
                entering={enter.isPending}
              />
            )
          })
        }}
      </Shown>
    </div>
  )
}

function RoleDoors({
  role,
  doors,
  all,
  onEnter,
  entering,
}: {
  role: RoleId
  doors: readonly Door[]
  all: boolean
  onEnter: (door: Door) => void
  entering: boolean
}) {
  const say = useText()
  const [more, setMore] = useState(false)
  const shown = all || more ? doors : doors.slice(0, few)
  return (
    <section className="doors-role" aria-labelledby={`role-${role}`}>
      <div>
        <h2 id={`role-${role}`}>{say(roles[role])}</h2>
        <p className="fq-help">{say(roleWork[role])}</p>
        {doors.length > shown.length ? (
          <Button type="link" size="small" className="doors-more" onClick={() => setMore(true)}>
            {say(text(`显示全部 ${doors.length} 人`, `Show all ${doors.length}`))}
          </Button>
        ) : null}
      </div>
      <ul>
        {shown.map(door => (
          <li key={`${door.login}/${door.post.id}`}>
            <button
              type="button"
              className="door"
              disabled={entering}
              onClick={() => onEnter(door)}
              data-testid="door"
              data-login={door.login}
              data-role={role}
            >
              <strong>{say(door.name)}</strong>
              <span>{say(door.post.unitName)}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
