import type { CaseRow, CaseView, ResidentCase } from '@fengqiao/contract'
import {
  type Actor,
  type CaseEvent,
  type CaseState,
  isLive,
  offers,
  type Procedure,
  type Stage,
  type Text,
  text,
  type World,
} from '@fengqiao/kernel'
import type { z } from 'zod'
import { earliest } from './commit.ts'
import {
  actionView,
  flagsNamed,
  gradeNamed,
  isClosed,
  letterView,
  type Naming,
  placeNamed,
  placePath,
  roleNamed,
  sentenceOf,
  shownValue,
  stepNamed,
  subjectNamed,
  textOf,
  unitNamed,
  unknown,
  valueOf,
  whyNamed,
} from './naming.ts'
import type { CaseRecordTable } from './tables.ts'

/** Owns: a case as staff see it, and as the person who brought it sees it. Pure: rows and state in, contract shapes out. */
type View = z.input<typeof CaseView>
type Row = Pick<
  CaseRecordTable,
  'id' | 'number' | 'procedure' | 'title' | 'step' | 'grade' | 'variant' | 'place' | 'owner' | 'due_key' | 'flags' | 'revision'
> & {
  readonly filed_at: string
  readonly closed_at: string | null
  readonly due_at: string | null
}

/** The row of a list. */
export function rowView(naming: Naming, procedure: Procedure, row: Row, now: string, as?: string): z.input<typeof CaseRow> {
  return {
    id: row.id,
    number: row.number,
    procedure: row.procedure,
    title: row.title,
    step: stepNamed(procedure, row.step),
    grade: gradeNamed(procedure, row),
    place: placeNamed(naming, row.place),
    owner: unitNamed(naming, row.owner),
    filedAt: row.filed_at,
    closedAt: row.closed_at,
    due:
      row.due_at && row.due_key
        ? {
            key: row.due_key,
            label: procedure.words.deadlines[row.due_key] ?? unknown(row.due_key),
            at: row.due_at,
            late: row.due_at < now,
            provisional: false,
          }
        : null,
    flags: flagsNamed(procedure, row.flags),
    revision: row.revision,
    ...(as ? { as } : {}),
  }
}

export interface Seen {
  readonly matter: CaseState
  readonly events: readonly CaseEvent[]
  readonly linked: ReadonlyMap<string, { number: string; title: string }>
  /** Fields shown in clear under a grant. */
  readonly clear?: ReadonlySet<string>
}

export function caseView(naming: Naming, procedure: Procedure, seen: Seen, actor: Actor, world: World, why: Text | null): View {
  const { matter, events } = seen
  const title = textOf(valueOf(matter, procedure.title))
  const due = earliest(matter.clocks)
  const holder = matter.assignments.findLast(one => one.kind === 'holder' && !one.to)
  const handler =
    actor.kind === 'staff' && (actor.unit === matter.owner || matter.assignments.some(one => !one.to && one.unit === actor.unit))
  return {
    ...rowView(
      naming,
      procedure,
      {
        ...matter,
        title,
        filed_at: matter.filedAt,
        closed_at: matter.closedAt,
        due_at: due?.due ?? null,
        due_key: due?.key ?? null,
        flags: [...matter.flags],
      },
      world.now,
    ),
    version: matter.version,
    point: matter.point ? [...matter.point] : null,
    placePath: placePath(naming, matter.place),
    channel: matter.channel,
    stepSince: matter.stepSince,
    variant: matter.variant ? { id: matter.variant, name: procedure.words.grades[matter.variant] ?? unknown(matter.variant) } : null,
    final: isClosed(procedure, matter.step),
    subject: subjectNamed(naming, subjectCode(procedure, matter)),
    holder: holder ? { unit: unitNamed(naming, holder.unit), role: roleNamed(holder.role ?? '') } : null,
    ownerPhone: naming.org.unit(matter.owner)?.phone ?? null,
    why,
    reporters: matter.reporters.length,
    values: Object.entries(matter.data).flatMap(
      ([field, value]) => shownValue(naming, procedure, field, value, { clear: seen.clear?.has(field), handler }) ?? [],
    ),
    clocks: matter.clocks.map(clock => ({
      id: clock.id,
      key: clock.key,
      label: procedure.words.deadlines[clock.key] ?? unknown(clock.key),
      due: clock.due,
      startedAt: clock.startedAt,
      settledAt: clock.settledAt ?? null,
      state: clock.state === 'running' && clock.due < world.now ? 'late' : clock.state,
      provisional: clock.provisional,
      unit: unitNamed(naming, clock.unit),
      rule: clock.rule,
      source: procedure.deadlines[clock.key]?.source ?? '',
      pauses: clock.pauses.map(pause => ({
        from: pause.from,
        to: pause.to ?? null,
        reason: procedure.words.pauses[pause.reason] ?? unknown(pause.reason),
      })),
      extensions: clock.extensions.length,
    })),
    assignments: matter.assignments.map(assignment => assignmentView(naming, procedure, matter, assignment)),
    cards: matter.cards.map(card => ({
      colour: card.colour,
      unit: unitNamed(naming, card.unit),
      why: whyNamed(procedure, card.why),
      at: card.at,
      lifted: card.lifted ?? null,
    })),
    links: matter.links.map(link => ({
      kind: link.kind,
      case: link.case,
      number: seen.linked.get(link.case)?.number ?? null,
      title: seen.linked.get(link.case)?.title ?? null,
    })),
    letters: matter.letters.map(letter => letterView(naming, procedure, letter)),
    timeline: events.toReversed().map(event => ({
      seq: event.seq,
      at: event.at,
      type: event.type,
      sentence: sentenceOf(naming, procedure, event.action, event.type, event.input),
      by: hand(naming, event.actor),
      values:
        event.seq === 1 || !event.action
          ? []
          : Object.entries(event.input).flatMap(
              ([field, value]) => shownValue(naming, procedure, field, value, { clear: seen.clear?.has(field), handler }) ?? [],
            ),
    })),
    actions: Object.keys(procedure.actions)
      .filter(action => offers(procedure, matter, { action, actor }, world))
      .map(action => actionView(procedure, action)),
    sealed: matter.sealed,
  }
}

