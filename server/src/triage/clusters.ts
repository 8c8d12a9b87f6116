import type { Message } from './reading.ts'
import { type Background, keysOf, type Profile, profileOf } from './similarity.ts'

/**
 * Owns: matters on the same thing, found by their words alone, where no place is known. Each matter joins the cluster whose
 * mean profile it is most like, or begins one; only clusters that share a key with it are looked at.
 */

export interface Cluster {
  /** Positions in the list given. */
  readonly members: readonly number[]
}

interface Growing {
  readonly members: number[]
  readonly sum: Map<string, number>
  squares: number
}

/** Clusters of at least two, largest first. `from` is the least likeness (0–1) to a cluster’s mean; docs/triage.md shows others. Order of rows matters. */
export function clusterByWords(messages: readonly Message[], background: Background, from = 0.1): Cluster[] {
  const clusters: Growing[] = []
  const withKey = new Map<number, Set<number>>()
  messages.forEach((message, at) => {
    const profile = profileOf(message, background)
    const keys = keysOf(message, profile)
    let best = -1
    let most = from
    for (const candidate of new Set(keys.flatMap(key => [...(withKey.get(key) ?? [])]))) {
      const found = likenessToMean(profile, clusters[candidate]!)
      if (found >= most) {
        most = found
        best = candidate
      }
    }
    if (best < 0) best = clusters.push({ members: [], sum: new Map(), squares: 0 }) - 1
    join(clusters[best]!, at, profile)
    for (const key of keys) {
      const known = withKey.get(key)
      if (known === undefined) withKey.set(key, new Set([best]))
      else known.add(best)
    }
  })
  return clusters.filter(cluster => cluster.members.length > 1).toSorted((a, b) => b.members.length - a.members.length)
}

const likenessToMean = (profile: Profile, { sum, squares }: Growing): number => dot(profile, sum) / Math.sqrt(squares)

function dot(profile: Profile, sum: ReadonlyMap<string, number>): number {
  let total = 0
  for (const [gram, weight] of profile) total += weight * (sum.get(gram) ?? 0)
  return total
}

function join(cluster: Growing, at: number, profile: Profile): void {
  cluster.members.push(at)
  for (const [gram, weight] of profile) {
    const before = cluster.sum.get(gram) ?? 0
    cluster.sum.set(gram, before + weight)
    cluster.squares += weight * (2 * before + weight)
  }
}
