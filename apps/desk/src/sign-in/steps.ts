import { readMe } from '@fengqiao/contract'
import { keyOf } from '@fengqiao/ui'
import { useQueryClient } from '@tanstack/react-query'

/** After each step of sign-in the server is asked what comes next; only it knows. */
export function useNextStep(): () => void {
  const queries = useQueryClient()
  return () => void queries.resetQueries({ queryKey: keyOf(readMe) })
}
