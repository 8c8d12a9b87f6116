/** Seeded randomness for the demo world: the same seed always gives the same district, people and messages. */
export interface Random {
  /** Uniform in [0, 1). */
  next(): number
  /** Whole number in [low, high]. */
  between(low: number, high: number): number
  /** One of the list; throws on an empty list. */
  pick<T>(list: readonly T[]): T
  /** True with this probability. */
  chance(probability: number): boolean
  /** A shuffled copy. */
  shuffle<T>(list: readonly T[]): T[]
}

/** Mulberry32 (public domain, Tommy Ettinger): small, fast, good enough for a demo; never for secrets. */
export function seeded(seed: number): Random {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const between = (low: number, high: number) => low + Math.floor(next() * (high - low + 1))
  return {
    next,
    between,
    pick: list => {
      const found = list[between(0, list.length - 1)]
      if (found === undefined) throw new Error('cannot pick from an empty list')
      return found
    },
    chance: probability => next() < probability,
    shuffle: list => {
      const copy = [...list]
      for (let index = copy.length - 1; index > 0; index--) {
        const other = between(0, index)
        const held = copy[index] as (typeof copy)[number]
        copy[index] = copy[other] as (typeof copy)[number]
        copy[other] = held
      }
      return copy
    },
  }
}
