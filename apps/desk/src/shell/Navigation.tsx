import { type countInbox, type Reply } from '@fengqiao/contract'
import { type Text, text } from '@fengqiao/kernel'
import { useText } from '@fengqiao/ui'
import { Icon } from '@fengqiao/ui/desk'
import { NavLink } from 'react-router'
import type { Group } from '../page.ts'
import type { RoutedPage } from '../pages.ts'

const groups: Readonly<Record<Group, Text>> = {
  work: text('办理', 'Work'),
  oversight: text('研判与监督', 'Oversight'),
  manage: text('管理', 'Manage'),
}

type Counts = Reply<typeof countInbox>

export function Navigation({ pages, counts }: { pages: readonly RoutedPage[]; counts: Counts | undefined }) {
  const say = useText()
  return (
    <nav aria-label={say(text('主菜单', 'Main menu'))} className="desk-nav">
      {(Object.keys(groups) as Group[]).map(group => {
        const inside = pages.filter(({ nav }) => nav?.group === group)
        return inside.length === 0 ? null : (
          <section key={group} aria-label={say(groups[group])}>
            <h2>{say(groups[group])}</h2>
            <ul>
              {inside.map(({ path, title, nav }) => (
                <li key={path}>
                  <NavLink to={`/${path}`} end>
                    {nav ? <Icon name={nav.icon} /> : null}
                    <span>{say(title)}</span>
                    {path === 'inbox' && counts && counts.held > 0 ? <Waiting counts={counts} /> : null}
                  </NavLink>
                </li>
              ))}
            </ul>
          </section>
        )
      })}
    </nav>
  )
}

function Waiting({ counts }: { counts: Counts }) {
  const say = useText()
  const words =
    counts.late > 0
      ? text(`${counts.held} 件待办，其中 ${counts.late} 件逾期`, `${counts.held} waiting, ${counts.late} late`)
      : text(`${counts.held} 件待办`, `${counts.held} waiting`)
  return (
    <span className="desk-count" data-late={counts.late > 0 || undefined} title={say(words)}>
      <span aria-hidden>{counts.held}</span>
      <span className="fq-sr">{say(words)}</span>
    </span>
  )
}
