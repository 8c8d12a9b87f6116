import type {} from '@fastify/multipart'
import type { ImportKind } from '@fengqiao/contract'
import * as contract from '@fengqiao/contract'
import { isRefusal, type Refusal, refusal, text } from '@fengqiao/kernel'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Db } from '../database/connect.ts'
import { serve } from '../http/serve.ts'
import { toGeoJson } from '../places/geojson.ts'
import { today } from '../reference/day.ts'
import type { Reference } from '../reference/reference.ts'
import { type AccountDirectory, accountImport } from './accounts.ts'
import { dutyImport } from './duties.ts'
import type { ImportContext, ImportOf } from './kind.ts'
import { placeImport } from './places.ts'
import { postImport } from './posts.ts'
import { applyFile, dryRun } from './run.ts'
import { limits } from './sheet.ts'
import { shiftImport } from './shifts.ts'
import { unitImport } from './units.ts'
import { type Table, toCsv, toXlsx } from './write.ts'

export interface ImportServices {
  readonly db: Db
  readonly reference: Reference
  readonly accounts: AccountDirectory
  readonly clock: () => Date
}

/** Imports and exports of the district's ground. The multipart plugin must be registered on `app`. */
export function importRoutes(app: FastifyInstance, services: ImportServices): void {
  const { db, reference, accounts, clock } = services

  serve(app, contract.dryRunImport, async ({ params, request, caller }) => {
    const file = await readFile(request)
    if (isRefusal(file)) return file
    const context = await contextOf(caller.district)
    return withKind(params.kind, async what => {
      const found = await dryRun(db, what, file, context)
      return isRefusal(found) ? found : found.report
    })
  })

  serve(app, contract.applyImport, async ({ params, query, request, caller }) => {
    const file = await readFile(request)
    if (isRefusal(file)) return file
    const context = await contextOf(caller.district)
    const done = await withKind(params.kind, what => applyFile(db, what, file, query.digest, context))
    if (!isRefusal(done)) await reference.refresh()
    return done
  })

  serve(app, contract.exportFile, async ({ params, query, reply, caller }) => {
    const name = `${params.kind}-${today(clock())}`
    if (query.format === 'geojson') {
      if (params.kind !== 'places')
        return refusal('wrong-type', text('只有地点可以导出为 GeoJSON', 'Only places can be exported as GeoJSON'))
      sendFile(`${name}.geojson`, 'application/geo+json')
      return reply.send(toGeoJson(reference.atlas.all()))
    }
    const context = await contextOf(caller.district)
    const table = await withKind(params.kind, what => tableOf(what, context, query.language))
    if (query.format === 'csv') {
      sendFile(`${name}.csv`, 'text/csv; charset=utf-8')
      return reply.send(toCsv(table))
    }
    sendFile(`${name}.xlsx`, 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
    return reply.send(await toXlsx(table))

    function sendFile(file: string, type: string) {
      reply.type(type).header('Content-Disposition', `attachment; filename="${file}"`).header('Cache-Control', 'no-store')
    }
  })

  async function contextOf(district: string): Promise<ImportContext> {
    await reference.refresh()
    const known = await accounts.list(db, district)
    const ids = new Map([...known].map(([login, account]) => [login, account.id]))
    const emails = new Map([...known].filter(([, { email }]) => email).map(([login, { email }]) => [email.toLowerCase(), login]))
    return { district, snapshot: reference.snapshot, now: clock(), accounts: ids, emails }
  }

  async function tableOf<Line>(what: ImportOf<Line>, context: ImportContext, language: 'zh' | 'en'): Promise<Table> {
    const lines = await what.existing(context, db)
    return {
      header: what.columns.map(column => column[language]),
      rows: lines.map(line => {
        const cells = what.write(line, context)
        return what.columns.map(column => cells[column.key] ?? '')
      }),
    }
  }

  /** Calls with the import of a kind; each has lines of its own type, which the callee never needs to name. */
  function withKind<Result>(kind: ImportKind, use: <Line>(what: ImportOf<Line>) => Promise<Result>): Promise<Result> {
    switch (kind) {
      case 'places':
        return use(placeImport)
      case 'units':
        return use(unitImport)
      case 'posts':
        return use(postImport)
      case 'accounts':
        return use(accountImport(accounts))
      case 'duties':
        return use(dutyImport)
      case 'shifts':
        return use(shiftImport)
    }
  }
}

async function readFile(request: FastifyRequest): Promise<Uint8Array | Refusal> {
  if (!request.isMultipart())
    return refusal('bad-input', text('请以表单上传文件', 'Upload the file as a form'), {
      help: text('字段名为 file', 'The field is named file'),
    })
  const part = await request.file({ limits: { fileSize: limits.bytes + 1, files: 1 }, throwFileSizeLimit: false })
  if (!part) return refusal('bad-input', text('没有收到文件', 'No file was received'))
  const bytes = await part.toBuffer()
  return part.file.truncated ? refusal('too-large', text('文件过大', 'The file is too large')) : bytes
}