export const assignmentView = (
  naming: Naming,
  procedure: Procedure,
  matter: Pick<CaseState, 'clocks'>,
  assignment: CaseState['assignments'][number],
): View['assignments'][number] => {
  const clock = matter.clocks.find(one => one.id === assignment.clock)
  return {
    id: assignment.id,
    kind: assignment.kind,
    unit: unitNamed(naming, assignment.unit),
    role: assignment.role ? roleNamed(assignment.role) : null,
    from: assignment.from,
    to: assignment.to ?? null,
    why: assignment.why ? whyNamed(procedure, assignment.why) : null,
    place: assignment.place ?? null,
    due: clock && isLive(clock) ? clock.due : null,
    arrived: assignment.arrived
      ? {
          at: assignment.arrived.at,
          place: assignment.arrived.place ?? null,
          point: assignment.arrived.point ? [...assignment.arrived.point] : null,
        }
      : null,
    reported: assignment.reported ?? null,
    stars: assignment.stars ?? null,
  }
}

const hand = (naming: Naming, actor: Actor): View['timeline'][number]['by'] => {
  if (actor.kind === 'staff') return { name: actor.name, post: roleNamed(actor.role).name, unit: unitNamed(naming, actor.unit).name }
  return { name: null, post: actor.kind === 'resident' ? text('群众', 'Resident') : text('系统', 'System'), unit: null }
}

export const subjectCode = (procedure: Procedure, matter: CaseState): string | null => {
  const value = procedure.subject ? (matter.data as Record<string, unknown>)[procedure.subject] : undefined
  return typeof value === 'string' ? value : null
}

/** Where the case is, in the five words a resident needs. */
export const stageOf = (procedure: Procedure, matter: CaseState): Stage =>
  procedure.resident?.stages[matter.step] ?? (isClosed(procedure, matter.step) ? 'closed' : 'handling')

/** The answer as the resident may read it: once it has passed its check. */
function answerOf(procedure: Procedure, matter: CaseState): { finding: string; opinion: string; basis: string | null } | null {
  const { answer } = procedure.resident ?? {}
  const told = ['answered', 'closed'].includes(stageOf(procedure, matter))
  const [finding, opinion, basis] = answer
    ? [answer.finding, answer.opinion, answer.basis].map(field => textOf(valueOf(matter, field)))
    : []
  return told && finding && opinion ? { finding, opinion, basis: basis || null } : null
}

/** The case for the person who brought it: plain words, no internal notes, no other person's data. */
export function residentView(
  naming: Naming,
  procedure: Procedure,
  seen: Seen,
  actor: Actor,
  world: World,
  why: Text | null,
): z.input<typeof ResidentCase> {
  const { matter, events } = seen
  const { question } = procedure.resident ?? {}
  const rating = valueOf(matter, procedure.resident?.rating)
  const clock = matter.clocks.findLast(one => isLive(one) && one.unit === matter.owner) ?? matter.clocks.findLast(isLive)
  const told = new Set(['deadline.missed', 'deadline.reminded'])
  const closed = isClosed(procedure, matter.step)
  return {
    id: matter.id,
    number: matter.number,
    title: textOf(valueOf(matter, procedure.title)),
    step: stepNamed(procedure, matter.step),
    stage: stageOf(procedure, matter),
    final: closed,
    filedAt: matter.filedAt,
    revision: matter.revision,
    owner: { name: unitNamed(naming, matter.owner).name, phone: naming.org.unit(matter.owner)?.phone ?? null },
    why,
    due:
      closed || !clock
        ? null
        : {
            label: procedure.words.deadlines[clock.key] ?? unknown(clock.key),
            at: clock.due,
            late: clock.due < world.now,
            paused: clock.state === 'paused',
          },
    question: question && matter.flags.includes(question.while) ? textOf(valueOf(matter, question.field)) : null,
    answer: answerOf(procedure, matter),
    satisfaction: typeof rating === 'number' ? rating : null,
    timeline: events
      .filter(
        event =>
          event.actor.kind === 'resident' ||
          event.to !== undefined ||
          event.effects.some(effect => effect.do === 'tell' && effect.to.kind === 'reporters') ||
          event.seq === 1 ||
          told.has(event.type),
      )
      .toReversed()
      .map(event => ({
        at: event.at,
        sentence: sentenceOf(naming, procedure, event.action, event.type, event.input),
        unit: event.actor.kind === 'staff' ? unitNamed(naming, event.actor.unit).name : null,
      })),
    letters: matter.letters
      .filter(letter => !letter.to && (letter.letter !== 'reply' || answerOf(procedure, matter)))
      .map(letter => letterView(naming, procedure, letter)),
    actions: Object.keys(procedure.actions)
      .filter(
        action => offers(procedure, matter, { action, actor, isReporter: true }, world) && procedure.actions[action]?.from !== 'start',
      )
      .map(action => actionView(procedure, action)),
  }
}
