import type { Actor } from '../permission/who.ts'
import { type Breach, sayBreach } from '../procedure/laws.ts'
import { isFinal, type Procedure } from '../procedure/procedure.ts'
import type { World } from '../procedure/rule.ts'
import { isLive, ruleOf, wakeOf } from './clocks.ts'
import type { Decision } from './decide.ts'
import { asJson, Draft, duesOf } from './draft.ts'
import { evolve } from './evolve.ts'
import type { CaseEvent, CaseState } from './state.ts'

/**
 * Owns: moving an open case to a newer version of its procedure. Without a migration a case finishes on the version it began
 * with. Nothing already due moves: clocks that the new version knows run on as they were granted.
 */
export interface Migration {
  readonly procedure: string
  readonly from: number
  readonly to: number
  /** Every step of the old version, to the step that continues it. */
  readonly steps: Readonly<Record<string, string>>
  /** Deadline names that changed; a clock of a name the new version does not have is stopped. */
  readonly deadlines?: Readonly<Record<string, string>>
  /** The case's data in the shape of the new form. */
  data?(old: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>>
  readonly because: string
}

/** The version a case runs on. Throws when it is not kept: an open case without its rules cannot go on. */
export function procedureOf(versions: readonly Procedure[], id: string, version: number): Procedure {
  const found = versions.find(one => one.id === id && one.version === version)
  if (found) return found
  const kept = versions.filter(one => one.id === id).map(one => one.version)
  throw new Error(
    kept.length === 0
      ? `There is no procedure '${id}'; list it with the procedures in force`
      : `Procedure '${id}' version ${version} is not kept (only ${kept.join(', ')}), and cases may still run on it; keep its folder or migrate them first`,
  )
}

/** Law-checks a migration: every old step is mapped, open to open, and every name it uses exists. */
export function checkMigration(versions: readonly Procedure[], migration: Migration): readonly Breach[] {
  const old = procedureOf(versions, migration.procedure, migration.from)
  const next = procedureOf(versions, migration.procedure, migration.to)
  const out: Breach[] = []
  const place = (what: string) => `${migration.procedure} › migration ${migration.from} → ${migration.to} › ${what}`
  for (const [name, step] of Object.entries(old.steps)) {
    const to = migration.steps[name]
    if (to === undefined)
      out.push({ law: 2, place: place(`step ${name}`), sentence: 'it leads nowhere; map it to a step of the new version' })
    else if (!next.steps[to])
      out.push({ law: 2, place: place(`step ${name}`), sentence: `'${to}' is not a step of version ${next.version}` })
    else if (isFinal(step) !== isFinal(next.steps[to]))
      out.push({
        law: 2,
        place: place(`step ${name}`),
        sentence: 'a migration neither ends nor reopens a case; map open to open, end to end',
      })
  }
  for (const [name, to] of Object.entries(migration.deadlines ?? {})) {
    if (!old.deadlines[name]) out.push({ law: 4, place: place(`deadline ${name}`), sentence: 'the old version has no such deadline' })
    if (!next.deadlines[to])
      out.push({ law: 4, place: place(`deadline ${name}`), sentence: `'${to}' is not a deadline of version ${next.version}` })
  }
  return out
}

/** Moves one open case. Throws on an unlawful migration or one for another version: an administrator's mistake, not a case's. */
export function migrate(versions: readonly Procedure[], matter: CaseState, migration: Migration, actor: Actor, world: World): Decision {
  if (matter.procedure !== migration.procedure || matter.version !== migration.from)
    throw new Error(
      `Case ${matter.id} runs on ${matter.procedure} version ${matter.version}; this migration moves ${migration.procedure} version ${migration.from}`,
    )
  if (matter.closedAt) throw new Error(`Case ${matter.id} is closed and stays on version ${matter.version}; only open cases are moved`)
  const breaches = checkMigration(versions, migration)
  if (breaches.length > 0) throw new Error(`The migration breaks the laws:\n${breaches.map(sayBreach).join('\n')}`)
  const next = procedureOf(versions, migration.procedure, migration.to)
  const to = migration.steps[matter.step] as string
  const data = asJson(migration.data?.(matter.data) ?? matter.data)
  const misfit = Object.entries(data).find(([name, value]) => !next.fields[name]?.schema.safeParse(value).success)
  if (misfit)
    throw new Error(
      `Case ${matter.id}: its '${misfit[0]}' does not fit the form of version ${next.version}; let the migration's data function change or drop it`,
    )
  const draft = new Draft(next, { ...matter, data }, world, to)
  moveClocks(draft, next, migration)
  draft.hold(to)
  for (const key of duesOf(next, to))
    if (!draft.matter.clocks.some(clock => clock.key === key && isLive(clock))) draft.start(key, draft.unitFor(key))
  const event: CaseEvent = {
    case: matter.id,
    district: matter.district,
    seq: matter.revision + 1,
    type: 'procedure.migrated',
    at: world.now,
    actor,
    from: matter.step,
    ...(to === matter.step ? {} : { to }),
    version: next.version,
    input: data,
    effects: draft.effects,
  }
  return { events: [event], matter: evolve(matter, event) }
}

/** Escalations keep their clock by id, so ids stay even where names change. */
function moveClocks(draft: Draft, next: Procedure, migration: Migration): void {
  for (const clock of draft.matter.clocks) {
    if (!isLive(clock)) continue
    const key = migration.deadlines?.[clock.key] ?? clock.key
    const rule = next.deadlines[key]
    if (!rule) {
      draft.push({ do: 'clock', clock: { ...clock, state: 'stopped', settledAt: draft.world.now, wake: null } })
      draft.dismiss(other => other.kind === 'escalation' && other.clock === clock.id)
      continue
    }
    const fired = Math.min(clock.fired, rule.consequences.length)
    const moved = { ...clock, key, rule: ruleOf(next, key, draft.matter).rule, fired }
    draft.push({ do: 'clock', clock: { ...moved, wake: wakeOf(next, moved, draft.world) } })
  }
}
