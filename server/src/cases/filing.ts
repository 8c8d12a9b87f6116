import type { Filing, FilingReply } from '@fengqiao/contract'
import { type Channel, isRefusal, type Refusal, refusal, text } from '@fengqiao/kernel'
import type { z } from 'zod'
import { attachFiles, mayAttach } from '../files/store.ts'
import { uploaderOf } from '../files/routes.ts'
import { uploaderOfToken } from '../files/token-store.ts'
import type { Caller } from '../identity/caller.ts'
import { type Asked, type Cases, type Done, notFound } from './cases.ts'
import { actorOf, keysOf, namingOf } from './reading.ts'
import { stepNamed } from './naming.ts'
import { readCases } from './store.ts'

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

/** Files that an input names, and who brought them. */
export interface Enclosed {
  readonly hashes: readonly string[]
  readonly uploader: string
}

/** The files that an input names; refused when they are not the caller's. Nothing is changed: the action may still be refused. */
export async function filesOf(
  cases: Cases,
  caller: Caller,
  token: string | undefined,
  procedureId: string,
  input: Readonly<Record<string, unknown>>,
  caseId: string | null,
): Promise<Enclosed | Refusal> {
  const { db, district } = cases.services
  const procedure = cases.procedure(procedureId)
  const hashes = Object.entries(input).flatMap(([name, value]) =>
    procedure && Object.hasOwn(procedure.fields, name) && procedure.fields[name]?.kind === 'files' && Array.isArray(value)
      ? value.map(String)
      : [],
  )
  if (hashes.length === 0) return { hashes, uploader: '' }
  const uploader = uploaderOf(caller) ?? (token ? await uploaderOfToken(db, district, token) : undefined) ?? 'nobody'
  return (await mayAttach(db, district, hashes, uploader, caseId)) ?? { hashes, uploader }
}

/**
 * Gives the files to the case, once the action that names them is committed. A process that dies in between leaves them to the
 * retry, which repeats the answer under its key and comes here again; without a retry they go with the next sweep.
 */
export async function encloseFiles(cases: Cases, { hashes, uploader }: Enclosed, done: Done | Refusal): Promise<void> {
  if (isRefusal(done) || hashes.length === 0) return
  const { db, district, now } = cases.services
  await db.transaction().execute(trx => attachFiles(trx, district, hashes, uploader, done.id, now().toISOString()))
}

/** Takes an action; the files that its input names become the case's when it is done. */
export async function actWithFiles(
  cases: Cases,
  caller: Caller,
  id: string,
  { action, input, uploadToken, revision }: Body,
  asked: Asked,
): Promise<Done | Refusal> {
  if (!Object.values(input).some(Array.isArray)) return cases.act(id, action, input, asked, revision)
  const [seen] = await readCases(cases.services.db, asked.scope, cases.services.district, [id])
  if (!seen) return notFound
  const enclosed = await filesOf(cases, caller, uploadToken, seen.matter.procedure, input, id)
  if (isRefusal(enclosed)) return enclosed
  const done = await cases.act(id, action, input, asked, revision)
  await encloseFiles(cases, enclosed, done)
  return done
}

interface Body {
  readonly action: string
  readonly input: Readonly<Record<string, unknown>>
  readonly uploadToken?: string | undefined
  readonly revision?: number | undefined
}

/** Residents come by the app or a QR code, staff write down what came by other ways; other doors name their own channel. */
function channelOf(caller: Caller, claimed: Channel): Channel {
  const own: readonly Channel[] = caller.kind === 'staff' ? ['counter', 'phone', 'letter', 'grid', 'qr'] : ['app', 'qr']
  return own.includes(claimed) ? claimed : (own[0] ?? 'app')
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
  const enclosed = await filesOf(cases, caller, filing.uploadToken, filing.procedure, filing.input, null)
  if (isRefusal(enclosed)) return enclosed
  const actor =
    caller.kind === 'staff'
      ? actorOf(caller)
      : ({ kind: 'resident', resident: caller.kind === 'resident' ? caller.residentId : null } as const)
  const channel = channelOf(caller, filing.channel)
  const done = await cases.file(
    { procedure: filing.procedure, input: filing.input, place, point: filing.point ?? null, channel, actor },
    { scope: 'system', actor, keys: keysOf(caller), key },
  )
  await encloseFiles(cases, enclosed, done)
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
