import { resolve } from 'node:path'
import { procedures } from '@fengqiao/procedures'
import type { FastifyInstance } from 'fastify'
import { accessLogRoutes } from '../access-log/routes.ts'
import { accountRoutes } from '../accounts/routes.ts'
import { shippedHolidays } from '../calendars/holidays.ts'
import { Cases } from '../cases/cases.ts'
import { residentCaseRoutes } from '../cases/resident-routes.ts'
import { caseRoutes } from '../cases/routes.ts'
import { readCases } from '../cases/store.ts'
import type { Database } from '../database/connect.ts'
import { runRecompute } from '../deadlines/recompute.ts'
import { deadlineRoutes } from '../deadlines/routes.ts'
import { DeadlineRules } from '../deadlines/rules.ts'
import { runDeadlines } from '../deadlines/worker.ts'
import { checkKey } from '../deployment/key-check.ts'
import type { Deployment } from '../deployment/store.ts'
import { runDispatch } from '../dispatch/dispatcher.ts'
import { runFollowing } from '../dispatch/follow.ts'
import { Learned } from '../dispatch/learned.ts'
import { runLearning } from '../dispatch/learning.ts'
import { publicTriageRoutes } from '../dispatch/public-routes.ts'
import { triageRoutes } from '../dispatch/routes.ts'
import { dutyRoutes } from '../duty/routes.ts'
import type { BlobStore } from '../files/blobs.ts'
import { openBlobs } from '../files/open-blobs.ts'
import { fileRoutes } from '../files/routes.ts'
import { createApp } from '../http/app.ts'
import { docsRoutes } from '../http/docs-routes.ts'
import { authenticate } from '../identity/authenticate.ts'
import { demoRoutes } from '../identity/demo-routes.ts'
import { type Keyring, openKeyring } from '../identity/keyring.ts'
import { identityRoutes } from '../identity/routes.ts'
import { securityRoutes } from '../identity/security-routes.ts'
import { type IdentityServices, identityServices } from '../identity/services.ts'
import { accountDirectory } from '../imports/account-directory.ts'
import { importRoutes } from '../imports/routes.ts'
import { Hub } from '../live/hub.ts'
import { liveRoutes } from '../live/routes.ts'
import type { Log } from '../log/log.ts'
import { myDataRoutes } from '../my-data/routes.ts'
import { type OpenChannels, openChannels } from '../notices/open-channels.ts'
import { noticeRoutes } from '../notices/routes.ts'
import { type NoticePost, runNoticeWorker } from '../notices/send.ts'
import { open311Routes } from '../open311/routes.ts'
import { runOutbox } from '../outbox/worker.ts'
import { placeRoutes } from '../places/routes.ts'
import { procedureRoutes } from '../procedures/routes.ts'
import { Reference } from '../reference/reference.ts'
import { residentRoutes } from '../residents/routes.ts'
import { rosterRoutes } from '../rosters/routes.ts'
import type { Settings } from '../settings/read.ts'
import { statisticsRoutes } from '../statistics/routes.ts'
import { supervisionRoutes } from '../supervision/routes.ts'
import { unitRoutes } from '../units/routes.ts'
import { runUpkeep } from '../upkeep/upkeep.ts'
import { type Metrics, metricsOf } from '../watching/metrics.ts'
import { watchRoutes } from '../watching/routes.ts'
import type { Loop } from '../worker/loop.ts'
import { addressBook } from './address-book.ts'
import { mayReadFile } from './may-read.ts'
import { caseTemplates } from './templates.ts'
import { queryCodes } from './query-code.ts'

/** Everything one process of the house runs on; made once, closed once. */
export interface House {
  readonly database: Database
  readonly deployment: Deployment
  readonly settings: Settings
  readonly log: Log
  readonly keyring: Keyring
  readonly reference: Reference
  readonly rules: DeadlineRules
  readonly cases: Cases
  readonly learned: Learned
  readonly identity: IdentityServices
  readonly post: NoticePost
  readonly channels: OpenChannels
  readonly blobs: BlobStore
  readonly metrics: Metrics
  readonly now: () => Date
  close(): Promise<void>
}

export interface HouseOptions {
  readonly database: Database
  readonly deployment: Deployment
  readonly settings: Settings
  readonly log: Log
  /** Only tests and the simulator turn the clock. */
  readonly now?: () => Date
}

