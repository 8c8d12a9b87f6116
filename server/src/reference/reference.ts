import { type Shift, unitKinds } from '@fengqiao/contract'
import type { RoleId } from '@fengqiao/kernel'
import type { Db } from '../database/connect.ts'
import { DutyList } from '../duty/duty-list.ts'
import { readDuties, readSubjects } from '../duty/store.ts'
import { Atlas } from '../places/atlas.ts'
import { readPlaces } from '../places/store.ts'
import { onDuty } from '../rosters/roster.ts'
import { readShifts } from '../rosters/store.ts'
import { Organisation } from '../units/organisation.ts'
import { readPosts, readUnits } from '../units/store.ts'
import { readRevisions } from './store.ts'

/** What of a district's ground every action needs at hand. The values are replaced whole, never changed. */
export interface Snapshot {
  readonly atlas: Atlas
  readonly organisation: Organisation
  readonly dutyList: DutyList
  /** Shifts from yesterday to a week ahead. */
  readonly shifts: readonly Shift[]
}

export interface ReferenceOptions {
  /** Milliseconds between looks for changes made by other processes; 0 never looks. 1000 unless told. */
  readonly every?: number
  readonly clock?: () => Date
  /** Told when a look failed; the old copy stays in use. */
  readonly onProblem?: (error: unknown) => void
}

const day = 86_400_000

/**
 * The district's places, units, posts, rosters and duty list in memory, kept fresh: a change of this process calls
 * `refresh` at once, changes of others are seen within `every`. Reading it costs no database round trip.
 */
export class Reference {
  readonly district: string
  readonly #db: Db
  readonly #clock: () => Date
  readonly #timer: NodeJS.Timeout | undefined
  #snapshot: Snapshot
  #seen: string
  #reading: Promise<void> = Promise.resolve()

  private constructor(db: Db, district: string, first: { snapshot: Snapshot; seen: string }, options: ReferenceOptions) {
    this.#db = db
    this.district = district
    this.#snapshot = first.snapshot
    this.#seen = first.seen
    this.#clock = options.clock ?? (() => new Date())
    const { every = 1000, onProblem = () => undefined } = options
    if (every > 0) this.#timer = setInterval(() => void this.refresh().catch(onProblem), every).unref()
  }

  static async open(db: Db, district: string, options: ReferenceOptions = {}): Promise<Reference> {
    const now = (options.clock ?? (() => new Date()))()
    const seen = await mark(db, district, now)
    return new Reference(db, district, { snapshot: await read(db, district, now), seen }, options)
  }

  get atlas(): Atlas {
    return this.#snapshot.atlas
  }
  get organisation(): Organisation {
    return this.#snapshot.organisation
  }
  get dutyList(): DutyList {
    return this.#snapshot.dutyList
  }

  /** All four of one moment: take this where two of them must agree. */
  get snapshot(): Snapshot {
    return this.#snapshot
  }

  /** Who is on duty by the copy in memory, which reaches a week ahead. */
  onDuty(unit: string, role: RoleId, at: Date): readonly Shift[] {
    return onDuty(this.#snapshot.shifts, unit, role, at)
  }

  /** Reads again when anything changed. Calls queue behind one another, so an older copy never replaces a newer one. */
  refresh(): Promise<void> {
    const next = this.#reading.then(async () => {
      const now = this.#clock()
      const seen = await mark(this.#db, this.district, now)
      if (seen === this.#seen) return
      this.#snapshot = await read(this.#db, this.district, now)
      this.#seen = seen
    })
    this.#reading = next.catch(() => undefined)
    return next
  }

  /** Stops looking and waits for a look under way. */
  async close(): Promise<void> {
    clearInterval(this.#timer)
    await this.#reading
  }
}

/** Revisions, read before the rows: a change in between is seen again at the next look. The hour moves the roster's window. */
async function mark(db: Db, district: string, now: Date): Promise<string> {
  const revisions = await readRevisions(db, district)
  return [now.toISOString().slice(0, 13), ...[...revisions].toSorted(([a], [b]) => (a < b ? -1 : 1)).flat()].join(' ')
}

async function read(db: Db, district: string, now: Date): Promise<Snapshot> {
  const span = { from: new Date(now.getTime() - day), to: new Date(now.getTime() + 8 * day) }
  const [places, units, posts, subjects, duties, shifts] = await Promise.all([
    readPlaces(db, district),
    readUnits(db, district),
    readPosts(db, district, now),
    readSubjects(db, district),
    readDuties(db, district),
    readShifts(db, district, span),
  ])
  const atlas = new Atlas(places)
  const organisation = new Organisation(atlas, units, posts)
  return { atlas, organisation, dutyList: new DutyList(atlas, organisation, subjects, duties, unitKinds), shifts }
}
