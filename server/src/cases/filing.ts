import type { Filing, FilingReply } from '@fengqiao/contract'
import { isRefusal, type Refusal, refusal, text } from '@fengqiao/kernel'
import { randomUUIDv7 } from 'node:crypto'
import type { z } from 'zod'
import { attachFiles } from '../files/store.ts'
import { uploaderOf } from '../files/routes.ts'
import { uploaderOfToken } from '../files/token-store.ts'
import type { Caller } from '../identity/caller.ts'
import type { Cases } from './cases.ts'
import { actorOf, keysOf, namingOf } from './reading.ts'
import { stepNamed } from './naming.ts'

/** Owns: filing as it comes through the door: where it is, whose files it brings, what the filer gets back. */
const placeUnknown = refusal('place-unknown', text('本区没有这个地点', 'There is no such place in this district'), {
  help: text('可不填位置，或改填街道、社区名称', 'Leave the position out, or name the street or community'),
})

/** The place of a filing: as named, else by the point, else by the typed address, else the district itself. Location is never demanded. */
export function placeOf(cases: Cases, filing: Pick<z.output<typeof Filing>, 'place' | 'point' | 'input'>): string | Refusal {
  const { atlas } = cases.services.reference
  if (filing.place) return atlas.find(filing.place) ? filing.place : placeUnknown
  const inside = filing.point ? atlas.narrowest(filing.point[0], filing.point[1]) : undefined
  if (inside) return inside.code
  const { address } = filing.input
  const [named] = typeof address === 'string' ? atlas.findAddress(address) : []
  return named?.place.code ?? cases.services.district
}

/** Binds the files that an input names to the case; refused when they are not the caller's. */
export async function bindFiles(
  cases: Cases,
  caller: Caller,
  token: string | undefined,
  procedureId: string,
  input: Readonly<Record<string, unknown>>,
  caseId: string,
): Promise<Refusal | undefined> {
  const { db, district, now } = cases.services
  const procedure = cases.procedure(procedureId)
  const hashes = Object.entries(input).flatMap(([name, value]) =>
    procedure?.fields[name]?.kind === 'files' && Array.isArray(value) ? value.map(String) : [],
  )
  if (hashes.length === 0) return undefined
  const uploader = uploaderOf(caller) ?? (token ? await uploaderOfToken(db, district, token) : undefined)
  return db.transaction().execute(trx => attachFiles(trx, district, hashes, uploader ?? 'nobody', caseId, now().toISOString()))
}

export async function fileMatter(
  cases: Cases,
  caller: Caller,
  filing: z.output<typeof Filing>,
  key: string,
  publicUrl: string,
): Promise<z.input<typeof FilingReply> | Refusal> {
  const place = placeOf(cases, filing)
  if (isRefusal(place)) return place
  const id = randomUUIDv7()
  const unbound = await bindFiles(cases, caller, filing.uploadToken, filing.procedure, filing.input, id)
  if (unbound) return unbound
  const actor =
    caller.kind === 'staff'
      ? actorOf(caller)
      : ({ kind: 'resident', resident: caller.kind === 'resident' ? caller.residentId : null } as const)
  const channel = caller.kind === 'staff' && filing.channel === 'app' ? 'counter' : filing.channel
  const done = await cases.file(
    { id, procedure: filing.procedure, input: filing.input, place, point: filing.point ?? null, channel, actor },
    { scope: 'system', actor, keys: keysOf(caller), key },
  )
  if (isRefusal(done)) return done
  const procedure = cases.procedure(filing.procedure)
  if (!procedure) throw new Error(`Procedure ${filing.procedure} filed a case and is not loaded`)
  const queryCode = cases.services.queryCode(done.id)
  return {
    ...done,
    step: stepNamed(procedure, done.step),
    queryCode,
    trackUrl: `${publicUrl}/#/t/${queryCode}`,
    unit: namingOf(cases).org.unit(namingOf(cases).org.receivingCentre(place))?.name ?? text('受理中心', 'Receiving centre'),
  }
}
