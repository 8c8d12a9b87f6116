import { type CaseState, isLive, type Procedure, type Recipient, type Resolved, text } from '@fengqiao/kernel'
import { whyNamed } from '../cases/naming.ts'
import { textOf, valueOf } from '../cases/naming.ts'
import type { NewNotice } from '../notices/store.ts'
import type { Organisation } from '../units/organisation.ts'
import type { OutboxRow } from './store.ts'

/** The case as it stands when the batch is taken; a worker that was down takes it later than the event. */
export interface About {
  readonly matter: Pick<CaseState, 'owner' | 'step' | 'clocks' | 'data'>
  /** Who brought it and who added it to their own by its query code. */
  readonly residents: readonly string[]
}

/** What the event itself says: this is true of the notice however late it is written. */
export interface Said {
  readonly to: string | null
  readonly owner: string | undefined
  readonly effects: readonly Resolved[]
}

export interface TellContext {
  readonly district: string
  readonly organisation: Organisation
  readonly procedures: readonly Procedure[]
  /** By case id. */
  readonly about: ReadonlyMap<string, About>
  /** By `case/seq`. */
  readonly said: ReadonlyMap<string, Said>
}

/** The notices an action's words of `tell` come to. The occasion is the event, so that a batch taken twice tells once. */
export function noticesOf(row: OutboxRow, context: TellContext): NewNotice[] {
  const { district } = context
  const { body } = row
  const procedure = context.procedures.find(one => one.id === body.procedure)
  const about = context.about.get(row.case_id)
  const said = context.said.get(`${row.case_id}/${row.seq}`)
  const owner = ownerOf(said) ?? about?.matter.owner ?? ''
  return body.tells.flatMap((tell, index) => {
    const template = `${body.procedure}.${tell.message}`
    const due = procedure && dueOf(procedure, tell.to, said, about)
    const params = { number: body.number, unit: unitName(context, owner), due: due ?? '', ...named(procedure, tell.values) }
    const notice = { district, template, params, caseId: row.case_id, occasion: `${row.case_id}/${row.seq}/${index}` }
    return recipientsOf(tell.to, row, context).map(to => ({ ...notice, ...to }))
  })
}

/** Who answered for the case when the event was over, where the event says so. */
const ownerOf = (said: Said | undefined): string | undefined =>
  said?.effects.flatMap(effect => (effect.do === 'own' ? [effect.unit] : [])).at(-1) ?? said?.owner

/**
 * The due time that concerns whoever is told: a unit's own clock, for others the clock of the step. The event's clocks first, since
 * what it began is what it tells of; the earliest clock of all would promise an answer by the time of the first call.
 */
function dueOf(procedure: Procedure, to: Recipient, said: Said | undefined, about: About | undefined): string | undefined {
  const begun = (said?.effects ?? []).flatMap(effect => (effect.do === 'clock' && isLive(effect.clock) ? [effect.clock] : []))
  const standing = (about?.matter.clocks ?? []).filter(isLive)
  const step = procedure.steps[said?.to ?? about?.matter.step ?? '']
  const keys: readonly string[] = step && 'due' in step ? [step.due].flat() : []
  for (const clocks of [begun, standing]) {
    const own = to.kind === 'reporters' ? undefined : clocks.findLast(clock => clock.unit === to.unit)
    const found = own ?? clocks.findLast(clock => keys.includes(clock.key))
    if (found) return found.due
  }
  return begun.at(-1)?.due ?? standing.at(-1)?.due
}

function recipientsOf(
  to: Recipient,
  row: OutboxRow,
  { organisation, about, procedures }: TellContext,
): Pick<NewNotice, 'recipientKind' | 'recipient' | 'channels' | 'link' | 'urgent'>[] {
  if (to.kind === 'reporters') {
    const matter = about.get(row.case_id)?.matter
    const residents = about.get(row.case_id)?.residents ?? []
    const phone = procedures.find(one => one.id === row.body.procedure)?.resident?.phone
    const contact = matter !== undefined && textOf(valueOf(matter, phone)) !== ''
    if (residents.length === 0) return contact ? [{ recipientKind: 'contact', recipient: row.case_id, channels: ['sms'] }] : []
    return residents.map(recipient => ({
      recipientKind: 'resident' as const,
      recipient,
      channels: ['inApp', 'sms', 'push'] as const,
      link: `/#/my/${row.case_id}`,
    }))
  }
  const accounts =
    to.kind === 'post'
      ? organisation.holders(to.unit, to.role)
      : [...new Set(organisation.postsOf(to.unit).flatMap(post => post.holders.map(holder => holder.account)))]
  return accounts.map(recipient => ({
    recipientKind: 'account',
    recipient,
    channels: ['inApp', 'push'],
    link: `/desk/cases/${row.case_id}`,
    urgent: true,
  }))
}

const unitName = ({ organisation }: TellContext, id: string): unknown => organisation.find(id)?.name ?? id

/** Names instead of ids, so that the notice reads as a sentence. */
function named(procedure: Procedure | undefined, values: Readonly<Record<string, string>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      if (procedure && (name === 'deadline' || name === 'why')) return [name, whyNamed(procedure, value)]
      if (name === 'colour') return [name, value === 'red' ? text('红', 'red') : text('黄', 'yellow')]
      return [name, value]
    }),
  )
}
