import type { RoleId } from '../role.ts'
import type { Text } from '../text.ts'

/** A unit as the kernel needs to know it. */
export interface UnitFact {
  readonly id: string
  readonly name: Text
  readonly kind: string
  /** district · street · community */
  readonly level: string
  /** Code of the place served. */
  readonly place: string
  readonly phone?: string | undefined
}

/**
 * The organisation as a pure snapshot: who serves where and who stands above whom.
 * The server fills it from its tables, the field app from its last sync.
 */
export interface Organisation {
  unit(id: string): UnitFact | undefined
  /** The unit directly above, or undefined at the top. */
  superior(id: string): string | undefined
  /** The lowest unit above both (art. 24, Petition Work Regulations: the common superior designates). */
  commonSuperior(a: string, b: string): string
  /** The unit of a kind that serves a place, climbing community → street → district. */
  unitOf(kind: string, place: string): string | undefined
  /** The governance centre that receives and dispatches for a place. */
  receivingCentre(place: string): string
  placeName(code: string): Text
  /** Whether the account holds this role at this unit now. */
  holds(account: string, role: RoleId, unit: string): boolean
}
