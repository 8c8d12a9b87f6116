import type { Caller } from '../identity/caller.ts'

/** How row-level security is told who reads: the second wall of design §6. */
export type Scope = 'system' | `units:${string}` | `resident:${string}` | `case:${string}` | 'none'

export function scopeOf(caller: Caller): Scope {
  switch (caller.kind) {
    case 'staff':
      return `units:${caller.unit}`
    case 'resident':
      return `resident:${caller.residentId}`
    case 'system':
      return 'system'
    default:
      return 'none'
  }
}
