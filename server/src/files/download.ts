import type { Range } from './blobs.ts'
import { kindOf } from './kinds.ts'

/**
 * Headers under which strangers' content may be served from our own address: the type we found and no other (nosniff), no scripts,
 * no plug-ins, no frames (CSP sandbox), saved rather than shown unless it is a picture, sound or film, never kept by a shared cache.
 */
export function downloadHeaders(type: string, hash: string, name: string | undefined): Record<string, string> {
  const { inline, ending } = kindOf(type) ?? { inline: false, ending: 'bin' }
  const named = name ? `; filename*=UTF-8''${encodeName(name, ending)}` : ''
  return {
    'content-type': type,
    'content-disposition': `${inline ? 'inline' : 'attachment'}; filename="file.${ending}"${named}`,
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': 'private, no-cache',
    'accept-ranges': 'bytes',
    etag: `"${hash}"`,
  }
}

/** RFC 8187: percent-encoded UTF-8. Path separators and control characters have no place in a name, nor an ending that lies. */
function encodeName(name: string, ending: string): string {
  const stem = name.replace(/\.[^.]*$/, '').replaceAll(/[\p{Cc}\p{Cf}/\\:*?"<>|]/gu, '_')
  const tidy = `${[...stem].slice(0, 120).join('') || 'file'}.${ending}`
  return encodeURIComponent(tidy).replaceAll(/['()*!]/g, sign => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
}

/** One range of `Range: bytes=…` (RFC 9110 §14). Undefined: serve everything; 'none': nothing of it exists, answer 416. */
export function rangeOf(header: string | undefined, size: number): Range | 'none' | undefined {
  const parts = /^bytes=(\d*)-(\d*)$/.exec(header ?? '')
  if (!parts || (parts[1] === '' && parts[2] === '')) return undefined
  const [, from = '', to = ''] = parts
  const start = from === '' ? Math.max(0, size - Number(to)) : Number(from)
  const end = from === '' || to === '' ? size - 1 : Math.min(Number(to), size - 1)
  if (from !== '' && to !== '' && Number(to) < Number(from)) return undefined
  return start > end || start >= size ? 'none' : { start, end }
}
