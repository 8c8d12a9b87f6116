import type { Text } from '../text.ts'
import { reachable, reachesFinal } from './graph.ts'
import { isFinal, list, type Procedure } from './procedure.ts'

/**
 * Owns: the eight laws of a procedure (design §4), checked when it is loaded. A breach is a sentence that names the place.
 */
export interface Breach {
  readonly law: 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8
  /** `appeal › step handling` */
  readonly place: string
  readonly sentence: string
}

/** Domain.md part F: fields and uses that must not exist, by name or by what a label says. */
const forbidden: readonly { readonly pattern: RegExp; readonly what: string }[] = [
  { pattern: /ethnic|nationality_group|民族|族别/i, what: 'ethnicity' },
  { pattern: /religio|belief|宗教|信仰/i, what: 'religion or belief' },
  { pattern: /politic(?!al-legal)|partyMember|政治面貌|党派/i, what: 'politics' },
  { pattern: /sexual|性取向|性生活/i, what: 'sexual life' },
  { pattern: /faceId|gait|voiceprint|人脸|步态|声纹|虹膜/i, what: 'biometric identification' },
  { pattern: /riskScore|stabilityRisk|personScore|维稳|风险等级|个人评分|积分评级/i, what: 'a score or rank of a person' },
  { pattern: /keyPerson|blacklist|重点人员|重点人群|黑名单/i, what: 'a list of marked persons' },
  { pattern: /petitionHistory|上访史|信访记录/i, what: 'petition history' },
  { pattern: /plateTrack|trajectory|行踪|轨迹/i, what: 'tracking of people' },
]

export function checkProcedure(procedure: Procedure): readonly Breach[] {
  return [
    ...heldAndTimed(procedure),
    ...reachability(procedure),
    ...permitted(procedure),
    ...configured(procedure),
    ...remedied(procedure),
    ...registered(procedure),
    ...lawful(procedure),
    ...bilingual(procedure),
  ]
}

/** Throws with every breach in one message; the server and the build call it on load. */
export function assertLawful(procedures: readonly Procedure[]): void {
  const breaches = procedures.flatMap(checkProcedure)
  if (breaches.length > 0)
    throw new Error(`${breaches.length} breach(es) of the laws of procedures:\n${breaches.map(sayBreach).join('\n')}`)
}

export const sayBreach = ({ law, place, sentence }: Breach): string => `law ${law}: ${place}: ${sentence}`

function heldAndTimed(p: Procedure): Breach[] {
  const out: Breach[] = []
  for (const [name, step] of Object.entries(p.steps)) {
    if (isFinal(step)) continue
    const place = `${p.id} › step ${name}`
    if (!step.held) out.push({ law: 1, place, sentence: 'nobody holds it; give it held: by(role).at(unit relation)' })
    const dues = list(step.due)
    if (dues.length === 0) out.push({ law: 1, place, sentence: 'no deadline runs while a case waits here; give it due' })
    for (const due of dues) {
      const rule = p.deadlines[due]
      if (!rule) out.push({ law: 1, place, sentence: `its deadline '${due}' is not defined` })
      else if (rule.consequences.length === 0)
        out.push({ law: 1, place: `${p.id} › deadline ${due}`, sentence: 'missing it has no consequence; add missed(…)' })
    }
  }
  for (const [name, rule] of Object.entries(p.deadlines)) {
    for (const reason of rule.pauses)
      if (!p.words.pauses[reason])
        out.push({ law: 1, place: `${p.id} › deadline ${name}`, sentence: `its pause reason '${reason}' is not listed in words.pauses` })
    for (const consequence of rule.consequences) if (consequence.then === 'act') out.push(...actable(p, name, consequence.action))
  }
  return out
}

