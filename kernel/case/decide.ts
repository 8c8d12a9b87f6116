import { z } from 'zod'
import { type Actor, covers, describeWho } from '../permission/who.ts'
import { type Action, fits, isFinal, list, type Procedure } from '../procedure/procedure.ts'
import type { World } from '../procedure/rule.ts'
import { type FieldProblem, isRefusal, type Refusal, refusal } from '../refusal.ts'
import { type Text, text } from '../text.ts'
import { liveClock } from './clocks.ts'
import { asJson, Draft, duesOf } from './draft.ts'
import { evolve } from './evolve.ts'
import { resolve } from './resolve.ts'
import type { Birth, CaseEvent, CaseState, Channel } from './state.ts'

/**
 * Owns: whether an action may happen and what then happened. Pure: the same case, action, actor and world give the same events
 * in the server, the browser and the offline field app. Never: I/O, clocks, randomness.
 */
export interface Request {
  readonly action: string
  readonly input: unknown
  readonly actor: Actor
  /** The server has checked that this resident, or the holder of the query code, brought the matter. */
  readonly isReporter?: boolean
}

export interface Decision {
  readonly events: readonly CaseEvent[]
  readonly matter: CaseState
}

export interface Opening {
  readonly id: string
  readonly district: string
  readonly number: string
  readonly place: string
  readonly point: readonly [number, number] | null
  readonly channel: Channel
}

/** Opens a case with the procedure's start action. */
export function open(procedure: Procedure, opening: Opening, request: Request, world: World): Decision | Refusal {
  const birth: Birth = {
    procedure: procedure.id,
    version: procedure.version,
    number: opening.number,
    place: opening.place,
    point: opening.point,
    channel: opening.channel,
    reporter: request.actor.kind === 'resident' ? request.actor.resident : null,
    owner: world.org.receivingCentre(opening.place),
    variant: null,
    grade: null,
  }
  const unborn = evolve(undefined, {
    case: opening.id,
    district: opening.district,
    seq: 0,
    type: '',
    at: world.now,
    actor: request.actor,
    birth,
    to: 'start',
    input: {},
    effects: [],
  })
  return take(procedure, unborn, request, world, birth)
}

/** Decides an action on a case. Order of refusals: who, when, separation of duty, input, the procedure's own rules. */
export function decide(procedure: Procedure, matter: CaseState, request: Request, world: World): Decision | Refusal {
  return take(procedure, matter, request, world)
}

function take(procedure: Procedure, matter: CaseState, request: Request, world: World, birth?: Birth): Decision | Refusal {
  const no = permits(procedure, matter, request, world)
  if (no) return no
  const action = procedure.actions[request.action] as Action
  const input = readInput(procedure, action, request.input)
  if (isRefusal(input)) return input
  const scene = { ...world, actor: request.actor }
  for (const rule of action.unless ?? [])
    if (rule.when(matter, input, scene)) return refusal(rule.name, rule.because, { source: rule.source, help: rule.help })

  const seq = matter.revision + 1
  // Rules and `does` see the case with the input already in it: what is being said is part of what is known.
  const draft = new Draft(procedure, { ...matter, data: { ...matter.data, ...input } }, world, action.to)
  const before = matter.clocks.length
  for (const effect of action.does?.(draft.matter, input, scene) ?? []) resolve(draft, effect, request.actor, seq, request.action)
  if (action.adverse !== undefined && !draft.effects.some(effect => effect.do === 'issue' && effect.letter.letter === action.adverse))
    draft.issue(action.adverse)
  const started = new Set(draft.matter.clocks.slice(before).map(clock => clock.key))
  const to = action.to
  if (to) move(draft, matter.step, to, started)
  else draft.hold(matter.step)
  draft.count(request.action)
  const event: CaseEvent = {
    case: matter.id,
    district: matter.district,
    seq,
    type: procedure.words.actions[request.action]?.event ?? 'case.changed',
    action: request.action,
    at: world.now,
    actor: request.actor,
    ...(birth ? { birth } : {}),
    from: matter.step,
    ...(to ? { to, closes: isFinal(procedure.steps[to]) } : {}),
    input,
    effects: draft.effects,
  }
  return { events: [event], matter: evolve(birth ? undefined : matter, event) }
}

