import type { HeldPost, Me } from '@fengqiao/contract'
import { createContext, type ReactNode, useContext, useMemo, useState } from 'react'

export type Staff = Extract<Me, { kind: 'staff' }>

interface Session {
  readonly me: Staff
  readonly post: HeldPost | undefined
  readonly demo: boolean
  /** The case on the screen: the page's one stream of events follows it. */
  readonly watched: string | undefined
  readonly watch: (id: string | undefined) => void
}

const Held = createContext<Session | null>(null)

export function SessionProvider({ me, demo, children }: { me: Staff; demo: boolean; children: ReactNode }) {
  const [watched, watch] = useState<string | undefined>(undefined)
  const session = useMemo(() => ({ me, demo, post: me.posts.find(({ id }) => id === me.post), watched, watch }), [me, demo, watched])
  return <Held.Provider value={session}>{children}</Held.Provider>
}

/** Who is at the desk, from which post. */
export function useSession(): Session {
  const session = useContext(Held)
  if (!session) throw new Error('useSession stands outside the shell; only pages behind sign-in have a session')
  return session
}

/** Whether the post may call an operation at all. */
export const useMay = (): ((operation: string) => boolean) => {
  const { permissions } = useSession().me
  return operation => permissions.includes(operation)
}
