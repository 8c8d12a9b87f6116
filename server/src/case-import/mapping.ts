import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type Procedure, type Refusal, refusal, text } from '@fengqiao/kernel'
import { z } from 'zod'

/**
 * Owns: the language in which a source is mapped to cases, and the reading of one value by it. A value is a template with
 * `{column}` and the computed `{@subject}`, `{@grade}`, `{@unit}`, `{@why}`, `{@source}`, `{@key}`, `{@time}`; or one of the forms below.
 */
export type Value =
  | string
  | { readonly const: unknown }
  | { readonly or: readonly Value[] }
  | {
      readonly of: Value
      readonly table?: Readonly<Record<string, unknown>> | undefined
      readonly otherwise?: unknown
      readonly max?: number | undefined
    }

const Value: z.ZodType<Value> = z.lazy(() =>
  z.union([
    z.string(),
    z.strictObject({ const: z.unknown() }),
    z.strictObject({ or: z.array(Value).min(1) }),
    z.strictObject({
      of: Value,
      table: z.record(z.string(), z.unknown()).optional().describe('lookup'),
      otherwise: z.unknown().optional().describe('when the table has no such entry'),
      max: z.int().min(1).optional().describe('longer text is cut, and says so'),
    }),
  ]),
)

const Input = z.record(z.string(), Value)

const Step = z.strictObject({
  action: z.string(),
  as: z.enum(['system', 'holder']).default('system').describe('who acted: the system, or the post that held the case then'),
  at: z.enum(['opening', 'closing']).default('opening').describe('when, for matters that were closed before the import'),
  input: Input.default({}),
})

export const Mapping = z.strictObject({
  about: z.strictObject({ zh: z.string(), en: z.string() }).optional(),
  source: z
    .string()
    .regex(/^[\w.-]{1,60}$/)
    .describe('name under which rows are remembered: the same source is never imported twice'),
  key: Value.describe('the row’s own id in the source'),
  procedure: z.string().optional(),
  encoding: z.enum(['utf-8', 'gb18030']).default('utf-8'),
  delimiter: z.string().length(1).optional().describe('of CSV; a comma unless told'),
  time: z
    .strictObject({
      of: Value,
      form: z.string().optional().describe('such as yyyy/M/d H:mm:ss or MM/dd/yyyy hh:mm:ss a; ISO 8601 unless told'),
      zone: z.string().default('Asia/Shanghai'),
    })
    .optional()
    .describe('when the matter was brought; the moment of the import where it is empty'),
  place: z
    .strictObject({
      code: Value.optional(),
      lon: Value.optional(),
      lat: Value.optional(),
      datum: z.enum(['wgs84', 'gcj02']).default('wgs84'),
      address: Value.optional(),
    })
    .default({ datum: 'wgs84' })
    .describe('code, else point, else address, else the district itself'),
  subject: z
    .strictObject({
      of: Value.describe('codes of subjects or groups, separated by blanks; the first stands where no keyword speaks for another'),
      words: Value.optional().describe('text in which the keywords of the candidates are looked for'),
    })
    .optional(),
  input: Input.describe('fields of the opening action'),
  dispatch: z.array(Step).default([]).describe('actions that send an open matter to its unit, with --dispatch'),
  closed: z
    .strictObject({
      when: Value.describe('not empty: the source has closed it'),
      time: z.array(Value).default([]).describe('when it was closed; the first that can be read and is not before the opening'),
      steps: z.array(Step),
    })
    .optional(),
})
export type Mapping = z.output<typeof Mapping>
export type MappedStep = z.output<typeof Step>

/** One source row: columns by name; JSON values that are not text count as their text, null as empty. */
export type Row = Readonly<Record<string, unknown>>

export class MappingProblem extends Error {}

const folder = fileURLToPath(new URL('./mappings/', import.meta.url))

export const builtinMappings = (): readonly string[] =>
  readdirSync(folder)
    .filter(name => name.endsWith('.json'))
    .map(name => name.slice(0, -5))
    .toSorted()

