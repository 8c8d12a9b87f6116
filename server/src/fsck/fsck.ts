import type { Holidays, Organisation, Procedure } from '@fengqiao/kernel'
import type { Db } from '../database/connect.ts'
import { caseLaws } from './case-laws.ts'
import { type HouseContext, houseLaws } from './house-laws.ts'
import { type Breach, breachOf, type CaseContext } from './law.ts'
import { Recount } from './recount.ts'
import { type Batch, type CaseRows, countCases, firstId, inOneMoment, readBatch } from './store.ts'

/**
 * Owns: proving the laws of the running system on any database. It reads one moment of it, so that it may run beside a live
 * house, and never writes.
 */
export interface FsckServices extends Omit<HouseContext, 'outboxMinutes'> {
  readonly db: Db
  /** Every kept version of every procedure. */
  readonly procedures: readonly Procedure[]
  readonly holidays: Holidays
  readonly org: Organisation
}

export interface FsckOptions {
  /** Told after each batch: cases checked and cases in all. */
  readonly progress?: (done: number, total: number) => void
  /** Cases read at a time; 500 unless told. */
  readonly batch?: number
  /** Age at which an outbox row is worth a warning; 10 minutes unless told. */
  readonly outboxMinutes?: number
  /** Breaches kept; the rest is only counted. 1000 unless told. */
  readonly keep?: number
}

export interface FsckReport {
  readonly cases: number
  readonly events: number
  readonly breaches: readonly Breach[]
  readonly warnings: readonly Breach[]
  /** Breaches found beyond those kept. */
  readonly unsaid: number
}

/** Checks every law on every case and on the house. Throws only when the database cannot be read. */
export function fsck(
  services: FsckServices,
  { progress, batch = 500, outboxMinutes = 10, keep = 1000 }: FsckOptions = {},
): Promise<FsckReport> {
  const { district } = services
  return inOneMoment(services.db, async db => {
    const total = await countCases(db, district)
    const breaches: Breach[] = []
    let unsaid = 0
    const say = (breach: Breach): void => {
      if (breaches.length < keep) breaches.push(breach)
      else unsaid++
    }
    const recount = new Recount()
    const context = contextOf(services)
    let [cases, events] = [0, 0]
    // The next batch is on its way while this one is checked.
    let coming: Promise<Batch> | undefined = readBatch(db, district, firstId, batch)
    while (coming) {
      const { cases: rows, strays, next }: Batch = await coming
      coming = next ? readBatch(db, district, next, batch) : undefined
      for (const one of rows) for (const breach of checkOne(one, context)) say(breach)
      for (const stray of strays) say(breachOf('every-row-has-its-case', { place: stray, found: 'its case does not exist' }))
      recount.add(rows)
      cases += rows.length
      events += rows.reduce((sum, one) => sum + one.events.length, 0)
      progress?.(cases, total)
    }
    for (const finding of await recount.compare(db, district)) say(breachOf('statistics-equal-journal', finding))
    const warnings: Breach[] = []
    for (const law of houseLaws)
      for (const finding of await law.find({ ...services, db, outboxMinutes })) {
        if (law.warns) warnings.push(breachOf(law.name, finding))
        else say(breachOf(law.name, finding))
      }
    return { cases, events, breaches, warnings, unsaid }
  })
}

function contextOf({ procedures, holidays, org }: FsckServices): CaseContext {
  const kept = new Map(procedures.map(one => [`${one.id} ${one.version}`, one]))
  return { procedure: (id, version) => kept.get(`${id} ${version}`), holidays, org }
}

function checkOne(rows: CaseRows, context: CaseContext): Breach[] {
  return caseLaws.flatMap(law => law.find(rows, context).map(finding => breachOf(law.name, finding, rows.record)))
}
