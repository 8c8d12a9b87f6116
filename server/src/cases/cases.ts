import { randomUUIDv7 } from 'node:crypto'
import {
  type Actor,
  absorb,
  canonical,
  type CaseState,
  type Channel,
  type Decision,
  decide,
  decideMiss,
  fill,
  type Holidays,
  isRefusal,
  open,
  type Procedure,
  procedureOf,
  type Refusal,
  refusal,
  text,
  type World,
} from '@fengqiao/kernel'
import type { Db, Pool } from '../database/connect.ts'
import type { Reference } from '../reference/reference.ts'
import { searchWords } from '../search/words.ts'
import { type Birthmark, type CommitItem, chainStart, commitItem, hashOfCode, sha256 } from './commit.ts'
import { textOf, valueOf } from './naming.ts'
import type { Scope } from './scope.ts'
import { type Answered, commitCases, readCase, readCases } from './store.ts'
import { type Rules, worldOf } from './world.ts'

/**
 * Owns: an action from the request to the commit: read, decide in the kernel, one call that writes everything. Two round trips.
 * Who may look at what is decided before (routes) and after (row-level security); who may act is decided in the kernel.
 */
export interface CaseServices {
  readonly pool: Pool
  readonly db: Db
  readonly district: string
  readonly reference: Reference
  readonly procedures: readonly Procedure[]
  readonly holidays: () => Holidays
  readonly rules: Rules
  /** Makes the query code of a case from its id, so that it need not be kept anywhere. */
  readonly queryCode: (caseId: string) => string
  /** Bands of a text for near-duplicates. */
  readonly bands: (title: string, body: string) => readonly number[]
  readonly now: () => Date
  /** Told of every decision: `done`, or the rule that refused. */
  readonly onDecision?: ((procedure: string, action: string, outcome: string) => void) | undefined
}

export interface NewCase {
  /** Chosen by the caller when something must be bound to the case before it exists. */
  readonly id?: string
  readonly procedure: string
  readonly input: Readonly<Record<string, unknown>>
  readonly place: string
  readonly point: readonly [number, number] | null
  readonly channel: Channel
  readonly actor: Actor
}

/** Who asks, under which key; a repeated key gets the first answer again. */
export interface Asked {
  readonly scope: Scope
  readonly actor: Actor
  readonly isReporter?: boolean
  /** Whose keys these are: `staff:<account>`, `resident:<id>`, `code:<hash>`. */
  readonly keys: string
  readonly key: string
}

export interface Done {
  readonly id: string
  readonly number: string
  readonly revision: number
  readonly step: string
  readonly event: string
}

export const notFound = refusal('not-found', text('没有找到该事项，或您无权查看', 'There is no such matter, or it is not yours to see'))
const stale = refusal(
  'version-conflict',
  text('该事项刚刚被他人更新，请刷新后再办', 'Someone else has just changed this matter; look again before acting'),
  {
    help: text('页面将显示最新情况，您填写的内容会保留', 'The page shows the latest; what you typed is kept'),
  },
)
const keyReused = refusal('key-reused', text('该 Idempotency-Key 已用于另一请求', 'This Idempotency-Key was used for another request'), {
  help: text('请为新的动作生成新的键', 'Make a new key for a new action'),
})
export const procedureUnknown = refusal('procedure-unknown', text('没有这个事项类型', 'There is no such procedure'))

export class Cases {
  readonly services: CaseServices

  constructor(services: CaseServices) {
    this.services = services
  }

  world(now: Date = this.services.now()): World {
    const { reference, holidays, rules } = this.services
    return worldOf(reference, holidays(), rules, now.toISOString())
  }

  procedure(id: string, version?: number): Procedure | undefined {
    return version === undefined ? this.services.procedures.find(one => one.id === id) : procedureOf(this.services.procedures, id, version)
  }

  /** Opens a case. The answer repeats for a repeated key. */
  async file(filing: NewCase, asked: Asked): Promise<Done | Refusal> {
    const { pool, district } = this.services
    const procedure = this.procedure(filing.procedure)
    if (!procedure) return procedureUnknown
    const fingerprint = sha256(canonical(['file', filing.procedure, filing.input, filing.place, filing.channel]))
    const { answered, serial } = await readCase(pool, asked.scope, district, null, keyOf(asked))
    if (answered) return again(answered, fingerprint)
    const world = this.world()
    const decision = this.opening(procedure, filing, serial ?? 0, world, filing.id)
    this.tell(procedure, opener(procedure), decision)
    if (isRefusal(decision)) return decision
    const done = doneOf(decision)
    const item = commitItem(procedure, undefined, chainStart, decision, world.org, this.birthmark(procedure, decision.matter))
    return this.settle('system', [item], asked, fingerprint, done, () => this.file(filing, asked))
  }

  /** Takes an action. `revision` is what the screen showed; when the case has moved on since, the loser is told. */
  async act(id: string, action: string, input: unknown, asked: Asked, revision?: number): Promise<Done | Refusal> {
    const { pool, district } = this.services
    const fingerprint = sha256(canonical(['act', id, action, input]))
    const { matter, head, answered } = await readCase(pool, asked.scope, district, id, keyOf(asked))
    if (answered) return again(answered, fingerprint)
    if (!matter || !head) return notFound
    const procedure = this.procedure(matter.procedure, matter.version)
    if (!procedure)
      throw new Error(
        `Case ${id} runs on ${matter.procedure} version ${matter.version}, which is not loaded; add it to the registry or migrate the case`,
      )
    if (revision !== undefined && revision !== matter.revision) return stale
    const world = this.world()
    const decision = decide(
      procedure,
      matter,
      { action, input, actor: asked.actor, ...(asked.isReporter ? { isReporter: true } : {}) },
      world,
    )
    this.tell(procedure, action, decision)
    if (isRefusal(decision)) return decision
    const item = commitItem(procedure, matter, head, decision, world.org)
    const others = await this.companions(procedure, decision, asked.actor, world)
    if (isRefusal(others)) return others
    return this.settle(others.length > 0 ? 'system' : asked.scope, [item, ...others], asked, fingerprint, doneOf(decision), undefined)
  }