/** Opens what every role needs: keys, reference data, the kernel's surroundings, channels. */
export async function openHouse({ database, deployment, settings, log, now = () => new Date() }: HouseOptions): Promise<House> {
  const { db, pool } = database
  const { district } = deployment
  const keyring = await openKeyring(resolve(settings.FENGQIAO_DATA))
  await checkKey(db, district, keyring)
  const demo = deployment.demo && settings.DEMO
  const reference = await Reference.open(db, district, {
    clock: now,
    onProblem: error => log.warn({ error }, 'reference data could not be read again'),
  })
  const rules = new DeadlineRules(db, district)
  await rules.load()
  const reloading = setInterval(
    () => void rules.load().catch(error => log.warn({ error }, 'deadline rules could not be read again')),
    2000,
  ).unref()
  const holidays = shippedHolidays()
  const learned = await Learned.open(db, district, { onProblem: error => log.warn({ error }, 'the learned model could not be looked for') })
  const metrics = metricsOf({
    db,
    pool,
    district,
    reference,
    now,
    onProblem: error => log.warn({ error }, 'the figures for /metrics could not be read'),
  })
  const cases = new Cases({
    pool,
    db,
    district,
    reference,
    procedures,
    holidays: () => holidays,
    rules,
    queryCode: queryCodes(keyring),
    bands: learned.bands,
    now,
    onDecision: metrics.action,
  })
  const stamp = (): string => now().toISOString()
  const channels = openChannels(
    db,
    keyring,
    { smsUrl: settings.SMS_URL, smtpUrl: settings.SMTP_URL, mailFrom: settings.MAIL_FROM, demo },
    stamp,
  )
  const post: NoticePost = {
    db,
    channels,
    addressBook: addressBook(db, keyring, procedures),
    templates: caseTemplates(procedures),
    publicUrl: publicUrl(settings),
    log,
  }
  const blobs = await openBlobs(resolve(settings.FENGQIAO_DATA), settings.S3_URL)
  const identity = identityServices({
    db,
    district,
    keyring,
    now,
    https: publicUrl(settings).startsWith('https:'),
    origins: settings.PUBLIC_URL ? [settings.PUBLIC_URL] : [],
    demo,
    rules: settings.IDLE_MINUTES ? { staffIdleMinutes: settings.IDLE_MINUTES } : undefined,
    sendNotice: async notice => {
      await channels.sms?.send({
        district,
        address: notice.to,
        subject: '',
        text: `${notice.text.zh}\n${notice.text.en}`,
        key: crypto.randomUUID(),
      })
    },
    oidc:
      settings.OIDC_ISSUER && settings.OIDC_CLIENT_ID
        ? { issuer: settings.OIDC_ISSUER, clientId: settings.OIDC_CLIENT_ID, clientSecret: settings.OIDC_CLIENT_SECRET }
        : undefined,
  })
  return {
    database,
    deployment,
    settings,
    log,
    keyring,
    reference,
    rules,
    cases,
    learned,
    identity,
    post,
    channels,
    blobs,
    metrics,
    now,
    close: async () => {
      clearInterval(reloading)
      channels.end()
      await learned.close()
      await reference.close()
    },
  }
}

export const publicUrl = (settings: Settings): string => settings.PUBLIC_URL ?? `http://127.0.0.1:${settings.PORT}`

export interface Doors {
  readonly app: FastifyInstance
  /** Says at /readyz that it is going, long enough for a balancer that asks there to notice; answers everything meanwhile. */
  retire(): Promise<void>
  /** Takes no more, finishes what is under way, ends event streams; what is not done in three seconds is cut off. */
  close(): Promise<void>
}

/** The web role: every route bound to the house. Not yet listening. */
export async function openDoors(house: House, { databaseUrl }: { databaseUrl: string }): Promise<Doors> {
  const { settings, log, identity, cases, reference, keyring, channels, blobs, now, database, deployment } = house
  const { db } = database
  const { district } = deployment
  const stamp = (): string => now().toISOString()
  const app = await createApp(log, { trustProxy: settings.TRUST_PROXY, https: identity.https })
  await authenticate(app, identity)
  const hub = new Hub(databaseUrl, log)
  await hub.open()

  identityRoutes(app, identity)
  demoRoutes(app, identity)
  securityRoutes(app, identity)
  accountRoutes(app, identity)
  accessLogRoutes(app, identity)
  residentRoutes(app, identity, async (caller, id) =>
    (await readCases(db, `units:${caller.unit}`, district, [id])).some(({ matter }) => matter.owner === caller.unit),
  )
  myDataRoutes(app, identity, { holidays: cases.services.holidays, parts: [] })
  fileRoutes(app, { db, blobs, keyring, mayRead: mayReadFile(db), maxBytes: settings.UPLOAD_MEGABYTES * 1_000_000, now: stamp })
  noticeRoutes(app, {
    db,
    keyring,
    push: channels.push,
    now: stamp,
    templates: caseTemplates(procedures),
    localOutbox: channels.localOutbox,
  })
  placeRoutes(app, { reference, publicUrl: publicUrl(settings) })
  unitRoutes(app, { reference })
  dutyRoutes(app, { db, reference, clock: now })
  rosterRoutes(app, { db, reference, clock: now })
  importRoutes(app, { db, reference, accounts: accountDirectory(keyring), clock: now })
  const services = { cases, log: identity.log, publicUrl: publicUrl(settings) }
  caseRoutes(app, services)
  residentCaseRoutes(app, services)
  triageRoutes(app, house)
  publicTriageRoutes(app, house)
  liveRoutes(app, { cases, hub })
  open311Routes(app, { cases, identity, publicUrl: publicUrl(settings) })
  procedureRoutes(app, { procedures })
  deadlineRoutes(app, { cases, rules: house.rules, log: identity.log })
  statisticsRoutes(app, { cases })
  supervisionRoutes(app, { cases })
  docsRoutes(app, { url: publicUrl(settings) })
  const { retire } = watchRoutes(app, { db, metrics: house.metrics, streams: () => hub.size })
  return {
    app,
    retire,
    close: async () => {
      const cut = setTimeout(() => app.server.closeAllConnections(), 3000)
      await app.close()
      clearTimeout(cut)
      await hub.close()
    },
  }
}

/** The worker role: outbox, deadlines, notices, triage by itself and what it learns from, daily upkeep. */
export function startWork(house: House): Loop {
  const { cases, learned, log, reference, now, database, deployment, post, blobs } = house
  const triage = { db: database.db, district: deployment.district, demo: deployment.demo, procedures, reference, learned, now, log }
  const loops = [
    runOutbox({ db: database.db, district: deployment.district, reference, procedures, now, log }),
    runDeadlines(cases, log),
    runRecompute(cases, log),
    runNoticeWorker(post, { now: () => now().toISOString() }),
    runDispatch(house),
    runFollowing(triage),
    runLearning(triage),
    runUpkeep({ db: database.db, district: deployment.district, blobs, now, log }),
  ]
  return {
    stop: async () => {
      await Promise.all(loops.map(loop => loop.stop()))
    },
  }
}
