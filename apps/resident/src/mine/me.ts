import type { readMe } from '@fengqiao/contract'
import type { Reply } from '../server/call.ts'
import { endpoints } from '../server/endpoints.ts'
import { type Loaded, useLoad } from '../server/use-load.ts'

export type MeReply = Reply<typeof readMe>

/** Who is signed in as a resident here, and whether this is the demo city. */
export const useMe = (): Loaded<MeReply> => useLoad(endpoints.readMe, nothing)
const nothing = {}

export const isResident = (reply: MeReply | undefined): boolean => reply?.me.kind === 'resident'
