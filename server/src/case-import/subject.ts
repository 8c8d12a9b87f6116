import type { Subject } from '@fengqiao/contract'
import type { DutyList } from '../duty/duty-list.ts'

/**
 * Owns: the subject of an imported row where its source knows only a wider label. The candidates' keywords vote; a title counts
 * as often as it is given. A confirmed subject still comes from a person: this one only finds the unit.
 */
export function chooseSubject(dutyList: DutyList, candidates: readonly string[], words: string): Subject | undefined {
  const leaves = [...new Set(candidates.flatMap(code => leavesOf(dutyList, code)))]
  let best: Subject | undefined = leaves[0]
  let most = 0
  for (const leaf of leaves) {
    const votes = leaf.keywords.reduce((sum, keyword) => sum + (keyword !== '' && words.includes(keyword) ? keyword.length : 0), 0)
    if (votes > most) [best, most] = [leaf, votes]
  }
  return best
}

function leavesOf(dutyList: DutyList, code: string): readonly Subject[] {
  const named = dutyList.subject(code)
  if (!named) return []
  const below = dutyList.leaves().filter(leaf => leaf.parent === code)
  return below.length > 0 ? below : [named]
}
