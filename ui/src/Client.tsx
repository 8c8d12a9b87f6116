import { type Call, type Client, createClient, newKey, ProblemError, type Reply, type Route, type Sent } from '@fengqiao/contract'
import {
  type InfiniteData,
  QueryClient,
  QueryClientProvider,
  type UseInfiniteQueryResult,
  type UseMutationResult,
  type UseQueryResult,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query'
import { createContext, type ReactNode, useContext, useMemo, useRef, useState } from 'react'
import { useLanguage } from './Language.tsx'
import { browserNetwork } from './network.ts'
import { remedyOf } from './problem.ts'

/** Owns how screens read and write through the contract: one cache, keyed by operation id and what was sent. */

const Reaching = createContext<Client | null>(null)

/** Give it once, inside `LanguageProvider`; `side` says which app asks. */
export function ClientProvider({ side, children }: { side: 'desk' | 'resident' | 'field'; children: ReactNode }) {
  const { language } = useLanguage()
  const client = useMemo(() => createClient({ side, language: () => language, network: browserNetwork }), [side, language])
  const [queries] = useState(newQueries)
  return (
    <QueryClientProvider client={queries}>
      <Reaching.Provider value={client}>{children}</Reaching.Provider>
    </QueryClientProvider>
  )
}

/** A "no" is final; only a server that could not be asked is asked again. */
const newQueries = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        retry: (count, error) =>
          count < 2 && error instanceof ProblemError && remedyOf(error.problem) === 'retry' && error.problem.status !== 429,
      },
      mutations: { networkMode: 'always' },
    },
  })

export function useClient(): Client {
  const client = useContext(Reaching)
  if (!client) throw new Error('useClient stands outside ClientProvider; wrap the app in it once')
  return client
}

export interface ReadOptions {
  readonly enabled?: boolean | undefined
  /** Milliseconds after which it is read again even if nothing was heard. */
  readonly every?: number | undefined
  readonly staleTime?: number | undefined
  /** Show the previous answer while the next one is on its way. */
  readonly keep?: boolean | undefined
}

/** What stands in the cache for a read; give it to `invalidateQueries` or `setQueryData`. */
export const keyOf = <R extends Route>(route: R, sent?: Call<R>): readonly unknown[] => {
  if (!sent) return [route.id]
  const { params, query, body, queryCode } = sent as { params?: unknown; query?: unknown; body?: unknown; queryCode?: string }
  return [route.id, { params, query, body, queryCode }]
}

/** Reads once and keeps it fresh; `{}` where nothing needs to be sent. */
export function useRead<R extends Route>(route: R, sent: Call<R>, options: ReadOptions = {}): UseQueryResult<Reply<R>> {
  const client = useClient()
  const { enabled, every, staleTime, keep } = options
  return useQuery<Reply<R>>({
    queryKey: keyOf(route, sent),
    queryFn: ({ signal }) => client.call(route, ...argument(route, { ...sent, signal })),
    ...(enabled === undefined ? {} : { enabled }),
    ...(every === undefined ? {} : { refetchInterval: every }),
    ...(staleTime === undefined ? {} : { staleTime }),
    ...(keep ? { placeholderData: (previous: Reply<R> | undefined) => previous as never } : {}),
  })
}

interface AnyPage {
  readonly next: string | null
  readonly rows: readonly unknown[]
}

/** Reads a list page by page: `fetchNextPage` takes the next by the cursor of the last. */
export function usePages<R extends Route>(
  route: R,
  sent: Call<R>,
  { enabled, every }: ReadOptions = {},
): UseInfiniteQueryResult<InfiniteData<Reply<R>, string | undefined>> {
  const client = useClient()
  return useInfiniteQuery({
    queryKey: [...keyOf(route, sent), 'pages'],
    initialPageParam: undefined as string | undefined,
    queryFn: async ({ pageParam, signal }) => {
      const query = { ...(sent as { query?: object }).query, ...(pageParam ? { after: pageParam } : {}) }
      return client.call(route, ...argument(route, { ...sent, query, signal }))
    },
    getNextPageParam: last => (last as AnyPage).next ?? undefined,
    ...(enabled === undefined ? {} : { enabled }),
    ...(every === undefined ? {} : { refetchInterval: every }),
  })
}

export interface WriteOptions<R extends Route> {
  /** Reads that the write makes stale, by operation id. */
  readonly stale?: readonly string[]
  readonly onDone?: (reply: Reply<R>, sent: Call<R>) => void
}

/**
 * Writes. The same content sent again after a failure keeps its `Idempotency-Key`, so that pressing the button twice, or again after
 * the network came back, is one action; anything else is a new one.
 */
export function useWrite<R extends Route>(
  route: R,
  { stale = [], onDone }: WriteOptions<R> = {},
): UseMutationResult<Reply<R>, Error, Call<R>> {
  const client = useClient()
  const queries = useQueryClient()
  const keys = useRef(new KeyKeeper())
  return useMutation<Reply<R>, Error, Call<R>>({
    mutationFn: sent => client.call(route, ...argument(route, { ...sent, key: keys.current.keyFor(sent) })),
    onSuccess: (reply, sent) => {
      keys.current.done()
      for (const id of stale) void queries.invalidateQueries({ queryKey: [id] })
      onDone?.(reply, sent)
    },
  })
}

/** Remembers the key of the action under way: the same content gets the same key until it succeeded. */
export class KeyKeeper {
  private held: { content: string; key: string } | undefined

  keyFor(sent: object): string {
    const content = JSON.stringify(sent)
    if (this.held?.content !== content) this.held = { content, key: newKey() }
    return this.held.key
  }

  done(): void {
    this.held = undefined
  }
}

const argument = <R extends Route>(_route: R, sent: object): Sent<R> => [sent] as object as Sent<R>
