// Docs that point to nothing lie.
import { posix } from 'node:path'
import type { Rule } from './rule.ts'

/** Every relative link and picture in a Markdown page leads to a file of the checkout, and every #anchor to a heading. */
export const linksResolve: Rule = {
  name: 'links-resolve',
  find: tree => {
    const pages = new Map(tree.files.filter(({ path }) => path.endsWith('.md')).map(({ path, text }) => [path, text]))
    return [...pages].flatMap(([path, text]) =>
      links(text).flatMap(target => {
        if (/^[a-z]+:|^\/\//i.test(target)) return []
        const [file = '', anchor] = target.split('#')
        const wanted = file === '' ? path : posix.normalize(posix.join(posix.dirname(path), decodeURI(file))).replace(/\/$/, '')
        if (!tree.has(wanted)) return [`${path} links to ${target}, which does not exist.`]
        const page = pages.get(wanted)
        if (anchor && page !== undefined && !anchors(page).has(decodeURI(anchor).toLowerCase()))
          return [`${path} links to ${target}, but no heading there has that name.`]
        return []
      }),
    )
  },
}

/** Targets of [text](target), ![picture](target) and <img src="target">, outside code. */
function links(text: string): string[] {
  const prose = text.replace(/^(```|~~~)[\s\S]*?^\1/gm, '').replace(/`[^`\n]*`/g, '')
  return [...prose.matchAll(/\]\(\s*<?([^)\s>]+)>?[^)]*\)|<(?:img|a)\s[^>]*(?:src|href)="([^"]+)"/g)].map(
    match => match[1] ?? match[2] ?? '',
  )
}

/** Anchors as GitHub makes them from headings. */
function anchors(page: string): Set<string> {
  return new Set(
    [...page.matchAll(/^#{1,6}\s+(.+)$/gm)].map(([, heading = '']) =>
      heading
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\s_-]/gu, '')
        .trim()
        .replaceAll(' ', '-'),
    ),
  )
}
