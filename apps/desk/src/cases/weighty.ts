import type { Reply } from '@fengqiao/contract'
import { getSuggestion } from '@fengqiao/contract'
import { keyOf } from '@fengqiao/ui'
import { type QueryState, useQueryClient } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'

const none: readonly string[] = []

/** Words of the message that weighed in the suggestion, once one was read for this case; they are marked in the text. */
export function useWeighty(id: string): readonly string[] {
  const queries = useQueryClient()
  const key = keyOf(getSuggestion, { params: { id } })
  const state = useSyncExternalStore(
    changed => queries.getQueryCache().subscribe(changed),
    () => (queries.getQueryState(key) as QueryState<Reply<typeof getSuggestion>> | undefined)?.data,
  )
  return state?.reasons.filter(({ weight }) => weight > 0).map(({ words }) => words) ?? none
}
