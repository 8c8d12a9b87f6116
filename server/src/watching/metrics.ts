import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Db, Pool } from '../database/connect.ts'
import type { Reference } from '../reference/reference.ts'
import { standings } from '../supervision/store.ts'
import { readBacklog, readNotices } from './store.ts'

/** Owns: the figures an operator watches. Labels are routes, rules, actions and kinds of units: never a case, never a person. */
export interface Metrics {
  /** Everything in the text form of Prometheus, and its content type. */
  scrape(): Promise<string>
  readonly contentType: string
  request(route: string, method: string, status: number, seconds: number): void
  /** `outcome` is `done` or the rule that refused. */
  action(procedure: string, action: string, outcome: string): void
  refusal(rule: string): void
  /** From now on the number of open event streams is asked here. */
  countStreams(streams: () => number): void
}

export interface MetricsOptions {
  readonly db: Db
  readonly pool: Pool
  readonly district: string
  readonly reference: Reference
  readonly now: () => Date
  readonly onProblem: (error: unknown) => void
}

/** Scrapes come from several sides; what is asked of the database is asked every five seconds at most. */
const freshMs = 5000

export function metricsOf(options: MetricsOptions): Metrics {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  const requests = new Histogram({
    name: 'fengqiao_http_request_seconds',
    help: 'Requests by route, method and status, and how long they took',
    labelNames: ['route', 'method', 'status'] as const,
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers,
  })
  const actions = new Counter({
    name: 'fengqiao_actions_total',
    help: 'Actions on cases by procedure, action and outcome (done, or the rule that refused)',
    labelNames: ['procedure', 'action', 'outcome'] as const,
    registers,
  })
  const refusals = new Counter({ name: 'fengqiao_refusals_total', help: 'Refusals by rule', labelNames: ['rule'] as const, registers })
  let streams = (): number => 0
  new Gauge({
    name: 'fengqiao_event_streams',
    help: 'Open event streams of this process',
    registers,
    collect() {
      this.set(streams())
    },
  })
  const refresh = gauges(options, registry)
  return {
    contentType: registry.contentType,
    scrape: async () => {
      await refresh()
      return registry.metrics()
    },
    request: (route, method, status, seconds) => requests.observe({ route, method, status: String(status) }, seconds),
    action: (procedure, action, outcome) => actions.inc({ procedure, action, outcome }),
    refusal: rule => refusals.inc({ rule }),
    countStreams: count => {
      streams = count
    },
  }
}

function gauges({ db, pool, district, reference, now, onProblem }: MetricsOptions, registry: Registry): () => Promise<void> {
  const registers = [registry]
  const gauge = <L extends string>(name: string, help: string, labelNames: readonly L[] = []) =>
    new Gauge<L>({ name: `fengqiao_${name}`, help, labelNames: [...labelNames], registers })
  const outbox = gauge('outbox_rows', 'Rows waiting in the outbox')
  const outboxAge = gauge('outbox_oldest_seconds', 'Age of the oldest waiting row')
  const overdue = gauge('deadlines_overdue', 'Clocks whose time has come and that no worker has fired')
  const overdueAge = gauge('deadlines_lag_seconds', 'How long the oldest of them has been waiting')
  const open = gauge('cases_open', 'Open cases by kind of the unit that holds them', ['unit_kind'])
  const late = gauge('cases_late', 'Open cases past due by kind of the unit that holds them', ['unit_kind'])
  const notices = gauge('notices', 'Notices of the last 24 hours by channel and state', ['channel', 'state'])
  const read = async (): Promise<void> => {
    const at = now()
    const [backlog, standing, told] = await Promise.all([
      readBacklog(db, district, at.toISOString()),
      standings(db, district, at.toISOString()),
      readNotices(db, district, new Date(at.getTime() - 86_400_000).toISOString()),
    ])
    outbox.set(backlog.outbox)
    outboxAge.set(backlog.outboxAge)
    overdue.set(backlog.overdue)
    overdueAge.set(backlog.overdueAge)
    for (const each of [open, late, notices]) each.reset()
    for (const row of standing) {
      const unit_kind = reference.organisation.find(row.unit)?.kind ?? 'unknown'
      open.inc({ unit_kind }, row.open)
      late.inc({ unit_kind }, row.late)
    }
    for (const { channel, state, n } of told) notices.set({ channel, state }, n)
  }
  const up = gauge('database_up', '1 when the database answered the last question')
  let last = 0
  let reading: Promise<void> | undefined
  new Gauge({
    name: 'fengqiao_database_connections',
    help: 'Connections of the pool of this process',
    labelNames: ['state'] as const,
    registers,
    collect() {
      this.set({ state: 'total' }, pool.totalCount)
      this.set({ state: 'idle' }, pool.idleCount)
      this.set({ state: 'waiting' }, pool.waitingCount)
    },
  })
  /** Brings the figures to at most five seconds; when the database does not answer, the last ones stay and the failure shows. */
  return () => {
    if (Date.now() - last < freshMs) return reading ?? Promise.resolve()
    last = Date.now()
    reading = read().then(
      () => up.set(1),
      (error: unknown) => {
        up.set(0)
        onProblem(error)
      },
    )
    return reading
  }
}
