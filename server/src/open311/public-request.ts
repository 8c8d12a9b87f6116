import { type CaseEvent, type CaseState, isFinal, isLive, type Language, type Procedure } from '@fengqiao/kernel'
import { type Naming, placePath, sentenceOf, stepNamed, unitNamed } from '../cases/naming.ts'
import { subjectCode } from '../cases/view.ts'
import type { Value } from './document.ts'
import { withoutLink } from './filing.ts'
import { descriptionField } from './services.ts'

/**
 * Owns: what anybody may know of a request. Never: names, phones, typed addresses, masked fields, internal words. A sealed
 * matter, a petition and a flagged one are not public at all.
 */

/** Subjects about people rather than about a place: their requests show the service and the status, no words and no position. */
const discreet = /^(family|welfare|health|labour|legal|petition|gov)\.|^(order\.fraud|order\.security)$/

/** Kinds of handling (a petition) and flags (an accusation, a group matter) close the door again. */
export const isPublic = (procedure: Procedure, matter: CaseState): boolean =>
  matter.channel === 'open311' && !matter.sealed && matter.variant === null && !matter.flags.some(flag => procedure.words.flags[flag])

export function requestView(naming: Naming, procedure: Procedure, matter: CaseState, language: Language): Value {
  const subject = naming.reference.dutyList.subject(subjectCode(procedure, matter) ?? '')
  const open = subject !== undefined && !discreet.test(subject.code)
  const owner = unitNamed(naming, matter.owner).name[language]
  const step = stepNamed(procedure, matter.step).name[language]
  const clock = matter.clocks.findLast(one => isLive(one) && one.unit === matter.owner) ?? matter.clocks.findLast(isLive)
  const text = descriptionField(procedure)
  const description = text && open ? (matter.data as Record<string, unknown>)[text] : undefined
  return {
    service_request_id: matter.id,
    status: statusOf(procedure, matter),
    status_notes: language === 'zh' ? `${step}，承办单位：${owner}` : `${step}; with ${owner}`,
    service_name: subject?.name[language] ?? '',
    service_code: subject?.serviceCode ?? '',
    description: typeof description === 'string' ? withoutNumbers(withoutLink(description)) : '',
    agency_responsible: owner,
    service_notice: '',
    requested_datetime: matter.filedAt,
    updated_datetime: lastChange(matter),
    expected_datetime: clock && !matter.closedAt ? clock.due : '',
    address: placePath(naming, open ? matter.place : (naming.reference.atlas.atLevel(matter.place, 'community')?.code ?? matter.place))[
      language
    ],
    address_id: open ? matter.place : '',
    zipcode: '',
    lat: open ? (matter.point?.[1] ?? '') : '',
    long: open ? (matter.point?.[0] ?? '') : '',
    media_url: '',
  }
}

const statusOf = (procedure: Procedure, matter: CaseState): 'open' | 'closed' => (isFinal(procedure.steps[matter.step]) ? 'closed' : 'open')

const lastChange = (matter: CaseState): string =>
  Object.values(matter.acts).reduce((last, act) => (act.at > last ? act.at : last), matter.stepSince)

/** Phone, identity and card numbers that someone typed into the words, and addresses of mail. */
const withoutNumbers = (words: string): string =>
  words
    .normalize('NFKC')
    .replaceAll(/[\w.+-]+@[\w-]+(\.[\w-]+)+/g, '***')
    .replaceAll(/(微信|QQ|vx|wechat)[号:\s]*[\w-]{4,}/gi, '***')
    // Six digits and more, whatever stands between them; written out in Chinese likewise.
    .replaceAll(/[+(]?\d(?:[\s\-.·()_/—–]*\d){5,}[Xx]?/g, '***')
    .replaceAll(/[零〇一二三四五六七八九幺两]{7,}/g, '***')
    .replaceAll(/(我叫|本人|姓名|联系人|我是)[:\s]*[\p{Script=Han}]{2,4}/gu, '$1***')

/** What the public is told of: filing, moves, and what the reporter was told. No input beyond names of units and choices. */
export function updatesOf(
  naming: Naming,
  procedure: Procedure,
  matter: CaseState,
  events: readonly CaseEvent[],
  language: Language,
): readonly { at: string; update: Value }[] {
  return events
    .filter(event => event.to !== undefined || event.effects.some(effect => effect.do === 'tell' && effect.to.kind === 'reporters'))
    .map(event => ({
      at: event.at,
      update: {
        update_id: `${matter.id}.${event.seq}`,
        service_request_id: matter.id,
        status: event.closes ? 'closed' : 'open',
        updated_datetime: event.at,
        description: sentenceOf(naming, procedure, event.action, event.type, namesOnly(procedure, event.input))[language],
        media_url: '',
      },
    }))
}

const named = new Set(['unit', 'units', 'choice', 'subject', 'place'])
const namesOnly = (procedure: Procedure, input: CaseEvent['input']): CaseEvent['input'] =>
  Object.fromEntries(Object.entries(input).filter(([name]) => named.has(procedure.fields[name]?.kind ?? '')))
