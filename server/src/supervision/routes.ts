import * as contract from '@fengqiao/contract'
import type { FastifyInstance } from 'fastify'
import type { Cases } from '../cases/cases.ts'
import { type Cursor, type ListRow, openRows, readCursor, writeCursor } from '../cases/list-store.ts'
import { unitNamed, whyNamed } from '../cases/naming.ts'
import { namingOf } from '../cases/reading.ts'
import { scopeOf } from '../cases/scope.ts'
import { readCases } from '../cases/store.ts'
import { rowView } from '../cases/view.ts'
import { serve } from '../http/serve.ts'
import type { StaffCaller } from '../identity/caller.ts'
import { overseenBy } from '../statistics/oversight.ts'
import { markedRows, type Standing, standings } from './store.ts'

/** Flags by which supervision finds a case; a procedure that has other words for them declares these two as well. */
const flagOf = { supervised: 'underSupervision', leader: 'leaderAssigned' } as const

/** How long the standing of the units may be remembered: it is one question for everybody who looks. */
const rememberMs = 5000

/** Late cases, cases under supervision or with a leader, cards; and how the units stand, in the order of the organisation: never ranked. */
export function supervisionRoutes(app: FastifyInstance, { cases }: { cases: Cases }): void {
  const { db, district, now, reference } = cases.services
  let known: { at: number; rows: Promise<Standing[]> } | undefined
  const standing = (): Promise<Standing[]> => {
    if (!known || Date.now() - known.at > rememberMs) {
      const asked = { at: Date.now(), rows: standings(db, district, now().toISOString()) }
      known = asked
      asked.rows.catch(() => {
        if (known === asked) known = undefined
      })
    }
    return known.rows
  }

  const find = async (caller: StaffCaller, view: 'late' | 'supervised' | 'leader' | 'cards', after: Cursor | undefined, limit: number) => {
    const scope = scopeOf(caller)
    if (view === 'late') {
      const rows = await openRows(db, scope, district, { unit: caller.unit, lateAt: now().toISOString(), after, limit })
      return rows.map(row => ({ row: row as ListRow, at: row.due_at ?? '' }))
    }
    const rows = await markedRows(db, scope, district, {
      unit: caller.unit,
      mark: view === 'cards' ? 'card' : { flag: flagOf[view] },
      after,
      limit,
    })
    return rows.map(({ marked_at, ...row }) => ({ row: row as ListRow, at: marked_at }))
  }

  serve(app, contract.listSupervision, async ({ caller, query }) => {
    const [found, all] = await Promise.all([find(caller, query.view, readCursor(query.after), query.limit + 1), standing()])
    const shown = found.slice(0, query.limit)
    const matters = new Map(
      (
        await readCases(
          db,
          scopeOf(caller),
          district,
          shown.map(({ row }) => row.id),
        )
      ).map(({ matter }) => [matter.id, matter]),
    )
    const naming = namingOf(cases)
    const last = shown.at(-1)
    return {
      rows: shown.flatMap(({ row }) => {
        const procedure = cases.procedure(row.procedure)
        if (!procedure) return []
        const cards = (matters.get(row.id)?.cards ?? []).map(card => ({
          colour: card.colour,
          unit: unitNamed(naming, card.unit),
          why: whyNamed(procedure, card.why),
          at: card.at,
          lifted: card.lifted ?? null,
        }))
        return [{ ...rowView(naming, procedure, row, now().toISOString()), cards }]
      }),
      next: found.length > query.limit && last ? writeCursor(last.at, last.row.id) : null,
      units: inOrder(all, overseenBy(reference.snapshot, caller.unit)).map(({ unit, ...counts }) => ({
        unit: unitNamed(naming, unit),
        ...counts,
      })),
    }
  })
}

/** The units in the order of the organisation, so that nobody is first for having received little (domain F9). */
function inOrder(rows: readonly Standing[], overseen: readonly string[]): Standing[] {
  const byUnit = new Map(rows.map(row => [row.unit, row]))
  return overseen.flatMap(unit => byUnit.get(unit) ?? [])
}
