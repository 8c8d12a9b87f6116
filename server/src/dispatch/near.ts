import type { CaseState, Procedure } from '@fengqiao/kernel'
import type { Scope } from '../cases/store.ts'
import type { Db } from '../database/connect.ts'
import type { Reference } from '../reference/reference.ts'
import { keysOf, likeness, type Message, offerFrom, profileOf, similarity, type Similar } from '../triage/index.ts'
import type { Learned } from './learned.ts'
import { messageOf } from './message.ts'
import { type CandidateRow, candidates } from './similar-store.ts'

/** Owns: which earlier matters say the same. Offers with the evidence, never merges: a person does. */
export interface NearServices {
  readonly db: Db
  readonly district: string
  readonly procedures: readonly Procedure[]
  readonly reference: Reference
  readonly learned: Learned
}

export interface Asked extends Message {
  readonly place: string | null
  /** Milliseconds since 1970. */
  readonly at: number
}

export interface NearQuery {
  readonly scope: Scope
  readonly except?: string | undefined
  readonly openOnly?: boolean
  readonly within?: string | undefined
  /** How long ago at most, in days. */
  readonly days: number
  readonly most: number
  /** Smallest score that is offered. */
  readonly from?: number
  readonly only?: (row: CandidateRow) => boolean
}

export interface Near {
  readonly row: CandidateRow
  readonly similar: Similar
}

/** Those that share most keys are read; the likest of them are compared in full. */
const read = 40
const day = 86_400_000

/** Rows keep 16 telling keys and 8 for copies; the 8 most telling and the latter are asked for: the rest mostly brings common words. */
const askedKeys = (keys: readonly number[]): number[] => [...new Set([...keys.slice(0, 8), ...keys.slice(-8)])]

export async function findNear({ db, district, procedures, learned }: NearServices, asked: Asked, query: NearQuery): Promise<Near[]> {
  const { background } = learned
  const profile = profileOf(asked, background)
  const found = await candidates(db, query.scope, district, {
    keys: askedKeys(keysOf(asked, profile)),
    since: new Date(asked.at - query.days * day).toISOString(),
    except: query.except,
    openOnly: query.openOnly ?? false,
    within: query.within,
    limit: read,
  })
  const from = query.from ?? offerFrom
  return found
    .flatMap(row => {
      const procedure = procedures.find(one => one.id === row.procedure)
      if (!procedure || row.sealed || query.only?.(row) === false) return []
      const message = messageOf(procedure, row.data)
      // Place and time only lower the likeness of the words: what falls short here cannot be offered.
      return likeness(profile, profileOf(message, background)) >= from ? [{ row, message }] : []
    })
    .map(({ row, message }) => ({
      row,
      similar: similarity(asked, { ...message, place: row.place, at: Date.parse(row.filed_at) }, background),
    }))
    .filter(({ similar }) => similar.score >= from)
    .toSorted((a, b) => b.similar.score - a.similar.score)
    .slice(0, query.most)
}

/** A filed matter as a question. Its community stands for its place: neighbours in two cells report one thing. */
export const askedOf = (procedure: Procedure, matter: CaseState, reference: Reference): Asked => ({
  ...messageOf(procedure, matter.data),
  place: communityOf(reference, matter.place),
  at: Date.parse(matter.filedAt),
})

/** The community of a place, or the place itself where it is wider than one. */
export const communityOf = ({ atlas }: Reference, place: string): string => atlas.atLevel(place, 'community')?.code ?? place
