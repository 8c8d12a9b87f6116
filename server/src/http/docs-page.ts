import type { Language, Text } from '@fengqiao/kernel'
import { text } from '@fengqiao/kernel'
import { tags } from './openapi.ts'

/** Owns: the document as a page for people: no script, nothing from elsewhere, readable without either. */
interface Schema {
  readonly $ref?: string
  readonly type?: string | readonly string[]
  readonly description?: string
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly items?: Schema
  readonly enum?: readonly unknown[]
  readonly const?: string | number | boolean | null
  readonly anyOf?: readonly Schema[]
  readonly format?: string
}
interface Operation {
  readonly operationId: string
  readonly summary: string
  readonly description?: string
  readonly tags: readonly string[]
  readonly parameters?: readonly { name: string; in: string; required?: boolean; description?: string; schema?: Schema }[]
  readonly requestBody?: { content: Readonly<Record<string, { schema?: Schema }>> }
  readonly responses: Readonly<Record<string, { description: string; content?: Readonly<Record<string, { schema?: Schema }>> }>>
}
export interface ApiDocument {
  readonly info: { readonly title: string; readonly version: string }
  readonly paths?: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components?: { readonly schemas?: Readonly<Record<string, Schema>> }
}

const words = {
  title: text('接口说明', 'API reference'),
  intro: text('机器可读：', 'For programs: '),
  parameters: text('参数', 'Parameters'),
  body: text('请求内容', 'Request body'),
  responses: text('返回', 'Responses'),
  shapes: text('数据结构', 'Shapes'),
  other: text('English', '中文'),
  required: text('必填', 'required'),
} as const

const methods = ['get', 'post', 'put', 'patch', 'delete']

/** HTML of the whole document in one language. */
export function docsPage(document: ApiDocument, language: Language): string {
  const say = (words: Text): string => escape(words[language])
  const all = Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
    methods.flatMap(method => (item[method] ? [{ path, method, operation: item[method] }] : [])),
  )
  const byTag = Map.groupBy(all, ({ operation }) => operation.tags[0] ?? '')
  const order = Object.keys(tags).filter(tag => byTag.has(tag))
  const nav = order.map(tag => `<li><a href="#${tag}">${say(tags[tag] ?? text(tag, tag))}</a></li>`).join('')
  const sections = order.map(
    tag =>
      `<section id="${tag}"><h2>${say(tags[tag] ?? text(tag, tag))}</h2>${(byTag.get(tag) ?? []).map(one => operationHtml(one, say)).join('')}</section>`,
  )
  const shapes = Object.entries(document.components?.schemas ?? {}).map(
    ([name, schema]) =>
      `<details id="shape-${escape(name)}"><summary><code>${escape(name)}</code></summary>${fieldsHtml(schema, say)}</details>`,
  )
  return `<!doctype html>
<html lang="${language === 'zh' ? 'zh-CN' : 'en'}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(document.info.title)} · ${say(words.title)}</title><style>${style}</style></head>
<body><header><h1>${escape(document.info.title)} · ${say(words.title)}</h1>
<p>${say(words.intro)}<a href="/openapi.json">/openapi.json</a> (OpenAPI 3.1) · <a href="/docs?lang=${language === 'zh' ? 'en' : 'zh'}" hreflang="${language === 'zh' ? 'en' : 'zh'}">${say(words.other)}</a></p></header>
<nav><ul>${nav}<li><a href="#shapes">${say(words.shapes)}</a></li></ul></nav>
<main>${sections.join('\n')}<section id="shapes"><h2>${say(words.shapes)}</h2>${shapes.join('')}</section></main></body></html>
`
}

function operationHtml(
  { path, method, operation }: { path: string; method: string; operation: Operation },
  say: (words: Text) => string,
): string {
  const { operationId, summary, description = '', parameters = [], requestBody, responses } = operation
  const asked = parameters.map(
    one =>
      `<tr><td><code>${escape(one.name)}</code></td><td>${escape(one.in)}</td><td>${typeHtml(one.schema)}${one.required ? ` · ${say(words.required)}` : ''}</td><td>${escape(one.description ?? one.schema?.description ?? '')}</td></tr>`,
  )
  const bodies = Object.entries(requestBody?.content ?? {}).map(
    ([type, { schema }]) => `<p><code>${escape(type)}</code> ${typeHtml(schema)}</p>${fieldsHtml(schema, say)}`,
  )
  const answers = Object.entries(responses).map(([code, { description: said, content }]) => {
    const [type, shape] = Object.entries(content ?? {})[0] ?? []
    return `<tr><td><code>${code}</code></td><td>${escape(said)}</td><td>${type ? `<code>${escape(type)}</code> ` : ''}${typeHtml(shape?.schema)}</td></tr>`
  })
  return `<details id="${escape(operationId)}"><summary><span class="${method}">${method.toUpperCase()}</span> <code>${escape(path)}</code> ${escape(summary)}</summary>
${description
  .split('\n\n')
  .map(line => `<p>${escape(line)}</p>`)
  .join('')}
${asked.length > 0 ? `<h3>${say(words.parameters)}</h3><table>${asked.join('')}</table>` : ''}${bodies.length > 0 ? `<h3>${say(words.body)}</h3>${bodies.join('')}` : ''}
<h3>${say(words.responses)}</h3><table>${answers.join('')}</table></details>`
}

function fieldsHtml(schema: Schema | undefined, say: (words: Text) => string): string {
  const rows = Object.entries(schema?.properties ?? {}).map(
    ([name, field]) =>
      `<tr><td><code>${escape(name)}</code></td><td>${typeHtml(field)}${schema?.required?.includes(name) ? ` · ${say(words.required)}` : ''}</td><td>${escape(field.description ?? '')}</td></tr>`,
  )
  return rows.length > 0 ? `<table>${rows.join('')}</table>` : ''
}

function typeHtml(schema: Schema | undefined): string {
  if (!schema) return ''
  if (schema.$ref) {
    const name = escape(schema.$ref.split('/').at(-1) ?? '')
    return `<a href="#shape-${name}">${name}</a>`
  }
  if (schema.enum) return escape(schema.enum.join(' | '))
  if (schema.const !== undefined) return escape(String(schema.const))
  if (schema.anyOf) return schema.anyOf.map(typeHtml).join(' | ')
  if (schema.items) return `${typeHtml(schema.items)}[]`
  return escape([schema.type ?? ''].flat().join(' | ') + (schema.format ? ` (${schema.format})` : ''))
}

const escape = (raw: string): string =>
  raw.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

const style = `:root{color-scheme:light dark;font:15px/1.6 system-ui,"PingFang SC","Microsoft YaHei","Noto Sans SC",sans-serif}
body{max-width:70rem;margin:0 auto;padding:1rem}nav ul{display:flex;flex-wrap:wrap;gap:.3rem 1rem;padding:0;list-style:none}
details{border-top:1px solid #8886;padding:.4rem 0}summary{cursor:pointer}summary:focus-visible{outline:2px solid}
code{font-family:ui-monospace,Menlo,Consolas,monospace;overflow-wrap:anywhere}table{border-collapse:collapse;width:100%}
td{border-top:1px solid #8883;padding:.2rem .6rem .2rem 0;vertical-align:top}h3{font-size:1rem;margin:.6rem 0 .2rem}
summary span{display:inline-block;min-width:4.2rem;font-weight:700}`
