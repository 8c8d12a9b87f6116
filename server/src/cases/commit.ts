import { createHash, hash, randomBytes } from 'node:crypto'
import {
  type CaseClock,
  type CaseState,
  type Decision,
  isFinal,
  isLive,
  type Organisation,
  type Procedure,
  type Resolved,
  sealEvents,
  unitsThatSee,
} from '@fengqiao/kernel'
import { markChanges } from './marks.ts'
import { textOf, valueOf } from './naming.ts'

/**
 * Owns: what a decision changes in the tables, as the one argument of commit_cases. Pure but for the salts.
 */
export const sha256 = (input: string): string => hash('sha256', input, 'hex')
export const chainStart = '0'.repeat(64)

/** What a new case brings besides its events: words for search, bands for duplicates, the hash of its query code. */
export interface Birthmark {
  readonly codeHash: string
  readonly words: string
  readonly bands: readonly number[]
}

export interface CommitItem {
  readonly id: string
  readonly expect: number
  readonly [part: string]: unknown
}

export function commitItem(
  procedure: Procedure,
  before: CaseState | undefined,
  head: string,
  decision: Decision,
  org: Organisation,
  birthmark?: Birthmark,
): CommitItem {
  const { matter, events } = decision
  const salts = events.map(() => randomBytes(16).toString('hex'))
  const sealed = sealEvents(events, head, salts, sha256)
  const last = sealed.at(-1)
  if (!last) throw new Error('A decision without events has nothing to commit')
  const later = columnsOf(procedure, matter, last.hash, org)
  return {
    id: matter.id,
    expect: before?.revision ?? 0,
    state: matter,
    record: before
      ? later
      : {
          ...later,
          ...birthColumnsOf(procedure, matter),
          code_hash: birthmark?.codeHash,
        },
    ...(before ? {} : { search: { filed_at: matter.filedAt, words: birthmark?.words ?? '', bands: birthmark?.bands ?? [] } }),
    events: sealed.map(({ event, salt, commitment, previous, hash: own }) => ({
      seq: event.seq,
      type: event.type,
      action: event.action ?? null,
      at: event.at,
      actor_kind: event.actor.kind,
      account: event.actor.kind === 'staff' ? event.actor.account : null,
      unit: event.actor.kind === 'staff' ? event.actor.unit : null,
      from_step: event.from ?? null,
      to_step: event.to ?? null,
      content: {
        actor: event.actor,
        birth: event.birth,
        closes: event.closes,
        version: event.version,
        input: event.input,
        effects: event.effects,
      },
      salt,
      commitment,
      previous,
      hash: own,
    })),
    ...deadlineChanges(before, matter),
    ...assignmentChanges(before, matter),
    ...reporterChanges(before, matter),
    ...markChanges(procedure, before, matter, last.event.at),
    ...outboxRows(decision),
  }
}

/** The columns beside the snapshot that every event may change; fsck holds the table to them. `head` is hex. */
export function columnsOf(procedure: Procedure, matter: CaseState, head: string, org: Organisation) {
  const due = earliest(matter.clocks)
  return {
    version: matter.version,
    revision: matter.revision,
    head,
    step: matter.step,
    final: isFinal(procedure.steps[matter.step]),
    grade: matter.grade,
    variant: matter.variant,
    subject: subjectOf(procedure, matter),
    owner: matter.owner,
    closed_at: matter.closedAt,
    due_at: due?.due ?? null,
    due_key: due?.key ?? null,
    flags: matter.flags,
    sees: unitsThatSee(matter, org),
  }
}

/** The columns that stay as the birth of the case wrote them. */
export const birthColumnsOf = (procedure: Procedure, matter: CaseState) => ({
  number: matter.number,
  procedure: matter.procedure,
  place: matter.place,
  lon: matter.point?.[0] ?? null,
  lat: matter.point?.[1] ?? null,
  title: textOf(valueOf(matter, procedure.title)),
  filed_at: matter.filedAt,
})

/** The live clock that falls due first; paused ones wait. */
export const earliest = (clocks: readonly CaseClock[]): CaseClock | undefined =>
  clocks
    .filter(clock => clock.wake !== null)
    .reduce<CaseClock | undefined>((first, clock) => (!first || clock.due < first.due ? clock : first), undefined)

