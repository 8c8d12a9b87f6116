import { listPlaces, listPosts, listUnits } from '@fengqiao/contract'
import type { Text } from '@fengqiao/kernel'
import { useMemo } from 'react'
import { useEvery } from './every.ts'

/** Owns what ids are called: logs and lists carry ids, people read names. An id not (or no longer) known is shown as it is. */
type Naming = (id: string) => Text

const naming = (rows: readonly (readonly [string, Text])[]): Naming => {
  const found = new Map(rows)
  return id => found.get(id) ?? { zh: id, en: id }
}

const long = { staleTime: 300_000 }

export function useUnitNames(): Naming {
  const { data } = useEvery(listUnits, {}, long)
  return useMemo(() => naming((data ?? []).map(unit => [unit.id, unit.name])), [data])
}

export function usePlaceNames(): Naming {
  const { data } = useEvery(listPlaces, {}, long)
  return useMemo(() => naming((data ?? []).map(place => [place.code, place.name])), [data])
}

/** Posts by id, and the people who hold them by account. */
export function usePeopleNames(): { readonly post: Naming; readonly account: Naming } {
  const { data } = useEvery(listPosts, {}, long)
  return useMemo(() => {
    const posts = data ?? []
    return {
      post: naming(posts.map(post => [post.id, post.title])),
      account: naming(posts.flatMap(post => post.holders.map(holder => [holder.account, holder.name] as const))),
    }
  }, [data])
}
