import { Area, Check, Choices, Input } from '../pieces/Field.tsx'
import { useSay } from '../settings/settings.ts'
import { editDraft } from './current-draft.ts'
import type { DoorField } from './door.ts'
import type { Draft } from './draft.ts'
import { mainParts } from './main-door.ts'

/** Whatever else the form offers, folded: most people never need it. */
export function MorePart({ draft }: { draft: Draft }) {
  const say = useSay()
  if (mainParts.more.length === 0) return null
  return (
    <details className="card" open={Object.values(draft.more).some(value => value !== '')}>
      <summary>{say('补充更多（可以不填）', 'More details (optional)')}</summary>
      <div className="stack">
        {mainParts.more.map(field => (
          <MoreField
            key={field.name}
            field={field}
            value={draft.more[field.name] ?? ''}
            onChange={value => editDraft(before => ({ more: { ...before.more, [field.name]: value } }))}
          />
        ))}
      </div>
    </details>
  )
}

function MoreField({ field, value, onChange }: { field: DoorField; value: string; onChange: (value: string) => void }) {
  const say = useSay()
  const label = say(field.label)
  const help = field.help ? say(field.help) : undefined
  switch (field.kind) {
    case 'choice':
      return (
        <Choices
          legend={label}
          value={value || undefined}
          onChange={onChange}
          options={Object.entries(field.options ?? {}).map(([id, one]) => [id, say(one)])}
        />
      )
    case 'yesNo':
      return <Check label={label} checked={value === 'yes'} onChange={checked => onChange(checked ? 'yes' : '')} />
    case 'longText':
      return <Area label={label} help={help} value={value} onChange={event => onChange(event.target.value)} />
    default:
      return (
        <Input
          label={label}
          help={help}
          type={field.kind === 'number' ? 'number' : field.kind === 'date' ? 'date' : 'text'}
          value={value}
          onChange={event => onChange(event.target.value)}
        />
      )
  }
}
