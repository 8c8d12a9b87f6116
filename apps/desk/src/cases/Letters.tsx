import { getLetter } from '@fengqiao/contract'
import { type Text, text } from '@fengqiao/kernel'
import { shortTime, useClient, useLanguage, useNow, useText } from '@fengqiao/ui'
import { Icon } from '@fengqiao/ui/desk'
import { Link } from 'react-router'
import type { CaseData } from './CasePage.tsx'
import { Panel } from './Panel.tsx'

export function Letters({ matter }: { matter: CaseData }) {
  const say = useText()
  const { language } = useLanguage()
  const client = useClient()
  const now = useNow()
  if (matter.letters.length === 0) return null
  return (
    <Panel title={text('文书', 'Letters')}>
      <ul className="case-list">
        {matter.letters.map(letter => (
          <li key={letter.id}>
            <a
              href={client.address(getLetter, { params: { id: matter.id, letter: letter.id.replace('#', '~') }, query: { language } })}
              target="_blank"
              rel="noreferrer"
              data-testid={`letter-${letter.letter}`}
            >
              <Icon name="pdf" /> {say(letter.label)}
            </a>
            <span className="fq-muted">
              {letter.to ? `${say(letter.to.name)} · ` : ''}
              {shortTime(letter.at, now, language)}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  )
}

const kinds: Readonly<Record<string, Text>> = {
  duplicateOf: text('并入原件', 'Merged into'),
  absorbed: text('并入本件', 'Merged into this'),
  related: text('相关', 'Related'),
  continues: text('接续', 'Continues'),
  spawned: text('由本件产生', 'Came from this'),
  spawnedFrom: text('来源', 'Came from'),
}

export function Links({ matter }: { matter: CaseData }) {
  const say = useText()
  if (matter.links.length === 0) return null
  return (
    <Panel title={text('关联事项', 'Linked matters')}>
      <ul className="case-list">
        {matter.links.map(link => (
          <li key={`${link.kind}/${link.case}`}>
            <span className="fq-chip" data-tone="plain">
              {say(kinds[link.kind] ?? text('关联', 'Linked'))}
            </span>
            <Link to={`/cases/${link.case}`}>
              {link.number ? `${link.number} ${link.title ?? ''}` : say(text('您无权查看该事项', 'Not yours to see'))}
            </Link>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
