import { type Me, readMe } from '@fengqiao/contract'
import { isProblem, keyOf, useRead } from '@fengqiao/ui'
import { ErrorNote, Loading } from '@fengqiao/ui/desk'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { SessionProvider } from './Session.tsx'
import { Shell } from './shell/Shell.tsx'
import { SignInPage } from './sign-in/SignInPage.tsx'

/** The desk: sign-in until there is a full session, then the shell. The address stays, so that one lands where one was going. */
export function Desk() {
  const queries = useQueryClient()
  const { data, error, refetch } = useRead(readMe, {}, { staleTime: 60_000 })

  // A session that ended while a page was open is noticed by the first read that is refused.
  useEffect(
    () =>
      queries.getQueryCache().subscribe(event => {
        if (event.type === 'updated' && event.action.type === 'error' && isProblem(event.action.error, 'sign-in-required'))
          void queries.invalidateQueries({ queryKey: keyOf(readMe) })
      }),
    [queries],
  )

  if (!data) return <div className="desk-alone">{error ? <ErrorNote error={error} onRetry={() => void refetch()} /> : <Loading />}</div>
  const me: Me = data.me
  if (me.kind !== 'staff') return <SignInPage me={me} demo={data.demo} oidc={data.oidc} />
  return (
    <SessionProvider me={me} demo={data.demo}>
      <Shell />
    </SessionProvider>
  )
}
