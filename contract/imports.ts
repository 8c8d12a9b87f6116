import { type Text, text } from '@fengqiao/kernel'
import { z } from 'zod'
import { TextPair } from './places.ts'
import { route } from './route.ts'

/** What can be brought in as a file, and taken out in the same shape. */
export const importKinds = {
  places: text('地点', 'Places'),
  units: text('单位', 'Units'),
  posts: text('岗位', 'Posts'),
  accounts: text('人员', 'Staff accounts'),
  duties: text('权责清单', 'Duty list'),
  shifts: text('值班表', 'Rosters'),
} as const satisfies Record<string, Text>
export type ImportKind = keyof typeof importKinds
export const importKindIds = Object.keys(importKinds) as [ImportKind, ...ImportKind[]]

export const DryRun = z
  .object({
    kind: z.enum(importKindIds),
    /** SHA-256 of the file: applying needs the same one. */
    digest: z.string(),
    encoding: z.string().describe('utf-8, gb18030, xlsx or geojson'),
    accepted: z.int(),
    rejected: z.array(
      z.object({
        row: z.int().describe('line as a spreadsheet shows it, the header being 1; feature number for GeoJSON'),
        column: z.string(),
        because: TextPair,
      }),
    ),
    changes: z.object({
      added: z.int(),
      changed: z.int(),
      same: z.int(),
      preview: z.array(z.object({ row: z.int(), key: z.string(), change: z.enum(['added', 'changed', 'same']), what: z.string() })).max(50),
    }),
  })
  .meta({ id: 'DryRun' })
export type DryRun = z.infer<typeof DryRun>

const params = z.object({ kind: z.enum(importKindIds) })
const fileRefusals = ['too-large', 'wrong-type', 'unreadable-file', 'missing-columns', 'too-many-rows'] as const

export const dryRunImport = route({
  id: 'dryRunImport',
  method: 'POST',
  path: '/api/imports/{kind}/dry-run',
  tag: 'imports',
  summary: 'Read a CSV, XLSX or GeoJSON file and say what would change; changes nothing',
  access: ['systemAdministrator'],
  params,
  reply: DryRun,
  bodyType: 'multipart',
  refusals: fileRefusals,
})

export const applyImport = route({
  id: 'applyImport',
  method: 'POST',
  path: '/api/imports/{kind}',
  tag: 'imports',
  summary: 'Apply a file whose every row is accepted; all of it or nothing',
  access: ['systemAdministrator'],
  params,
  query: z.object({ digest: z.string().max(80).describe('digest that the dry run gave') }),
  reply: DryRun,
  bodyType: 'multipart',
  refusals: [...fileRefusals, 'rows-rejected', 'another-file'],
})

export const exportFile = route({
  id: 'exportFile',
  method: 'GET',
  path: '/api/exports/{kind}',
  tag: 'imports',
  summary: 'The same data as CSV, XLSX or (places) GeoJSON, ready to be edited and imported',
  access: ['systemAdministrator'],
  params,
  query: z.object({ format: z.enum(['csv', 'xlsx', 'geojson']).default('csv'), language: z.enum(['zh', 'en']).default('zh') }),
  reply: z.any(),
  replyType: 'application/octet-stream',
})
