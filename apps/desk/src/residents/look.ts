import type { Call, Reply, Route } from '@fengqiao/contract'
import { useClient } from '@fengqiao/ui'
import { type UseMutationResult, useMutation } from '@tanstack/react-query'

/**
 * A read that is asked for, never repeated by itself. Each look at a person's data is written down with its purpose, so nothing may
 * be read again because a window got the focus or a cache grew old.
 */
export function useLookAt<R extends Route>(route: R): UseMutationResult<Reply<R>, Error, Call<R>> {
  const client = useClient()
  return useMutation<Reply<R>, Error, Call<R>>({ mutationFn: async sent => (await client.call<Route>(route, sent as object)) as Reply<R> })
}
