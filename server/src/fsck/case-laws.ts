import { isDeepStrictEqual } from 'node:util'
import { type CaseState, canonical, checkCase, checkChain, isLive, replay } from '@fengqiao/kernel'
import { assignmentDue, birthColumnsOf, chainStart, columnsOf, sha256 } from '../cases/commit.ts'
import { marksOf } from '../cases/marks.ts'
import { eventOf } from '../cases/page-store.ts'
import type { CaseLaw, Finding } from './law.ts'
import type { CaseRows } from './store.ts'

/**
 * Owns: the laws that hold for each case by itself. The journal is the truth; everything else is held to what it replays to.
 */

/** An event whose content was erased has no salt any more; what is left of it still carries its link. */
export const isErased = (event: CaseRows['events'][number]): boolean => event.salt === null

const hex = (bytes: Buffer | null): string => bytes?.toString('hex') ?? ''

/** Each event follows the one before it, says what was committed to, and the case's head is the last of them. */
const chain: CaseLaw = {
  name: 'hash-chain-unbroken',
  find({ record, events }) {
    const sealed = events
      .filter(row => row.content !== null)
      .map(row => ({
        event: eventOf(row),
        salt: hex(row.salt),
        commitment: hex(row.commitment),
        previous: hex(row.previous),
        hash: hex(row.hash),
      }))
    const found: Finding[] = []
    let last = chainStart
    for (const [index, row] of events.entries()) {
      if (row.seq !== index + 1)
        found.push({ place: `event ${row.seq}`, found: `stands where event ${index + 1} was due; an event is missing or doubled` })
      if (hex(row.previous) !== last) found.push({ place: `event ${row.seq}`, found: 'does not follow the event before it' })
      last = hex(row.hash)
    }
    for (const one of sealed)
      for (const sentence of checkChain([one], sha256, one.previous))
        found.push({ place: `event ${one.event.seq}`, found: sentence.replace(/^event \d+ of case \S+ /, '') })
    if (events.length === 0) found.push({ place: 'journal', found: 'has no events' })
    else if (hex(record.head) !== last) found.push({ place: 'case_record.head', found: 'is not the hash of the last event' })
    return found
  },
}

/** The journal replayed gives the snapshot. Where content was erased it cannot be replayed; its chain is what still proves it. */
const replays: CaseLaw = {
  name: 'replay-equals-snapshot',
  find({ record, events }) {
    if (events.length === 0 || events.some(isErased)) return []
    let again: CaseState
    try {
      again = replay(events.map(eventOf))
    } catch (error) {
      return [{ place: 'journal', found: `cannot be replayed: ${error instanceof Error ? error.message : String(error)}` }]
    }
    if (isDeepStrictEqual(again, record.state)) return []
    return differences('state', again, record.state)
  },
}

/** The columns that lists filter by say what the snapshot says. */
const columns: CaseLaw = {
  name: 'columns-equal-snapshot',
  find({ record, events }, { procedure, org }) {
    const runsOn = procedure(record.state.procedure, record.state.version)
    if (!runsOn)
      return [
        {
          place: 'case_record.version',
          found: `${record.state.procedure} version ${record.state.version} is not kept; its folder must come back, or the case be migrated`,
        },
      ]
    const head = hex(events.at(-1)?.hash ?? record.head)
    const { sees, flags, ...plain } = { ...columnsOf(runsOn, record.state, head, org), ...birthColumnsOf(runsOn, record.state) }
    const has = { ...record, head: hex(record.head) } as object as Record<string, unknown>
    const found = Object.entries(plain).flatMap(([column, value]) =>
      same(has[column], value)
        ? []
        : [{ place: `case_record.${column}`, found: `holds ${short(String(has[column]))}, the snapshot gives ${short(String(value))}` }],
    )
    if (!sameSet(record.flags, flags))
      found.push({
        place: 'case_record.flags',
        found: `holds ${record.flags.join(', ') || 'none'}, the snapshot gives ${flags.join(', ') || 'none'}`,
      })
    // A closed case keeps who could see it when it closed: units come and go, its file does not wander.
    const missing = sees.filter(unit => !record.sees.includes(unit))
    const extra = record.sees.filter(unit => !sees.includes(unit))
    if (!record.final && missing.length + extra.length > 0)
      found.push({
        place: 'case_record.sees',
        found: `${missing.length > 0 ? `lacks ${missing.join(', ')}` : ''}${missing.length > 0 && extra.length > 0 ? '; ' : ''}${extra.length > 0 ? `shows it to ${extra.join(', ')} too` : ''}`,
      })
    if (record.final && !record.sees.includes(record.owner))
      found.push({ place: 'case_record.sees', found: `hides it from its owner ${record.owner}` })
    if (String(record.channel ?? record.state.channel) !== record.state.channel)
      found.push({ place: 'case_record.channel', found: 'is not the channel of the snapshot' })
    return found
  },
}