/** Whether the actor may take the action now, before any input: who, when, separation of duty. */
export function permits(procedure: Procedure, matter: CaseState, request: Omit<Request, 'input'>, world: World): Refusal | undefined {
  const action = Object.hasOwn(procedure.actions, request.action) ? procedure.actions[request.action] : undefined
  if (!action) return refusal('not-found', text('没有这个办理动作', 'There is no such action'))
  const whos = list(action.by)
  if (!whos.some(who => covers(who, request.actor, matter, world.org, request.isReporter ?? false)))
    return refusal('not-permitted', text('您的岗位不能办理此动作', 'Your post may not take this action'), {
      help: mayBeTakenBy(whos.map(describeWho)),
    })
  if (!fits(procedure, action, matter.step)) {
    const step = procedure.words.steps[matter.step] ?? text(matter.step, matter.step)
    return refusal(
      'not-at-this-step',
      text(`本件现处于“${step.zh}”环节，不能办理此动作`, `The matter is at “${step.en}”; this action cannot be taken there`),
    )
  }
  return sameHand(action, matter, request.actor)
}

/** Whether a screen should offer the action: it is permitted now and no rule about the case alone refuses it. */
export function offers(procedure: Procedure, matter: CaseState, request: Omit<Request, 'input'>, world: World): boolean {
  if (permits(procedure, matter, request, world)) return false
  const scene = { ...world, actor: request.actor }
  return !(procedure.actions[request.action]?.unless ?? []).some(rule => rule.standing && rule.when(matter, {}, scene))
}

function sameHand(action: Action, matter: CaseState, actor: Actor): Refusal | undefined {
  if (actor.kind !== 'staff') return undefined
  const clash = action.notWhoDid?.find(other => {
    return matter.acts[other]?.hands.includes(actor.account) ?? false
  })
  if (!clash) return undefined
  return refusal('separation-of-duty', text('此动作须由另一人办理', 'Another person must take this action'), {
    source: '岗位分离：经办与回访、拟稿与审批不得为同一人',
    help: text('请转交同岗位的其他人员', 'Pass it to someone else in the same post'),
  })
}

const mayBeTakenBy = (whos: readonly Text[]): Text => ({
  zh: `可由以下岗位办理：${whos.map(who => who.zh).join('、')}`,
  en: `It may be taken by: ${whos.map(who => who.en).join('; ')}`,
})

/** Leaves a step and enters the next: its clocks are met, the next step's begin; one that both steps share runs on. */
function move(draft: Draft, from: string, to: string, started: ReadonlySet<string>): void {
  const { procedure } = draft
  if (isFinal(procedure.steps[to])) {
    for (const key of duesOf(procedure, from)) draft.settle(liveClock(draft.matter, key), 'met')
    for (const clock of draft.matter.clocks) draft.settle(clock, 'stopped')
    draft.dismiss(() => true)
    return
  }
  const next = duesOf(procedure, to)
  for (const key of duesOf(procedure, from)) if (!next.includes(key) && !started.has(key)) draft.settle(liveClock(draft.matter, key), 'met')
  draft.hold(to)
  for (const key of next) if (!started.has(key) && !liveClock(draft.matter, key)) draft.start(key, draft.unitFor(key))
}

const schemas = new WeakMap<Action, z.ZodObject>()

/** The Zod object of an action's `asks`; anything not asked is refused. */
export function inputSchema(procedure: Procedure, action: Action): z.ZodObject {
  const known = schemas.get(action)
  if (known) return known
  const shape: Record<string, z.ZodType> = {}
  for (const asked of action.asks ?? []) {
    const name = asked.replace(/\?$/, '')
    const field = procedure.fields[name]
    if (!field) throw new Error(`An action of ${procedure.id} asks '${name}', which its form does not define`)
    shape[name] = asked.endsWith('?') ? field.schema.optional() : field.schema
  }
  const schema = z.strictObject(shape)
  schemas.set(action, schema)
  return schema
}

function readInput(procedure: Procedure, action: Action, input: unknown): Record<string, unknown> | Refusal {
  const parsed = inputSchema(procedure, action).safeParse(input ?? {})
  if (parsed.success) return asJson(parsed.data)
  const fields: FieldProblem[] = parsed.error.issues.map(issue => ({
    path: issue.path.join('.') || 'input',
    because: sayIssue(issue, procedure.fields[String(issue.path[0])]?.label),
  }))
  return refusal('bad-input', text('填写的内容有误，请按提示修改', 'Some of what was filled in needs correcting'), { fields })
}

function sayIssue(issue: z.core.$ZodIssue, label: Text = text('此项', 'This')): Text {
  if (issue.code === 'unrecognized_keys') return text(`不接受的项：${issue.keys.join('、')}`, `Not asked for: ${issue.keys.join(', ')}`)
  const missing = issue.code === 'invalid_type' && (issue.input === undefined || issue.input === null)
  if (missing || (issue.code === 'too_small' && issue.minimum === 1)) return text(`请填写${label.zh}`, `${label.en} is required`)
  if (issue.code === 'too_big') return text(`${label.zh}超出上限 ${issue.maximum}`, `${label.en} is over the limit of ${issue.maximum}`)
  return text(`${label.zh}格式不对`, `${label.en} is not in the right form`)
}