  /** The decision to open a case, with the number already on it. Used by filing, imports and the simulator. */
  opening(procedure: Procedure, filing: NewCase, serial: number, world: World, id: string = randomUUIDv7()): Decision | Refusal {
    const { district, reference } = this.services
    const year = new Date(Date.parse(world.now) + 8 * 3_600_000).getUTCFullYear()
    const street = reference.atlas.atLevel(filing.place, 'street') ?? reference.atlas.find(filing.place)
    const short = (street?.name.zh ?? '').replace(/(街道|社区|区)$/, '')
    const number = fill({ zh: procedure.number, en: '' }, { place: short, year, serial: String(serial).padStart(6, '0') }).zh
    return open(
      procedure,
      { id, district, number, place: filing.place, point: filing.point, channel: filing.channel },
      { action: opener(procedure), input: filing.input, actor: filing.actor },
      world,
    )
  }

  birthmark(procedure: Procedure, matter: CaseState): Birthmark {
    const { queryCode, bands, reference } = this.services
    const title = textOf(valueOf(matter, procedure.title))
    const body = procedure.text
      .filter(field => field !== procedure.title)
      .map(field => textOf(valueOf(matter, field)))
      .join('\n')
    const places = [matter.place, ...reference.atlas.ancestors(matter.place).map(place => place.code)]
    return { codeHash: hashOfCode(queryCode(matter.id)), words: searchWords(title, body, places), bands: bands(title, body) }
  }

  /** Fires what is due on one clock; false when someone else already did, or it was met. */
  async miss(id: string, clock: string, at: Date): Promise<boolean> {
    const { pool, district } = this.services
    const { matter, head } = await readCase(pool, 'system', district, id, undefined)
    if (!matter || !head) return false
    const procedure = this.procedure(matter.procedure, matter.version)
    if (!procedure) return false
    const world = this.world(at)
    const decision = decideMiss(procedure, matter, clock, world)
    if (!decision) return false
    return (await commitCases(pool, 'system', district, [commitItem(procedure, matter, head, decision, world.org)])) === 'committed'
  }

  /** Names that come from outside are told only when the procedure knows them. */
  private tell(procedure: Procedure, action: string, decision: Decision | Refusal): void {
    this.services.onDecision?.(procedure.id, action in procedure.actions ? action : 'unknown', isRefusal(decision) ? decision.rule : 'done')
  }

  /** What an action does to other cases: a merged one joins its original, a spawned one is born. */
  private async companions(procedure: Procedure, decision: Decision, actor: Actor, world: World): Promise<CommitItem[] | Refusal> {
    const items: CommitItem[] = []
    for (const effect of decision.events.flatMap(event => event.effects)) {
      if (effect.do === 'link' && effect.link.kind === 'duplicateOf') {
        const [original] = await readCases(this.services.db, 'system', this.services.district, [effect.link.case])
        if (!original) return notFound
        const joined = absorb(procedure, original.matter, decision.matter, actor, world)
        if (isRefusal(joined)) return joined
        items.push(commitItem(procedure, original.matter, original.head, joined, world.org))
      }
      if (effect.do === 'spawn') {
        const child = this.procedure(effect.procedure)
        if (!child) return procedureUnknown
        const { serial } = await readCase(this.services.pool, 'system', this.services.district, null, undefined)
        const { matter } = decision
        const born = this.opening(
          child,
          { procedure: child.id, input: effect.carry, place: matter.place, point: matter.point, channel: matter.channel, actor },
          serial ?? 0,
          world,
          effect.case,
        )
        if (isRefusal(born)) return born
        items.push(commitItem(child, undefined, chainStart, born, world.org, this.birthmark(child, born.matter)))
      }
    }
    return items
  }

  private async settle(
    scope: Scope,
    items: readonly CommitItem[],
    asked: Asked,
    fingerprint: string,
    done: Done,
    retry: (() => Promise<Done | Refusal>) | undefined,
  ): Promise<Done | Refusal> {
    const { pool, district } = this.services
    const sorted = items.toSorted((a, b) => (a.id < b.id ? -1 : 1))
    const reply = asked.key ? { actor: asked.keys, key: asked.key, fingerprint, status: 200, body: done } : undefined
    const outcome = await commitCases(pool, scope, district, sorted, reply)
    if (outcome === 'committed') return done
    if (outcome === 'key-taken') {
      const { answered } = await readCase(pool, asked.scope, district, done.id, keyOf(asked))
      return answered ? again(answered, fingerprint) : stale
    }
    return retry ? retry() : stale
  }
}

export const opener = (procedure: Procedure): string => {
  const found = Object.entries(procedure.actions).find(([, action]) => action.from === 'start')
  if (!found) throw new Error(`Procedure ${procedure.id} has no action that starts a case`)
  return found[0]
}

const keyOf = (asked: Asked) => (asked.key ? { actor: asked.keys, key: asked.key } : undefined)

function again(answered: Answered, fingerprint: string): Done | Refusal {
  return answered.fingerprint === fingerprint ? (answered.body as Done) : keyReused
}

export const doneOf = ({ matter, events }: Decision): Done => ({
  id: matter.id,
  number: matter.number,
  revision: matter.revision,
  step: matter.step,
  event: events[0]?.type ?? '',
})
