/**
 * Owns: writing one answer as XML or JSON. Element names are the keys; a list's elements are named after the list, as the
 * standard names them.
 */
export type Value = string | number | boolean | null | readonly Value[] | { readonly [name: string]: Value }
export type Format = 'xml' | 'json'

const elementOf: Readonly<Record<string, string>> = {
  services: 'service',
  attributes: 'attribute',
  values: 'value',
  service_requests: 'request',
  service_request_updates: 'request_update',
  endpoints: 'endpoint',
  formats: 'format',
  errors: 'error',
}

export const contentTypes: Readonly<Record<Format, string>> = { xml: 'text/xml; charset=utf-8', json: 'application/json; charset=utf-8' }

/** The document; in JSON a list stands by itself, in XML inside an element of its name. */
export function write(format: Format, root: string, value: Value): string {
  return format === 'json' ? JSON.stringify(value) : `<?xml version="1.0" encoding="utf-8"?>\n${element(root, value)}\n`
}

function element(name: string, value: Value): string {
  const content = inside(name, value)
  return content === '' ? `<${name}/>` : `<${name}>${content}</${name}>`
}

function inside(name: string, value: Value): string {
  if (value === null) return ''
  if (isList(value)) return value.map(one => element(elementOf[name] ?? 'item', one)).join('')
  if (typeof value === 'object')
    return Object.entries(value)
      .map(([key, part]) => element(key, part))
      .join('')
  return escapeXml(String(value))
}

const isList = (value: Value): value is readonly Value[] => Array.isArray(value)

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' }

/** Escapes for text and attributes; characters that XML 1.0 cannot hold at all, lone surrogates among them, are left out. */
export const escapeXml = (words: string): string =>
  words
    .toWellFormed()
    // Exactly the characters that XML 1.0 forbids
    .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffd-\uffff]/g, '')
    .replaceAll(/[&<>"']/g, mark => escapes[mark] ?? '')