/** The rows that inboxes and workers read are exactly what runs in the snapshot. */
const rows: CaseLaw = {
  name: 'rows-equal-snapshot',
  find({ record: { state }, assignments, deadlines, marks, reporters, searchable }, { procedure }) {
    const held = state.assignments
      .filter(one => !one.to)
      .map(one => ({
        id: one.id,
        kind: one.kind,
        unit: one.unit,
        role: one.role ?? null,
        account: one.account ?? null,
        since: one.from,
        due_at: assignmentDue(state, one),
      }))
    const runs = state.clocks
      .filter(isLive)
      .map(({ id, key, rule, unit, due, wake }) => ({ id, key, rule, unit, due_at: due, wake_at: wake }))
    const found = [...compare('assignment', held, assignments), ...compare('deadline', runs, deadlines)]
    const runsOn = procedure(state.procedure, state.version)
    // When a flag was set is not in the snapshot; which ones stand is.
    if (runsOn)
      found.push(
        ...compare(
          'case_mark',
          marksOf(runsOn, state, '').map(({ id, kind, name }) => ({ id, kind, name })),
          marks,
        ),
      )
    for (const resident of new Set(state.reporters))
      if (resident && !reporters.includes(resident))
        found.push({ place: 'case_reporter', found: 'a person who brought it is missing and would not find it' })
    if (!searchable) found.push({ place: 'case_search', found: 'it has no words and cannot be found' })
    return found
  },
}

/** One owner, one holder, a live clock that will wake; nothing runs after the end; every due time equals its recomputation. */
const held: CaseLaw = {
  name: 'held-and-due',
  find({ record: { state } }, { procedure, holidays }) {
    const runsOn = procedure(state.procedure, state.version)
    if (!runsOn) return []
    return checkCase(runsOn, state, holidays).map(sentence => ({
      place: `step ${state.step}`,
      found: sentence.replace(/^case \S+ at step \S+: /, ''),
    }))
  },
}

/** Where two states part, down to the field or the row. */
function differences(path: string, journal: unknown, snapshot: unknown): Finding[] {
  if (canonical(journal) === canonical(snapshot)) return []
  const [one, other] = [journal, snapshot]
  if (isRecord(one) && isRecord(other))
    return Object.keys({ ...one, ...other }).flatMap(part => differences(`${path}.${part}`, one[part], other[part]))
  return [{ place: path, found: `the journal gives ${short(canonical(journal))}, the snapshot has ${short(canonical(snapshot))}` }]
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)

export const caseLaws: readonly CaseLaw[] = [chain, replays, columns, rows, held]

type Row = Readonly<Record<string, unknown>> & { readonly id: string }

function compare(table: string, due: readonly Row[], has: readonly object[]): Finding[] {
  const there = new Map((has as readonly Row[]).map(row => [row.id, row]))
  const found: Finding[] = []
  for (const row of due) {
    const stored = there.get(row.id)
    there.delete(row.id)
    if (!stored) found.push({ place: `${table} ${row.id}`, found: 'is missing; the snapshot says that it runs' })
    else
      for (const [column, value] of Object.entries(row))
        if (!same(stored[column], value))
          found.push({
            place: `${table} ${row.id}.${column}`,
            found: `holds ${short(String(stored[column]))}, the snapshot gives ${short(String(value))}`,
          })
  }
  for (const id of there.keys()) found.push({ place: `${table} ${id}`, found: 'is there, but the snapshot does not know it as running' })
  return found
}

const same = (stored: unknown, due: unknown): boolean => (stored ?? null) === (due ?? null)
const sameSet = (a: readonly string[], b: readonly string[]): boolean => a.length === b.length && a.every(one => b.includes(one))
const short = (value: string | undefined): string =>
  value === undefined ? 'nothing' : value.length > 160 ? `${value.slice(0, 160)}…` : value
