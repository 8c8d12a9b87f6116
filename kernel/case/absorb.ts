import type { Actor } from '../permission/who.ts'
import { isFinal, type Procedure } from '../procedure/procedure.ts'
import type { World } from '../procedure/rule.ts'
import { type Refusal, refusal } from '../refusal.ts'
import { text } from '../text.ts'
import type { Decision } from './decide.ts'
import { evolve } from './evolve.ts'
import type { CaseEvent, CaseState, Resolved } from './state.ts'

/**
 * Owns: what merging does to the original. The duplicate's own action links and ends it; in the same transaction the original
 * takes over its reporters, so that everyone who brought the matter hears how it goes on.
 */
export function absorb(
  procedure: Procedure,
  original: CaseState,
  duplicate: CaseState,
  actor: Actor,
  world: Pick<World, 'now'>,
): Decision | Refusal {
  const no = unfit(procedure, original, duplicate)
  if (no) return no
  const effects: Resolved[] = [
    { do: 'link', link: { kind: 'absorbed', case: duplicate.id } },
    { do: 'join', reporters: duplicate.reporters },
  ]
  const event: CaseEvent = {
    case: original.id,
    district: original.district,
    seq: original.revision + 1,
    type: 'case.absorbed',
    at: world.now,
    actor,
    input: { duplicate: duplicate.id },
    effects,
  }
  return { events: [event], matter: evolve(original, event) }
}

function unfit(procedure: Procedure, original: CaseState, duplicate: CaseState): Refusal | undefined {
  const source = '《信访工作条例》第十九条'
  if (original.id === duplicate.id)
    return refusal('sameCase', text('一件事项不能并入自身', 'A case cannot be merged into itself'), { source })
  if (original.links.some(link => link.kind === 'duplicateOf'))
    return refusal('originalIsMerged', text('该件本身已并入另一件', 'That case has itself been merged into another'), {
      source,
      help: text('请并入其原件', 'Merge into the case it was merged into'),
    })
  if (original.closedAt || isFinal(procedure.steps[original.step]))
    return refusal('originalIsClosed', text('原件已办结，不能并入', 'The original is closed and takes nothing in'), {
      source,
      help: text('请作为新件办理，可关联原件', 'Handle it as a new case; it may be linked to the original'),
    })
  if (original.links.some(link => link.kind === 'absorbed' && link.case === duplicate.id))
    return refusal('alreadyAbsorbed', text('该件已经并入', 'That case has already been merged in'), { source })
  return undefined
}
