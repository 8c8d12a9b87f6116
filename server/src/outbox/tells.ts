import type { Procedure, Recipient } from '@fengqiao/kernel'
import type { NewNotice } from '../notices/store.ts'
import type { Organisation } from '../units/organisation.ts'
import type { OutboxRow } from './store.ts'

export interface TellContext {
  readonly district: string
  readonly organisation: Organisation
  readonly procedures: readonly Procedure[]
  /** Residents who brought a case, and whether an anonymous one left a phone. */
  readonly reporters: ReadonlyMap<string, { readonly residents: readonly string[]; readonly contact: boolean; readonly owner: string; readonly due: string | null }>
}

/** The notices an action's words of `tell` come to. The occasion is the event, so that a batch taken twice tells once. */
export function noticesOf(row: OutboxRow, context: TellContext): NewNotice[] {
  const { district } = context
  const { body } = row
  const about = context.reporters.get(row.case_id)
  return body.tells.flatMap((tell, index) => {
    const template = `${body.procedure}.${tell.message}`
    const params = { number: body.number, unit: unitName(context, about?.owner ?? ''), due: about?.due ?? '', ...named(context, body.procedure, tell.values) }
    const notice = { district, template, params, caseId: row.case_id, occasion: `${row.case_id}/${row.seq}/${index}` }
    return recipientsOf(tell.to, row, context).map(to => ({ ...notice, ...to }))
  })
}

function recipientsOf(to: Recipient, row: OutboxRow, { organisation, reporters }: TellContext): Pick<NewNotice, 'recipientKind' | 'recipient' | 'channels' | 'link' | 'urgent'>[] {
  if (to.kind === 'reporters') {
    const about = reporters.get(row.case_id)
    const residents = (about?.residents ?? []).map(recipient => ({ recipientKind: 'resident' as const, recipient, channels: ['inApp', 'sms', 'push'] as const, link: `/#/my/${row.case_id}` }))
    return about?.contact && residents.length === 0 ? [{ recipientKind: 'contact', recipient: row.case_id, channels: ['sms'] }] : residents
  }
  const accounts = to.kind === 'post' ? organisation.holders(to.unit, to.role) : [...new Set(organisation.postsOf(to.unit).flatMap(post => post.holders.map(holder => holder.account)))]
  return accounts.map(recipient => ({ recipientKind: 'account', recipient, channels: ['inApp', 'push'], link: `/desk/cases/${row.case_id}`, urgent: true }))
}

const unitName = ({ organisation }: TellContext, id: string): unknown => organisation.find(id)?.name ?? id

/** Names instead of ids, so that the notice reads as a sentence. */
function named({ procedures }: TellContext, procedureId: string, values: Readonly<Record<string, string>>): Record<string, unknown> {
  const words = procedures.find(one => one.id === procedureId)?.words
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      if (name === 'deadline') return [name, words?.deadlines[value] ?? value]
      if (name === 'colour') return [name, value === 'red' ? { zh: '红', en: 'red' } : { zh: '黄', en: 'yellow' }]
      return [name, value]
    }),
  )
}
