import { randomUUID } from 'node:crypto'
import { Worker } from 'node:worker_threads'
import type { Procedure } from '@fengqiao/kernel'
import type { Db } from '../database/connect.ts'
import type { Log } from '../log/log.ts'
import { whyNotTrain } from '../triage/index.ts'
import { looper, type Loop } from '../worker/loop.ts'
import { readConfirmed, readMessages, leastRows, mostRows } from './history.ts'
import { countMatters } from './history-store.ts'
import { beat, endJob, hasLearned, type JobRow, putJob, releaseJob, takeJob } from './job-store.ts'
import type { Learnt, Lesson, Said } from './learn-thread.ts'
import { type Learned, markOf } from './learned.ts'
import { leaveWaiting } from './queue-store.ts'
import { stepsOf } from './ways.ts'
import { putBackground, putModel, putOrder, readModelBytes } from './model-store.ts'

/**
 * Owns: learning as a job. It is written down before it begins, beats while it runs and ends in one transaction with what it
 * made: a job whose process dies is taken up again, and nothing half-made is ever seen.
 */
export interface LearningServices {
  readonly db: Db
  readonly district: string
  readonly procedures: readonly Procedure[]
  readonly learned: Learned
  readonly demo: boolean
  readonly now: () => Date
  readonly log: Log
}

/** Enough matters for a background, and when to learn the next: once there are twice as many. */
const leastMatters = 200
/** In a demo city a matter goes out from this confidence on; what training finds safe on made-up messages means little. */
const demoThreshold = 0.98

/** Takes one job and finishes it; false when there was none. `signal` stops it between two moments and puts it back. */
export async function workLearning(services: LearningServices, signal?: AbortSignal): Promise<boolean> {
  const { db, district, now, log } = services
  const job = await takeJob(db, district, now().toISOString())
  if (!job) return false
  let progress = 0
  const beating = setInterval(
    () =>
      void beat(db, district, job.id, progress, now().toISOString()).catch(error => log.warn({ error }, 'a learning job could not beat')),
    1000,
  )
  try {
    const lesson = await lessonOf(services, job)
    if (typeof lesson === 'string') {
      await endJob(db, district, job.id, job.attempts, lesson)
      return true
    }
    const learnt = await study(lesson, share => (progress = share), signal)
    if (!learnt) {
      await releaseJob(db, district, job.id)
      return false
    }
    await keep(services, job, lesson, learnt)
    await services.learned.refresh()
  } catch (error) {
    log.error({ error, job: job.id }, 'learning failed; the model at work stays')
    await endJob(db, district, job.id, job.attempts, error instanceof Error ? error.message : String(error))
  } finally {
    clearInterval(beating)
  }
  return true
}

interface Prepared extends Lesson {
  readonly chosen: number
  readonly kept: number
}

/** What is to be learned from, or a sentence that says why nothing can be. */
async function lessonOf({ db, district, procedures, learned }: LearningServices, job: JobRow): Promise<Prepared | string> {
  const messages = await readMessages(db, district, procedures)
  if (job.kind === 'background') return { messages, chosen: 0, kept: 0 }
  const { rows, chosen, kept } = await readConfirmed(db, district, procedures)
  const problem = rows.length < leastRows ? `Only ${rows.length} confirmed matters; ${leastRows} are needed.` : whyNotTrain(rows)
  if (problem !== undefined) return problem
  const active = learned.model ? ((await readModelBytes(db, district, learned.model.id))?.bytes ?? null) : null
  return { messages, confirmed: { rows, active, threshold: learned.order.at === null ? undefined : learned.order.threshold }, chosen, kept }
}

/** Runs the thread to its end; undefined when it was stopped. */
function study(
  { messages, confirmed }: Lesson,
  progress: (share: number) => void,
  signal: AbortSignal | undefined,
): Promise<Learnt | undefined> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(new URL('./learn-thread.ts', import.meta.url), {
      workerData: { messages, ...(confirmed ? { confirmed } : {}) } satisfies Lesson,
    })
    let learnt: Learnt | undefined
    const stop = (): void => void thread.terminate()
    if (signal?.aborted) stop()
    signal?.addEventListener('abort', stop, { once: true })
    thread.on('message', (said: Said) => {
      if ('learnt' in said) learnt = said.learnt
      else progress(said.progress)
    })
    thread.once('error', reject)
    thread.once('exit', () => {
      signal?.removeEventListener('abort', stop)
      if (learnt || signal?.aborted) resolve(learnt)
      else reject(new Error('The learning thread ended without an answer; see the log of the process.'))
    })
  })
}

/** Model, background and the end of the job: all or nothing. In a demo city the first model goes to work at once. */
function keep({ db, district, procedures, now, demo }: LearningServices, job: JobRow, lesson: Prepared, learnt: Learnt): Promise<void> {
  const at = now().toISOString()
  return db.transaction().execute(async trx => {
    if (!(await endJob(trx, district, job.id, job.attempts, null))) return
    await putBackground(trx, district, { ...learnt.background, at })
    if (!learnt.model) return
    const founding = demo && job.founding
    const by = founding ? '演示城市 Demo city' : null
    const id = `m-${at.slice(0, 19).replaceAll(/[-:T]/g, '')}-${job.id.slice(0, 4)}`
    await putModel(trx, district, {
      id,
      trainedAt: at,
      rows: lesson.confirmed?.rows.length ?? 0,
      state: founding ? 'active' : 'proposed',
      ...learnt.model,
      chosen: lesson.chosen,
      kept: lesson.kept,
      askedBy: job.asked_by,
      decidedBy: by,
    })
    if (by === null) return
    const order = { set_at: at, threshold: learnt.model.threshold < 1 ? demoThreshold : 1, automatic: true, name: by }
    await putOrder(trx, district, { ...order, account: null })
    // What waits already stays with people, so that whoever opens the demo finds a queue.
    await leaveWaiting(trx, district, stepsOf(procedures), markOf(id, order), at)
  })
}

/** In a demo city the first model is asked for by itself; everywhere the background grows with the city. */
export async function askByItself({ db, district, demo, learned, now }: LearningServices): Promise<void> {
  const at = now().toISOString()
  if (demo && !(await hasLearned(db, district))) {
    if ((await countMatters(db, district, leastRows)) >= leastRows)
      await putJob(db, district, { id: randomUUID(), kind: 'model', founding: true, askedBy: null, at })
    return
  }
  const { messages } = learned.background
  const wanted = Math.max(leastMatters, messages * 2)
  if (messages < mostRows && (await countMatters(db, district, wanted)) >= wanted)
    await putJob(db, district, { id: randomUUID(), kind: 'background', askedBy: null, at })
}

/** Looks for jobs every two seconds. Stopping ends a thread under way and puts its job back. */
export function runLearning(services: LearningServices): Loop {
  const stopping = new AbortController()
  let turns = 0
  const loop = looper('learning', services.log, 2000, async () => {
    // Not at once: whoever starts the house should see it open first.
    if (turns++ % 30 === 1) await askByItself(services)
    return workLearning(services, stopping.signal)
  })
  return {
    stop: () => {
      stopping.abort()
      return loop.stop()
    },
  }
}
