import type { Call, Reply, Route } from '@fengqiao/contract'
import { keyOf, useClient } from '@fengqiao/ui'
import { type UseQueryResult, useQuery } from '@tanstack/react-query'

type RowOf<R extends Route> = Reply<R> extends { readonly rows: readonly (infer Row)[] } ? Row : never

interface AnyPage<Row> {
  readonly rows: readonly Row[]
  readonly next: string | null
}

/** Pages read before giving up: two thousand rows are more than any list that is shown whole. */
const most = 20

/** All rows of a list that is short by nature (units, a week of shifts, the duty list), page after page. */
export function useEvery<R extends Route>(
  route: R,
  sent: Call<R>,
  { enabled = true, staleTime = 60_000 } = {},
): UseQueryResult<RowOf<R>[]> {
  const client = useClient()
  return useQuery<RowOf<R>[]>({
    queryKey: [...keyOf(route, sent), 'every'],
    enabled,
    staleTime,
    queryFn: async ({ signal }) => {
      const rows: RowOf<R>[] = []
      let after: string | undefined
      for (let turn = 0; turn < most; turn++) {
        const call: object = { ...sent, query: { limit: 100, ...(sent as { query?: object }).query, ...(after ? { after } : {}) }, signal }
        const page = (await client.call<Route>(route, call)) as AnyPage<RowOf<R>>
        rows.push(...page.rows)
        if (!page.next) break
        after = page.next
      }
      return rows
    },
  })
}
