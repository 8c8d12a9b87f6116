import { type Actor, isRefusal, type Procedure } from '@fengqiao/kernel'
import { type Message, messages, seeded } from '../../demo/index.ts'
import type { Cases } from '../cases/cases.ts'
import { chainStart, type CommitItem, commitItem, type OutboxBody } from '../cases/commit.ts'
import { loadCases, takeSerials } from '../cases/store.ts'
import { addTallies } from '../outbox/store.ts'
import { tallyLines } from '../outbox/tallies.ts'
import { Life } from './life.ts'
import { type City, live } from './script.ts'

export interface SimulateOptions {
  readonly cases: number
  /** The last moment of the simulated time; matters still open then stay open. */
  readonly until: Date
  readonly days: number
  readonly seed: number
  /** Ids of residents by the demo's own ids; a message of anyone else comes in anonymously. */
  readonly residents?: ReadonlyMap<string, string>
  readonly batch?: number
  readonly progress?: (done: number, events: number) => void
}

/**
 * Makes history through the kernel: each case lives its life on a seeded clock and is committed whole, its chain and its
 * statistics as if it had happened day by day. Nobody is told of what is past.
 */
export async function simulate(cases: Cases, options: SimulateOptions): Promise<{ cases: number; events: number }> {
  const { until, days, seed, batch = 250, residents = new Map() } = options
  const procedure = cases.services.procedures[0]
  if (!procedure) throw new Error('There is no procedure to simulate; procedures/index.ts lists none')
  const stream = messages(seed)
  const random = seeded(seed)
  const start = until.getTime() - days * 86_400_000
  const times = Array.from({ length: options.cases }, () => filingTime(start, days, random)).toSorted((a, b) => a - b)
  let events = 0
  for (let from = 0; from < times.length; from += batch) {
    const slice = times.slice(from, from + batch)
    const serials = await takeSerials(cases.services.pool, slice.length)
    const items: CommitItem[] = []
    for (const [index, at] of slice.entries()) {
      const made = liveOne(cases, procedure, stream.next().value, at, until.getTime(), seed + from + index, serials[index] ?? 0, residents)
      if (!made) continue
      items.push(made.item)
      events += made.events
    }
    await cases.services.db.transaction().execute(async trx => {
      await loadCases(trx, cases.services.district, items.map(withoutOutbox))
      await addTallies(trx, cases.services.district, tallyLines(items.flatMap(outboxOf)))
    })
    options.progress?.(from + slice.length, events)
  }
  return { cases: times.length, events }
}

/** Days are busier than nights, weekdays busier than weekends. */
function filingTime(start: number, days: number, random: ReturnType<typeof seeded>): number {
  for (;;) {
    const at = start + random.next() * days * 86_400_000
    const local = new Date(at + 8 * 3_600_000)
    const hour = local.getUTCHours()
    const busy = hour >= 8 && hour < 22 ? 1 : hour >= 6 ? 0.3 : 0.08
    if (random.chance(busy * (local.getUTCDay() % 6 === 0 ? 0.55 : 1))) return Math.min(at, start + days * 86_400_000 - 60_000)
  }
}

function liveOne(
  cases: Cases,
  procedure: Procedure,
  message: Message,
  at: number,
  until: number,
  seed: number,
  serial: number,
  residents: ReadonlyMap<string, string>,
): { item: CommitItem; events: number } | undefined {
  const { reference } = cases.services
  const random = seeded(seed * 7919 + 17)
  const resident = message.reporter ? (residents.get(message.reporter) ?? null) : null
  const actor: Actor = { kind: 'resident', resident }
  const worldAt = (now: string) => cases.world(new Date(now))
  const born = cases.opening(
    procedure,
    {
      procedure: procedure.id,
      input: inputOf(procedure, message),
      place: message.place,
      point: [message.lon, message.lat],
      channel: random.pick(['app', 'qr', 'qr', 'phone', 'counter', 'grid'] as const),
      actor,
    },
    serial,
    worldAt(new Date(at).toISOString()),
    idAt(at, random),
  )
  if (isRefusal(born)) throw new Error(`A simulated matter was refused at filing: ${born.rule}`)
  const life = new Life(procedure, born, at, until, random, reference.organisation, worldAt)
  const city = cityOf(cases, message)
  if (city) live(life, message, city, actor)
  // What falls due between the last action and the end of the simulated time.
  if (!life.ended) life.wait((until - life.now) / 60_000 + 1, true)
  const item = commitItem(
    procedure,
    undefined,
    chainStart,
    { matter: life.matter, events: life.events },
    life.world.org,
    cases.birthmark(procedure, life.matter),
  )
  return { item, events: life.events.length }
}

function cityOf(cases: Cases, message: Message): City | undefined {
  const { reference } = cases.services
  const { org } = cases.world()
  const found = reference.dutyList.resolve(message.subject, message.place)
  if (isRefusal(found)) return undefined
  const centre = org.receivingCentre(message.place)
  const helpers = ['urbanManagement', 'police', 'housing', 'emergency', 'marketRegulation', 'fireRescue'].flatMap(
    kind => org.unitOf(kind, message.place) ?? [],
  )
  return {
    centre,
    unit: found.unit.id,
    why: found.why.zh,
    above: org.superior(found.unit.id) ?? centre,
    common: org.commonSuperior(found.unit.id, centre),
    supervision: org.unitOf('supervision', message.place),
    helpers: helpers.filter(id => id !== found.unit.id),
  }
}

/** The message in the words of the procedure's own opening form: only what it asks for. */
function inputOf(procedure: Procedure, message: Message): Record<string, unknown> {
  const told: Record<string, unknown> = {
    service: serviceOf(message.subject),
    title: message.title.slice(0, 80),
    description: message.body,
    subject: message.subject,
    address: message.address,
  }
  return Object.fromEntries(Object.entries(told).filter(([name]) => procedure.fields[name]))
}

const serviceOf = (subject: string): string => {
  if (/^(neighbour|family|property)/.test(subject)) return 'dispute'
  if (/^(safety|flood)/.test(subject)) return 'hazard'
  if (subject.startsWith('legal')) return 'legal'
  return subject.startsWith('order') ? 'security' : 'petition'
}

/** Statistics yes, messages no: nobody is to be told today of what happened months ago. */
const outboxOf = (item: CommitItem): readonly { at: string; body: OutboxBody }[] => item['outbox'] as { at: string; body: OutboxBody }[]
const withoutOutbox = ({ outbox: _, ...item }: CommitItem): CommitItem => item as CommitItem

/** A version 7 UUID of a moment in the past, so that ids still sort by time; random bits from the seed. */
function idAt(at: number, random: ReturnType<typeof seeded>): string {
  const hex = (digits: number): string => Array.from({ length: digits }, () => random.between(0, 15).toString(16)).join('')
  const time = Math.floor(at).toString(16).padStart(12, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(3)}-${'89ab'[random.between(0, 3)]}${hex(3)}-${hex(12)}`
}
