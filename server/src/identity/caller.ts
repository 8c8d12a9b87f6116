import type { Language, RoleId } from '@fengqiao/kernel'

/** Who is asking, as established by the session, an API key or the process itself. Every operation receives one. */
export type Caller = Anonymous | ResidentCaller | StaffCaller | KeyCaller | SystemCaller

interface Any {
  readonly district: string
  readonly language: Language
}
export interface Anonymous extends Any {
  readonly kind: 'anonymous'
}
export interface ResidentCaller extends Any {
  readonly kind: 'resident'
  readonly residentId: string
  readonly sessionId: string
}
export interface StaffCaller extends Any {
  readonly kind: 'staff'
  readonly accountId: string
  readonly name: string
  readonly sessionId: string
  /** The post in force in this session; a person with several posts switches between them. */
  readonly postId: string
  readonly role: RoleId
  readonly unit: string
  /** Code of the place the unit serves (district 6, street 9, community 12 digits). */
  readonly place: string
}
export interface KeyCaller extends Any {
  readonly kind: 'key'
  readonly keyId: string
  readonly name: string
}
/** Workers, the simulator and imports; never reachable from a request. */
export interface SystemCaller extends Any {
  readonly kind: 'system'
  readonly name: string
}
