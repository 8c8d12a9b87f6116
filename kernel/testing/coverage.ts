import type { Procedure } from '../procedure/procedure.ts'
import type { After, Walk, WalkStep } from './walk.ts'

/**
 * What of a procedure no story tells, each a sentence: actions taken, refusals given, deadlines met and missed with all that
 * follows, rights that lapse, letters issued. Empty when every path has been walked.
 */
export function untold(procedure: Procedure, walks: readonly Walk[]): readonly string[] {
  const steps = walks.filter(walk => walk.procedure === procedure.id).flatMap(walk => walk.steps)
  const outcomes = steps.flatMap(step => ('refused' in step.outcome ? [] : [step.outcome]))
  const taken = new Set(outcomes.flatMap(outcome => outcome.actions))
  const refused = new Set(steps.flatMap(step => ('refused' in step.outcome ? [step.outcome.refused] : [])))
  const issued = new Set(outcomes.flatMap(outcome => outcome.letters.map(id => id.split('#')[0])))
  const missing = (what: string, names: readonly string[], told: ReadonlySet<string | undefined>) =>
    names.filter(name => !told.has(name)).map(name => `${procedure.id}: ${what} '${name}' is in no walk`)
  return [
    ...missing('action', Object.keys(procedure.actions), taken),
    ...missing('refusal', refusalsOf(procedure), refused),
    ...missing('letter', Object.keys(procedure.letters), issued),
    ...Object.entries(procedure.deadlines).flatMap(([name, { consequences }]) => [
      ...(consequences.length > 0 ? missing('missed deadline', [name], firedAll(name, consequences.length, outcomes)) : []),
      ...(consequences.length === 0 ? missing('lapsed right', [name], lapsed(steps)) : []),
      ...missing(
        'met deadline',
        [name],
        keysIn(outcomes, clock => clock.state === 'met'),
      ),
    ]),
  ]
}

/** Every refusal a procedure can give: its own rules and those of the kernel. */
function refusalsOf(procedure: Procedure): readonly string[] {
  const actions = Object.values(procedure.actions)
  const own = actions.flatMap(action => (action.unless ?? []).map(rule => rule.name))
  const kernel = [
    'not-permitted',
    'not-at-this-step',
    'bad-input',
    ...(actions.some(action => action.notWhoDid) ? ['separation-of-duty'] : []),
  ]
  return [...new Set([...own, ...kernel])]
}

type ClockAfter = After['clocks'][string]

const keysIn = (outcomes: readonly After[], which: (clock: ClockAfter) => boolean): ReadonlySet<string | undefined> =>
  new Set(outcomes.flatMap(({ clocks }) => Object.entries(clocks).flatMap(([id, clock]) => (which(clock) ? [id.split('#')[0]] : []))))

const firedAll = (name: string, all: number, outcomes: readonly After[]): ReadonlySet<string | undefined> =>
  new Set(keysIn(outcomes, clock => clock.fired >= all).has(name) ? [name] : [])

const lapsed = (steps: readonly WalkStep[]): ReadonlySet<string | undefined> =>
  new Set(
    steps.flatMap(step => (step.kind === 'deadline' && step.outcome.events.includes('deadline.lapsed') ? [step.clock.split('#')[0]] : [])),
  )