/** A mapping by file or by the name of a builtin one. Throws MappingProblem with one sentence. */
export function readMapping(named: string): Mapping {
  const path = existsSync(named) ? named : builtinMappings().includes(named) ? `${folder}${named}.json` : undefined
  if (!path)
    throw new MappingProblem(
      `没有映射文件或内置映射“${named}”（内置：${builtinMappings().join('、')}）。 / No mapping file or builtin mapping “${named}” (builtin: ${builtinMappings().join(', ')}).`,
    )
  let parsed: unknown
  try {
    parsed = JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    throw new MappingProblem(`映射 ${named} 不是 JSON。 / The mapping ${named} is not JSON: ${(error as Error).message}`)
  }
  const read = Mapping.safeParse(parsed)
  if (read.success) return read.data
  const wrong = read.error.issues.map(issue => `${issue.path.join('.') || 'mapping'}: ${issue.message}`).join('; ')
  throw new MappingProblem(`映射 ${named} 有误。 / The mapping ${named} is not right: ${wrong}`)
}

/** What templates see beside the columns. */
export type Computed = Readonly<Record<string, string>>

/** The value for a row; an empty one is undefined, so that a field that may be left out is left out. */
export function valueOf(value: Value, row: Row, computed: Computed = {}): unknown {
  if (typeof value === 'string') return filled(value, row, computed) || undefined
  if ('const' in value) return value.const
  if ('or' in value) {
    for (const one of value.or) {
      const found = valueOf(one, row, computed)
      if (found !== undefined) return found
    }
    return undefined
  }
  const found = valueOf(value.of, row, computed)
  if (value.table) return (found === undefined ? undefined : value.table[written(found)]) ?? value.otherwise
  if (found === undefined) return value.otherwise
  return value.max !== undefined && typeof found === 'string' ? cut(found, value.max) : found
}

export const textOf = (value: Value | undefined, row: Row, computed?: Computed): string =>
  value === undefined ? '' : written(valueOf(value, row, computed)).trim()

export function inputOf(input: MappedStep['input'], row: Row, computed: Computed): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(input).flatMap(([name, value]) => {
      const found = valueOf(value, row, computed)
      return found === undefined ? [] : [[name, found]]
    }),
  )
}

/** A value as text: JSON's numbers and truth values as they are written there, nothing for what is absent. */
function written(value: unknown): string {
  if (value === undefined || value === null) return ''
  return typeof value === 'string' ? value : JSON.stringify(value)
}

const filled = (template: string, row: Row, computed: Computed): string =>
  template
    .replaceAll(/\{(@?[^{}]+)\}/g, (_, name: string) => {
      const found = name.startsWith('@') ? computed[name.slice(1)] : row[name]
      return written(found)
    })
    .trim()

function cut(words: string, max: number): string {
  if (words.length <= max) return words
  const mark = max > 40 ? '……（原文过长，已截断）' : '…'
  return `${words
    .slice(0, max - mark.length)
    .toWellFormed()
    .replace(/\ufffd$/, '')}${mark}`
}

/** A column that the mapping names and the file does not have is a mistake in the mapping, not in a thousand rows. */
export function missingColumns(mapping: Mapping, columns: ReadonlySet<string>): readonly string[] {
  const named = new Set([...JSON.stringify(mapping).matchAll(/\{([^{}@":,[\]]+)\}/g)].map(([, name = '']) => name))
  return [...named].filter(name => !columns.has(name))
}

/** What a mapping says of a procedure that the procedure does not know; empty when they fit. */
export function misfits(mapping: Mapping, procedure: Procedure): readonly string[] {
  const steps = [...mapping.dispatch, ...(mapping.closed?.steps ?? [])]
  const fields = [mapping.input, ...steps.map(step => step.input)].flatMap(input => Object.keys(input))
  const unknown = new Set([
    ...steps.map(step => step.action).filter(action => !Object.hasOwn(procedure.actions, action)),
    ...fields.filter(field => !Object.hasOwn(procedure.fields, field)),
  ])
  return [...unknown]
}

export const rowRefused = (zh: string, en: string): Refusal => refusal('bad-row', text(zh, en))
export const sayRefusal = (no: Refusal): { zh: string; en: string } => {
  const fields = (language: 'zh' | 'en') => (no.fields ?? []).map(field => `${field.path}: ${field.because[language]}`).join('; ')
  const say = (language: 'zh' | 'en') => [no.because[language], fields(language)].filter(Boolean).join(' — ')
  return { zh: say('zh'), en: say('en') }
}