function actable(p: Procedure, deadline: string, name: string): Breach[] {
  const place = `${p.id} › deadline ${deadline}`
  const action = p.actions[name]
  if (!action) return [{ law: 1, place, sentence: `missing it takes '${name}', which is not an action` }]
  if (!list(action.by).some(who => who.kind === 'system'))
    return [{ law: 1, place, sentence: `missing it takes '${name}', which the system may not take; add system to its by` }]
  const needed = (action.asks ?? []).filter(asked => !asked.endsWith('?'))
  if (needed.length > 0)
    return [{ law: 1, place, sentence: `missing it takes '${name}', which asks for ${needed.join(', ')}; nobody is there to answer` }]
  const must = (action.asks ?? []).filter(asked => !asked.endsWith('?'))
  return must.length > 0
    ? [{ law: 1, place, sentence: `missing it takes '${name}', which asks for ${must.join(', ')} that nobody can answer then` }]
    : []
}

function reachability(p: Procedure): Breach[] {
  const out: Breach[] = []
  const reached = reachable(p)
  const ending = reachesFinal(p)
  if (!Object.values(p.steps).some(isFinal)) out.push({ law: 2, place: p.id, sentence: 'it has no final step' })
  for (const name of Object.keys(p.steps)) {
    if (!reached.has(name)) out.push({ law: 2, place: `${p.id} › step ${name}`, sentence: 'no action leads here' })
    if (!ending.has(name)) out.push({ law: 2, place: `${p.id} › step ${name}`, sentence: 'no final step can be reached from here' })
  }
  return out
}

function permitted(p: Procedure): Breach[] {
  const out: Breach[] = []
  for (const [name, action] of Object.entries(p.actions)) {
    const place = `${p.id} › action ${name}`
    if (list(action.by).length === 0) out.push({ law: 3, place, sentence: 'nobody may take it; name who in by' })
    if ((action.from === undefined) === (action.during === undefined))
      out.push({ law: 3, place, sentence: 'say either from (it moves the step) or during (it does not)' })
    if (action.during !== undefined && action.to !== undefined)
      out.push({ law: 3, place, sentence: 'an action taken during a step does not move it; drop to, or use from' })
    for (const rule of action.unless ?? [])
      if (!rule.source.trim() || !rule.because.zh.trim())
        out.push({ law: 3, place: `${place} › rule ${rule.name}`, sentence: 'a refusal must say why and cite its source' })
    for (const asked of action.asks ?? [])
      if (!p.fields[asked.replace(/\?$/, '')]) out.push({ law: 6, place, sentence: `it asks '${asked}', which is not in the form` })
  }
  return out
}

function configured(p: Procedure): Breach[] {
  const out: Breach[] = []
  for (const [name, rule] of Object.entries(p.deadlines)) {
    const place = `${p.id} › deadline ${name}`
    if (!rule.source.trim()) out.push({ law: 4, place, sentence: 'it cites no source; add from(source, confidence)' })
    if (Object.keys(rule.periods).length === 0) out.push({ law: 4, place, sentence: 'it has no period' })
    const known = new Set([...p.grades, ...p.variants, 'otherwise'])
    for (const which of Object.keys(rule.periods))
      if (!known.has(which)) out.push({ law: 4, place, sentence: `'${which}' is neither a grade, a variant nor otherwise` })
    if (!rule.periods['otherwise'] && p.grades.some(grade => !rule.periods[grade]))
      out.push({ law: 4, place, sentence: 'some grade has no period; give it an otherwise' })
  }
  return out
}

