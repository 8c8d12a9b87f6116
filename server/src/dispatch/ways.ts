import { type Action, fits, type Procedure } from '@fengqiao/kernel'

/**
 * Owns: which actions of a procedure sort a matter (ask for its subject) and assign it (ask for a unit), read from the procedure
 * itself, so that no procedure is named here. Pure.
 */
export interface Way {
  readonly action: string
  readonly bySystem: boolean
  /** Steps at which it can be taken. */
  readonly steps: readonly string[]
  /** Fields that it must or may be given. */
  readonly required: readonly string[]
  readonly optional: readonly string[]
}

export interface Ways {
  readonly sort: Way | undefined
  readonly assign: Way | undefined
  /** The field that names the unit. */
  readonly unit: string | undefined
  /** Choice whose options are grades of the procedure. */
  readonly grade: string | undefined
  /** Choice between the ordinary handling and its variants, and the option that is no variant. */
  readonly kind: { readonly field: string; readonly ordinary: string } | undefined
  /** Actions by which a unit says that the matter is not its own, and by which someone above settles it. */
  readonly objections: readonly string[]
  readonly designations: readonly string[]
  /** Steps at which a matter waits to be sorted or assigned. */
  readonly waiting: readonly string[]
}

const made = new WeakMap<Procedure, Ways>()

export function waysOf(procedure: Procedure): Ways {
  const known = made.get(procedure)
  if (known) return known
  const fresh = read(procedure)
  made.set(procedure, fresh)
  return fresh
}

function read(procedure: Procedure): Ways {
  const actions = Object.entries(procedure.actions).filter(([, action]) => action.from !== 'start')
  const steps = Object.keys(procedure.steps)
  const way = ([name, action]: readonly [string, Action]): Way => ({
    action: name,
    bySystem: (Array.isArray(action.by) ? action.by : [action.by]).some(who => who.kind === 'system'),
    steps: steps.filter(step => fits(procedure, action, step)),
    required: (action.asks ?? []).filter(asked => !asked.endsWith('?')),
    optional: (action.asks ?? []).filter(asked => asked.endsWith('?')).map(asked => asked.slice(0, -1)),
  })
  const subject = procedure.subject
  const asksFor = (kind: string) => (entry: readonly [string, Action]) =>
    way(entry).required.some(name => procedure.fields[name]?.kind === kind)
  const sorting = subject ? actions.find(entry => way(entry).required.includes(subject)) : undefined
  const sort = sorting && way(sorting)
  // The first that asks for a unit where sorting leads is the dispatch; the same question asked elsewhere settles a dispute.
  const lands = sorting?.[1].to
  const assigning = actions
    .filter(asksFor('unit'))
    .find(entry => entry === sorting || (lands !== undefined && way(entry).steps.includes(lands) && entry[1].to !== undefined))
  const assign = assigning && way(assigning)
  const settling = assigning
    ? actions.filter(entry => entry !== assigning && asksFor('unit')(entry) && entry[1].to === assigning[1].to && entry[1].to !== undefined)
    : []
  const disputed = new Set(settling.flatMap(entry => way(entry).steps))
  const reached = assigning?.[1].to
  const choices = (sort?.required ?? []).flatMap(name => {
    const options = procedure.fields[name]?.kind === 'choice' ? Object.keys(procedure.fields[name]?.options ?? {}) : []
    return options.length > 0 ? [{ name, options }] : []
  })
  const grade = choices.find(({ options }) => options.every(option => procedure.grades.includes(option)))?.name
  const kinds = choices.find(({ options }) => options.some(option => procedure.variants.includes(option)))
  const ordinary = kinds?.options.filter(option => !procedure.variants.includes(option)) ?? []
  return {
    sort,
    assign,
    unit: assign?.required.find(name => procedure.fields[name]?.kind === 'unit'),
    grade,
    kind: kinds && ordinary.length === 1 && ordinary[0] !== undefined ? { field: kinds.name, ordinary: ordinary[0] } : undefined,
    objections: actions
      .filter(
        ([, action]) => action.to !== undefined && disputed.has(action.to) && reached !== undefined && fits(procedure, action, reached),
      )
      .map(([name]) => name),
    designations: settling.map(([name]) => name),
    waiting: [...new Set([...(sort?.steps ?? []), ...(assign?.steps ?? [])])],
  }
}

/** Steps of all procedures at which the system may sort a matter and then assign it. */
export const stepsOf = (procedures: readonly Procedure[]): string[] => [
  ...new Set(
    procedures.flatMap(procedure => {
      const ways = waysOf(procedure)
      return ways.sort?.bySystem && ways.assign?.bySystem ? ways.waiting : []
    }),
  ),
]

export interface Filling {
  readonly subject: string
  readonly grade: string
  readonly unit: string
  readonly reason: string
  readonly confidence: number
}

/** The input of a way, or undefined when it asks for something that the system cannot know. */
export function fillIn(procedure: Procedure, ways: Ways, way: Way, filling: Filling): Record<string, unknown> | undefined {
  const value = (name: string): unknown => {
    if (name === procedure.subject) return filling.subject
    if (name === ways.unit) return filling.unit
    if (name === ways.grade) return filling.grade
    if (name === ways.kind?.field) return ways.kind.ordinary
    if (name === 'reason') return filling.reason
    return name === 'confidence' ? filling.confidence : undefined
  }
  if (way.required.some(name => value(name) === undefined)) return undefined
  return Object.fromEntries([...way.required, ...way.optional].map(name => [name, value(name)]).filter(([, given]) => given !== undefined))
}