export function subjectOf(procedure: Procedure, matter: CaseState): string | null {
  const value = procedure.subject ? (matter.data as Record<string, unknown>)[procedure.subject] : undefined
  return typeof value === 'string' ? value : null
}

function deadlineChanges(before: CaseState | undefined, after: CaseState) {
  const old = new Map(before?.clocks.map(clock => [clock.id, clock]))
  const changed = after.clocks.filter(clock => old.get(clock.id) !== clock)
  const put = changed
    .filter(isLive)
    .map(clock => ({ id: clock.id, key: clock.key, rule: clock.rule, unit: clock.unit, due_at: clock.due, wake_at: clock.wake }))
  const drop = changed.filter(clock => !isLive(clock) && old.has(clock.id)).map(clock => clock.id)
  return put.length + drop.length > 0 ? { deadlines: { put, drop } } : {}
}

/** The due time that an inbox shows for an assignment: its own clock, else for the holder the case's earliest. */
export function assignmentDue(matter: CaseState, assignment: CaseState['assignments'][number]): string | null {
  const own = matter.clocks.find(clock => clock.id === assignment.clock)
  if (own) return isLive(own) ? own.due : null
  return (
    earliest(matter.clocks.filter(clock => !matter.assignments.some(other => other.clock === clock.id && other.kind !== 'escalation')))
      ?.due ?? null
  )
}

function assignmentChanges(before: CaseState | undefined, after: CaseState) {
  const old = new Map(before?.assignments.map(assignment => [assignment.id, assignment]))
  const rows = after.assignments.map(assignment => {
    const was = old.get(assignment.id)
    const due = assignment.to ? null : assignmentDue(after, assignment)
    const wasDue = was && before && !was.to ? assignmentDue(before, was) : null
    const moved = assignment.kind === 'holder' && before?.step !== after.step
    return { assignment, was, due, changed: was !== assignment || due !== wasDue || moved }
  })
  const put = rows
    .filter(({ assignment, changed }) => changed && !assignment.to)
    .map(({ assignment: { id, kind, unit, role, account, from }, due }) => ({
      id,
      kind,
      unit,
      role: role ?? null,
      account: account ?? null,
      since: from,
      due_at: due,
      step: kind === 'holder' ? after.step : null,
    }))
  const drop = rows.filter(({ assignment, was }) => assignment.to && was && !was.to).map(({ assignment }) => assignment.id)
  return put.length + drop.length > 0 ? { assignments: { put, drop } } : {}
}

function reporterChanges(before: CaseState | undefined, after: CaseState) {
  const known = new Set(before?.reporters)
  const fresh = [...new Set(after.reporters)].filter(resident => resident !== null && !known.has(resident))
  return fresh.length > 0 ? { reporters: fresh.map(resident => ({ resident, filed_at: after.filedAt })) } : {}
}

/** What the worker must do for each event; nothing that the journal does not say. */
export interface OutboxBody {
  readonly procedure: string
  readonly number: string
  readonly place: string
  readonly tells: readonly Extract<Resolved, { do: 'tell' }>[]
  readonly counts: readonly Extract<Resolved, { do: 'count' }>[]
  readonly step: string
  readonly revision: number
  readonly inboxes: readonly string[]
}

function outboxRows({ matter, events }: Decision) {
  return {
    outbox: events.map(event => ({
      seq: event.seq,
      at: event.at,
      body: {
        procedure: matter.procedure,
        number: matter.number,
        place: matter.place,
        tells: event.effects.filter(effect => effect.do === 'tell'),
        counts: event.effects.filter(effect => effect.do === 'count'),
        step: matter.step,
        revision: matter.revision,
        inboxes: [...new Set(event.effects.flatMap(effect => listsTouched(effect, matter)))],
      } satisfies OutboxBody,
    })),
  }
}

/** A summons also moves on the boards of the units that had the matter in hand, the one that whistled among them. */
function listsTouched(effect: Resolved, { acts }: CaseState): string[] {
  if (effect.do !== 'assign' && effect.do !== 'reassign') return []
  const { kind, unit } = effect.assignment
  if (kind !== 'whistle') return [unit]
  return [unit, ...Object.values(acts).flatMap(({ actor }) => (actor.kind === 'staff' ? [actor.unit] : []))]
}

export const hashOfCode = (code: string): string => createHash('sha256').update(code.replaceAll(/[\s-]/g, '').toUpperCase()).digest('hex')
