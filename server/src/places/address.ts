import type { PlaceLevel } from '@fengqiao/contract'
import type { Place } from './place.ts'

export interface AddressMatch {
  readonly place: Place
  /** The words of the address that named it, as typed. */
  readonly matched: string
}

const depth: Record<PlaceLevel, number> = { city: 0, district: 1, street: 2, community: 3, cell: 4, site: 5 }
const endings = /(?:社区居委会|居委会|街道办事处|街道办|社区|街道|小区)$/
const englishEndings = / (?:community|street|district|estate)$/

/**
 * Finds places by the names people type: 「枫桥区榕湾街道榕树花园3栋」. Chinese addresses run from wide to narrow without
 * separators, so names are searched inside the text, with and without their ending (榕树社区, 榕树).
 */
export class AddressBook {
  readonly #names: readonly { readonly name: string; readonly place: Place; readonly whole: boolean }[]
  readonly #ancestors: (code: string) => readonly Place[]

  constructor(places: readonly Place[], ancestors: (code: string) => readonly Place[]) {
    this.#ancestors = ancestors
    this.#names = places
      .flatMap(place => {
        const full = [plain(place.name.zh), plain(place.name.en)]
        const short = [full[0]?.replace(endings, ''), full[1]?.replace(englishEndings, '')].filter(
          (name): name is string => name !== undefined && name.length >= 2 && !full.includes(name),
        )
        return [...full.map(name => ({ name, place, whole: true })), ...short.map(name => ({ name, place, whole: false }))]
      })
      .filter(({ name }) => name !== '')
      .toSorted((a, b) => b.name.length - a.name.length)
  }

  /** Matches with the most agreeing wider places first, then the narrowest, then the longest name. At most five. */
  find(address: string): readonly AddressMatch[] {
    const typed = plain(address)
    const named = new Map<string, { place: Place; name: string; whole: boolean; at: number }>()
    for (const { name, place, whole } of this.#names) {
      const at = typed.indexOf(name)
      if (at >= 0 && !named.has(place.code) && !inLatinWord(typed, at, name)) named.set(place.code, { place, name, whole, at })
    }
    // 「榕树」 inside 「榕树花园」 names the estate, not the community.
    const found = [...named.values()].filter(one => one.whole || ![...named.values()].some(other => other !== one && covers(other, one)))
    const agreeing = (code: string) => this.#ancestors(code).filter(place => named.get(place.code)?.whole).length
    return found
      .toSorted(
        (a, b) =>
          agreeing(b.place.code) - agreeing(a.place.code) ||
          depth[b.place.level] - depth[a.place.level] ||
          Number(b.whole) - Number(a.whole) ||
          b.name.length - a.name.length ||
          (a.place.code < b.place.code ? -1 : 1),
      )
      .slice(0, 5)
      .map(({ place, name }) => ({ place, matched: name }))
  }
}

interface Span {
  readonly name: string
  readonly at: number
}

const covers = (outer: Span, inner: Span) =>
  outer.name.length > inner.name.length && outer.at <= inner.at && outer.at + outer.name.length >= inner.at + inner.name.length

/** Full-width forms, spaces and case do not matter; blanks between Latin words do. */
const plain = (words: string) =>
  words
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/(?<![a-z0-9])\s+|\s+(?![a-z0-9])/g, '')

const inLatinWord = (typed: string, at: number, name: string) =>
  /^[a-z]/.test(name) && (/[a-z]/.test(typed[at - 1] ?? '') || /[a-z]/.test(typed[at + name.length] ?? ''))
