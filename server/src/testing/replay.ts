import { isDeepStrictEqual } from 'node:util'
import { type CaseState, isRefusal } from '@fengqiao/kernel'
import type { After, Outcome, UnitName, Walk, WalkActor, WalkStep } from '@fengqiao/kernel/testing'
import { scoped } from '../cases/store.ts'
import { render } from '../notices/templates.ts'
import { phones } from './fixture-ground.ts'
import type { Client, Reply, TestHouse } from './house.ts'

/**
 * Owns: living a story again as people do: signed in, over HTTP, on PostgreSQL, with the workers run at every wake. After each step
 * the case must stand as the pure kernel said it would, in the tables and on the page.
 */
export interface Replayed {
  readonly steps: number
  /** Letters fetched as PDF. */
  readonly letters: readonly string[]
  /** Sentences of the notices that the walk led to, both languages. */
  readonly sentences: ReadonlyMap<string, readonly string[]>
}

type FilesStep = Extract<WalkStep, { kind: 'files' }>
type ActsStep = Extract<WalkStep, { kind: 'acts' }>

export interface ReplayOptions {
  /** The action that merges a duplicate into its original. */
  readonly merging: string
  /** Whether this letter is to be fetched; all of them unless told. */
  readonly draws?: (letter: string) => boolean
}

export async function replayWalk(city: TestHouse, walk: Walk, { merging, draws = () => true }: ReplayOptions): Promise<Replayed> {
  const replay = new Replay(city, walk, merging)
  await replay.run()
  const letters = await replay.letters(draws)
  return { steps: walk.steps.length, letters, sentences: await replay.sentences() }
}

class Replay {
  readonly #city: TestHouse
  readonly #walk: Walk
  readonly #merging: string
  /** The story's id of a case → the id it got, and back. */
  readonly #ids = new Map<string, string>()
  readonly #codes = new Map<string, string>()
  /** What the next step's merge must do to its original. */
  #absorbed: Extract<WalkStep, { kind: 'absorbs' }> | undefined

  constructor(city: TestHouse, walk: Walk, merging: string) {
    this.#city = city
    this.#walk = walk
    this.#merging = merging
  }

  async run(): Promise<void> {
    const { steps } = this.#walk
    for (let n = 0; n < steps.length; n++) {
      const step = steps[n] as WalkStep
      this.#city.clock.now = new Date(step.at)
      const where = `step ${n + 1} (${step.kind}${'action' in step ? ` ${step.action}` : ''}${'clock' in step ? ` ${step.clock}` : ''}, ${step.at})`
      if (step.kind === 'deadline') {
        // Clocks that wake at one moment are fired in whatever order the workers meet them.
        const together = steps.slice(n).findIndex(other => other.kind !== 'deadline' || other.at !== step.at)
        const group = together < 0 ? steps.slice(n) : steps.slice(n, n + together)
        await this.#city.workUntilQuiet()
        for (const [id, last] of new Map(group.map(one => [one.case, one.outcome as After]))) await this.#stands(where, id, last)
        n += group.length - 1
      } else await this.#take(where, step)
    }
    await this.#city.workUntilQuiet()
  }

