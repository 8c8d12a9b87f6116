import type { Act, Assignment, CaseClock, CaseEvent, CaseState, Resolved } from './state.ts'

/**
 * Owns: what an event does to a case. Total and deterministic: a replay of the journal equals the snapshot,
 * and `fsck` holds us to it. Never refuses: whatever stands in the journal happened.
 */
export function evolve(before: CaseState | undefined, event: CaseEvent): CaseState {
  const at = event.at
  let next: CaseState = before ?? born(event)
  for (const effect of event.effects) next = apply(next, effect)
  const moved = event.to !== undefined
  return {
    ...next,
    revision: event.seq,
    version: event.version ?? next.version,
    step: event.to ?? next.step,
    stepSince: moved ? at : next.stepSince,
    closedAt: moved ? (event.closes ? at : null) : next.closedAt,
    data: dataAfter(next, event),
    acts: event.action
      ? { ...next.acts, [event.action]: { at, actor: event.actor, hands: handsOf(next.acts[event.action], event) } }
      : next.acts,
  }
}

/** What was said in an action becomes part of the case; a migration replaces it; what a worker notes about a clock does not. */
function dataAfter(state: CaseState, event: CaseEvent): CaseState['data'] {
  if (event.version !== undefined) return event.input
  return event.action ? { ...state.data, ...event.input } : state.data
}

const handsOf = (before: Act | undefined, { actor }: CaseEvent): readonly string[] =>
  actor.kind === 'staff' ? [...new Set([...(before?.hands ?? []), actor.account])] : (before?.hands ?? [])

/** Replays a whole journal; throws when it does not begin with a birth or has a gap. */
export function replay(events: readonly CaseEvent[]): CaseState {
  let state: CaseState | undefined
  for (const [index, event] of events.entries()) {
    if (event.seq !== index + 1)
      throw new Error(`Journal of case ${event.case} has event ${event.seq} where ${index + 1} was due; an event is missing or doubled`)
    state = evolve(state, event)
  }
  if (!state) throw new Error('A journal without events has no case; look for the case row without its first event')
  return state
}

function born(event: CaseEvent): CaseState {
  const { birth } = event
  if (!birth) throw new Error(`Case ${event.case} has no birth event; its journal must begin with one`)
  return {
    id: event.case,
    district: event.district,
    procedure: birth.procedure,
    version: birth.version,
    number: birth.number,
    revision: 0,
    step: event.to ?? '',
    stepSince: event.at,
    variant: birth.variant,
    grade: birth.grade,
    place: birth.place,
    point: birth.point,
    channel: birth.channel,
    filedAt: event.at,
    closedAt: null,
    reporters: [birth.reporter],
    data: {},
    owner: birth.owner,
    assignments: [],
    clocks: [],
    letters: [],
    cards: [],
    links: [],
    flags: [],
    tallies: {},
    acts: {},
    sealed: false,
  }
}

/** One resolved effect on a case; `decide` uses it to see each effect in the light of those before it. */
export function apply(state: CaseState, effect: Resolved): CaseState {
  switch (effect.do) {
    case 'own':
      return { ...state, owner: effect.unit }
    case 'assign':
      return { ...state, assignments: [...state.assignments, effect.assignment] }
    case 'reassign':
      return { ...state, assignments: replaceById<Assignment>(state.assignments, effect.assignment) }
    case 'clock':
      return { ...state, clocks: replaceById<CaseClock>(state.clocks, effect.clock) }
    case 'issue':
      return { ...state, letters: [...state.letters, effect.letter] }
    case 'card':
      return { ...state, cards: [...state.cards, effect.card] }
    case 'liftCard':
      return {
        ...state,
        cards: state.cards.map(card => (card.unit === effect.unit && !card.lifted ? { ...card, lifted: effect.at } : card)),
      }
    case 'flag':
      return { ...state, flags: [...state.flags.filter(flag => flag !== effect.flag), ...(effect.on ? [effect.flag] : [])] }
    case 'grade':
      return { ...state, grade: effect.grade }
    case 'variant':
      return { ...state, variant: effect.variant }
    case 'tally':
      return { ...state, tallies: { ...state.tallies, [effect.name]: (state.tallies[effect.name] ?? 0) + effect.by } }
    case 'link':
      return { ...state, links: [...state.links, effect.link] }
    case 'spawn':
      return { ...state, links: [...state.links, { kind: 'spawned', case: effect.case }] }
    case 'join':
      return { ...state, reporters: [...state.reporters, ...effect.reporters] }
    case 'forget':
      return { ...state, data: Object.fromEntries(Object.entries(state.data).filter(([field]) => !effect.fields.includes(field))) }
    case 'seal':
      return { ...state, sealed: true }
    case 'tell':
    case 'count':
      return state
  }
}

function replaceById<T extends { readonly id: string }>(rows: readonly T[], row: T): readonly T[] {
  return rows.some(other => other.id === row.id) ? rows.map(other => (other.id === row.id ? row : other)) : [...rows, row]
}
