/** A query code as it is read aloud: groups of four. */
export const groupCode = (code: string): string => code.replaceAll(/[\s-]/g, '').replaceAll(/(.{4})(?=.)/g, '$1 ')

/** What somebody typed or scanned, as the server knows it: no spaces or dashes, capitals; a whole link gives its code. */
export function readCode(typed: string): string {
  const linked = /#\/t\/([^/?#\s]+)/.exec(typed)?.[1]
  return (linked ?? typed).replaceAll(/[\s\-－]/g, '').toUpperCase()
}