  async #take(where: string, step: Exclude<WalkStep, { kind: 'deadline' }>): Promise<void> {
    if (step.kind === 'absorbs') {
      if ('refused' in step.outcome) {
        const reply = await this.#act(step.by, step.duplicate, this.#merging, { duplicate: this.#real(step.case) })
        return this.#refused(where, step.outcome, reply, step.by, step.duplicate)
      }
      this.#absorbed = step
      return
    }
    const reply = step.kind === 'files' ? await this.#file(step) : await this.#act(step.by, step.case, step.action, this.#input(step))
    if ('refused' in step.outcome) return this.#refused(where, step.outcome, reply, step.by, step.case)
    if (reply && reply.status >= 300) throw new Error(`${where}: ${reply.status} ${JSON.stringify(reply.body)}`)
    if (step.kind === 'files') {
      this.#ids.set(step.case, String(reply?.body.id))
      this.#codes.set(step.case, String(reply?.body.queryCode))
    }
    await this.#stands(where, step.case, step.outcome)
    if (this.#absorbed && step.kind === 'acts' && step.action === this.#merging) {
      await this.#stands(`${where}, its original`, this.#absorbed.case, this.#absorbed.outcome as After)
      this.#absorbed = undefined
    }
  }

  #real(id: string): string {
    return this.#ids.get(id) ?? id
  }

  /** The input with the ids that this house gave. */
  #input({ input }: ActsStep | FilesStep): object {
    return JSON.parse(JSON.stringify(input), (_, value) => (typeof value === 'string' ? this.#real(value) : value)) as object
  }

  async #file(step: FilesStep): Promise<Reply> {
    const client = await this.#client(step.by)
    return client.ask('POST', '/api/cases', {
      procedure: this.#walk.procedure,
      input: this.#input(step),
      place: step.place,
      channel: step.channel,
    })
  }

  /** Undefined when the system acted: it has no door to knock at. */
  async #act(by: WalkActor, story: string, action: string, input: object): Promise<Reply | undefined> {
    const id = this.#real(story)
    if (by.kind === 'system') {
      const done = await this.#city.house.cases.act(id, action, input, {
        scope: 'system',
        actor: { kind: 'system', name: 'worker' },
        keys: 'system',
        key: '',
      })
      return isRefusal(done) ? { status: 409, headers: new Headers(), raw: Buffer.of(), body: done } : undefined
    }
    const client = await this.#client(by)
    if (by.kind === 'anonymous')
      return client.ask('POST', '/api/track/actions', { action, input }, { 'query-code': this.#codes.get(story) ?? '' })
    return client.ask('POST', by.kind === 'staff' ? `/api/cases/${id}/actions` : `/api/my/cases/${id}/actions`, { action, input })
  }

  #client(by: WalkActor): Promise<Client> | Client {
    if (by.kind === 'staff') return this.#city.as(by.account, by.role)
    if (by.kind === 'resident') return this.#city.resident(phones[by.name as keyof typeof phones])
    return this.#city.anonymous
  }

  /** Refused by the rule of the story; whoever may not even see the case is told that there is none. */
  async #refused(
    where: string,
    { refused }: { readonly refused: string },
    reply: Reply | undefined,
    by: WalkActor,
    story: string,
  ): Promise<void> {
    const rule: unknown = reply?.body.rule
    const type = reply?.headers.get('content-type')
    if (reply && type && !type.includes('problem+json')) throw new Error(`${where}: the refusal came as ${type}`)
    if (rule === refused) return
    if (rule === 'not-found' && refused === 'not-permitted' && !(await this.#mayLook(by, story))) return
    throw new Error(`${where}: should be refused by ${refused}; was ${reply?.status} ${JSON.stringify(reply?.body)}`)
  }

  async #mayLook(by: WalkActor, story: string): Promise<boolean> {
    const row = await this.#record(story)
    if (by.kind === 'staff') return row.sees.includes(by.unit)
    const mine = by.kind === 'resident' ? this.#city.residents.get(by.resident) : undefined
    return mine !== undefined && row.state.reporters.includes(mine)
  }

  #record(story: string): Promise<{ state: CaseState; sees: string[] }> {
    return scoped(this.#city.database.db, 'system', trx =>
      trx.selectFrom('case_record').select(['state', 'sees']).where('id', '=', this.#real(story)).executeTakeFirstOrThrow(),
    )
  }

  /** The case in the tables, and the page of somebody who oversees it. */
  async #stands(where: string, story: string, expected: After): Promise<void> {
    const { state } = await this.#record(story)
    same(where, 'the tables', standing(state), told(expected))
    const watcher = await this.#city.as({ unit: 'district-centre' satisfies UnitName, role: 'dutyCommander' })
    const { status, body } = await watcher.ask('GET', `/api/cases/${state.id}`)
    if (status !== 200) throw new Error(`${where}: the page answered ${status} ${JSON.stringify(body)}`)
    const page = {
      step: body.step.id,
      owner: body.owner.id,
      holder: body.holder && { unit: body.holder.unit.id, role: body.holder.role.id },
      revision: body.revision,
      closed: body.closedAt !== null,
      clocks: Object.fromEntries(
        body.clocks.map(({ id, due, unit }: { id: string; due: string; unit: { id: string } }) => [id, { due, unit: unit.id }]),
      ),
      letters: body.letters.map(({ id }: { id: string }) => id),
      cards: body.cards.map(
        ({ colour, unit, lifted }: { colour: string; unit: { id: string }; lifted: string | null }) =>
          `${colour} ${unit.id}${lifted ? ' lifted' : ''}`,
      ),
      timeline: body.timeline.length,
    }
    const { flags: _flags, clocks, ...rest } = told(expected)
    const shown = {
      ...rest,
      clocks: Object.fromEntries(Object.entries(clocks).map(([id, { due, unit }]) => [id, { due, unit }])),
      timeline: expected.revision,
    }
    same(where, 'the page', page, shown)
    const blanks = unfilled(body)
    if (blanks.length > 0) throw new Error(`${where}: the page shows ${blanks.join(' | ')}`)
  }

  /** Fetches each letter of the walk that is wanted. */
  async letters(draws: (letter: string) => boolean): Promise<string[]> {
    const watcher = await this.#city.as({ unit: 'district-centre', role: 'dutyCommander' })
    const fetched: string[] = []
    for (const story of this.#ids.keys()) {
      const { state } = await this.#record(story)
      for (const { id, letter } of state.letters) {
        if (!draws(letter)) continue
        const language = fetched.length % 2 === 0 ? 'zh' : 'en'
        const { status, headers, raw } = await watcher.ask(
          'GET',
          `/api/cases/${state.id}/letters/${id.replace('#', '~')}?language=${language}`,
        )
        if (
          status !== 200 ||
          headers.get('content-type') !== 'application/pdf' ||
          !raw.subarray(0, 5).equals(Buffer.from('%PDF-')) ||
          raw.length < 5000
        )
          throw new Error(`letter ${id}: ${status} ${headers.get('content-type')}, ${raw.length} bytes ${raw.toString('latin1', 0, 200)}`)
        fetched.push(letter)
      }
    }
    return fetched
  }

  /** Everything that was said to people because of this walk: in-app and by SMS. */
  async sentences(): Promise<ReadonlyMap<string, readonly string[]>> {
    const { database, house } = this.#city
    const said = new Map<string, string[]>()
    if (this.#ids.size === 0) return said
    const rows = await database.db
      .selectFrom('notice')
      .select(['template', 'params'])
      .where('case_id', 'in', [...this.#ids.values()])
      .execute()
    for (const { template, params } of rows) {
      const found = house.post.templates?.(template)
      if (!found) throw new Error(`there is no template ${template}`)
      said.set(template, [...(said.get(template) ?? []), ...(['zh', 'en'] as const).map(language => render(found, params, language).text)])
    }
    return said
  }
}

const told = ({ step, owner, holder, revision, closed, clocks, letters, flags, cards }: After): Omit<After, 'events' | 'actions'> => ({
  step,
  owner,
  holder,
  revision,
  closed,
  clocks,
  letters,
  flags,
  cards,
})

function standing(matter: CaseState): ReturnType<typeof told> {
  const holder = matter.assignments.find(one => one.kind === 'holder' && !one.to)
  return {
    step: matter.step,
    owner: matter.owner,
    holder: holder ? { unit: holder.unit, role: holder.role ?? '' } : null,
    revision: matter.revision,
    closed: matter.closedAt !== null,
    clocks: Object.fromEntries(matter.clocks.map(({ id, state, due, unit, fired }) => [id, { state, due, unit, fired }])),
    letters: matter.letters.map(letter => letter.id),
    flags: matter.flags,
    cards: matter.cards.map(card => `${card.colour} ${card.unit}${card.lifted ? ' lifted' : ''}`),
  }
}

/** Any sentence in a reply that still shows a slot, or a value nobody named. */
export function unfilled(value: unknown): string[] {
  if (typeof value === 'string') return /\{\w+\}|undefined|\[object/.test(value) ? [value] : []
  return value && typeof value === 'object' ? Object.values(value).flatMap(unfilled) : []
}

function same(where: string, what: string, found: object, expected: Outcome | object): void {
  for (const [part, value] of Object.entries(expected)) {
    const here = (found as Record<string, unknown>)[part]
    if (!isDeepStrictEqual(here, value))
      throw new Error(`${where}: in ${what}, ${part} is ${JSON.stringify(here)}; the story has ${JSON.stringify(value)}`)
  }
}