/** An adverse action names its letter and `decide` issues it; that it prints remedy, body and limit is checked when it is drawn. */
function remedied(p: Procedure): Breach[] {
  const out: Breach[] = []
  for (const [name, action] of Object.entries(p.actions)) {
    const place = `${p.id} › action ${name}`
    const to = action.to ? p.steps[action.to] : undefined
    if (action.adverse !== undefined && !p.letters[action.adverse])
      out.push({ law: 5, place, sentence: `it is adverse, and its letter '${action.adverse}' does not exist` })
    if (action.adverse === undefined && to && 'adverse' in to && to.adverse)
      out.push({
        law: 5,
        place,
        sentence: `it leads to the adverse step '${action.to}' without a letter; name in adverse the one that prints remedy, body and time limit`,
      })
  }
  const sends = Object.entries(p.deadlines).find(([, rule]) => rule.consequences.some(consequence => consequence.then === 'card'))
  if (sends && !p.cards)
    out.push({
      law: 5,
      place: `${p.id} › deadline ${sends[0]}`,
      sentence: 'missing it brings a warning card; say in cards which letter tells the unit and until when it may object',
    })
  return out
}

function registered(p: Procedure): Breach[] {
  const out: Breach[] = []
  for (const [name, { register }] of Object.entries(p.fields)) {
    const place = `${p.id} › field ${name}`
    if (!register.basis.trim()) out.push({ law: 6, place, sentence: 'it names no legal basis' })
    if (!register.purpose.zh.trim() || !register.purpose.en.trim()) out.push({ law: 6, place, sentence: 'it states no purpose' })
    if (!(register.retentionMonths > 0)) out.push({ law: 6, place, sentence: 'it has no retention period' })
  }
  for (const shown of [p.title, ...p.text])
    if (p.fields[shown] && p.fields[shown].register.masking !== 'open')
      out.push({ law: 6, place: `${p.id} › field ${shown}`, sentence: 'a masked field may not be the title or text of a case' })
  return out
}

function lawful(p: Procedure): Breach[] {
  const out: Breach[] = []
  for (const [name, field] of Object.entries(p.fields))
    for (const { pattern, what } of forbidden)
      if (pattern.test(name) || pattern.test(field.label.zh) || pattern.test(field.label.en))
        out.push({ law: 7, place: `${p.id} › field ${name}`, sentence: `it would record ${what}, which must not exist (domain part F)` })
  for (const flag of p.flags)
    for (const { pattern, what } of forbidden)
      if (pattern.test(flag))
        out.push({ law: 7, place: `${p.id} › flag ${flag}`, sentence: `it would mark ${what}, which must not exist (domain part F)` })
  return out
}

function bilingual(p: Procedure): Breach[] {
  const out: Breach[] = []
  const need = (place: string, label: Text | undefined) => {
    if (!label?.zh?.trim()) out.push({ law: 8, place, sentence: 'it has no Chinese label' })
    if (!label?.en?.trim()) out.push({ law: 8, place, sentence: 'it has no English label' })
  }
  need(`${p.id} › name`, p.words.name)
  for (const name of Object.keys(p.steps)) need(`${p.id} › step ${name}`, p.words.steps[name])
  for (const name of Object.keys(p.deadlines)) need(`${p.id} › deadline ${name}`, p.words.deadlines[name])
  for (const name of Object.keys(p.letters)) need(`${p.id} › letter ${name}`, p.words.letters[name])
  for (const name of p.grades) need(`${p.id} › grade ${name}`, p.words.grades[name])
  for (const name of p.flags) need(`${p.id} › flag ${name}`, p.words.flags[name])
  for (const name of [...p.messages, 'deadlineMissed', 'deadlinePaused', 'cardIssued'])
    need(`${p.id} › message ${name}`, p.words.messages[name])
  for (const [name, field] of Object.entries(p.fields)) {
    need(`${p.id} › field ${name}`, field.label)
    for (const [option, label] of Object.entries(field.options ?? {})) need(`${p.id} › field ${name} › ${option}`, label)
  }
  for (const [name, action] of Object.entries(p.actions)) {
    need(`${p.id} › action ${name}`, p.words.actions[name]?.label)
    need(`${p.id} › action ${name} › done`, p.words.actions[name]?.done)
    for (const rule of action.unless ?? []) need(`${p.id} › rule ${rule.name}`, rule.because)
  }
  return out
}
