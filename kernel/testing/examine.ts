import { canonical } from '../case/chain.ts'
import { checkCase } from '../case/check.ts'
import type { Decision } from '../case/decide.ts'
import { evolve, replay } from '../case/evolve.ts'
import type { CaseEvent, CaseState, IssuedLetter } from '../case/state.ts'
import { checkLetter } from '../letter/check.ts'
import type { Procedure } from '../procedure/procedure.ts'
import type { World } from '../procedure/rule.ts'
import { fail } from './told-case.ts'

/**
 * Owns: what must hold after every step of every story: law 1 at run time, replay equals state, the case is plain JSON, and
 * each letter issued can be drawn, in both languages, with a remedy where law 5 asks for one.
 */
export function examine(
  procedure: Procedure,
  before: CaseState | undefined,
  journal: readonly CaseEvent[],
  made: Decision,
  world: World,
): void {
  const broken = checkCase(procedure, made.matter, world.holidays)
  if (broken.length > 0) fail(broken.join('\n'))
  const again = replay(JSON.parse(JSON.stringify(journal)) as CaseEvent[])
  if (canonical(again) !== canonical(made.matter)) fail(`case ${made.matter.id}: its journal replays to another state`)
  let state = before
  for (const event of made.events) {
    state = evolve(state, event)
    drawLetters(procedure, state, event, world)
  }
}

function drawLetters(procedure: Procedure, state: CaseState, event: CaseEvent, world: World): void {
  const issued = event.effects.flatMap(effect => (effect.do === 'issue' ? [effect.letter] : []))
  const action = event.action === undefined ? undefined : procedure.actions[event.action]
  for (const letter of issued) {
    const content = draw(procedure, state, letter, event, world)
    // A card is a sanction whoever ordered it.
    const adverse = letter.letter === procedure.cards?.letter || letter.letter === action?.adverse
    const problems = checkLetter(content, { adverse })
    if (problems.length > 0) fail(`letter ${letter.id} of case ${state.id}: ${problems.map(problem => problem.en).join('; ')}`)
  }
  if (action?.adverse !== undefined && !issued.some(one => one.letter === action.adverse))
    fail(`${event.type} of case ${state.id} is adverse, and its letter '${action.adverse}' was not issued`)
}

function draw(procedure: Procedure, state: CaseState, issued: IssuedLetter, event: CaseEvent, world: World) {
  const letter = procedure.letters[issued.letter] ?? fail(`procedure ${procedure.id} has no letter '${issued.letter}'`)
  return letter(state, {
    ...world,
    now: issued.at,
    actor: event.actor,
    to: issued.to,
    verifyUrl: `https://fengqiao.invalid/verify/${state.id}`,
  })
}
