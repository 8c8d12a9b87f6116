import { useSyncExternalStore } from 'react'

/**
 * Owns: which screen the address names. Everything stands after `#`, so a query code in a link never reaches a server log,
 * and any screen opens from the cached page without a network.
 */

export interface Where {
  /** First word of the path: `t` in `#/t/ABCD`. Empty at home. */
  readonly screen: string
  readonly rest: readonly string[]
}

export function readHash(hash: string): Where {
  const [screen = '', ...rest] = hash
    .replace(/^#?\/?/, '')
    .split('/')
    .map(decodePart)
  return { screen, rest: rest.filter(part => part !== '') }
}

function decodePart(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

export function go(path: string, how: 'push' | 'replace' = 'push'): void {
  if (how === 'push') location.hash = path
  else location.replace(`#${path}`)
}

export const useHash = (): string =>
  useSyncExternalStore(
    listener => {
      addEventListener('hashchange', listener)
      return () => removeEventListener('hashchange', listener)
    },
    () => location.hash,
  )
