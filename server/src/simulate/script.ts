import type { Actor } from '@fengqiao/kernel'
import { answer, comments, type Message, objections, whistleReasons } from '../../demo/index.ts'
import type { Life } from './life.ts'

/** What the script must know of the city: who answers for the subject, who stands above, who could be called. */
export interface City {
  readonly centre: string
  readonly unit: string
  readonly why: string
  readonly above: string
  readonly common: string
  readonly supervision: string | undefined
  readonly helpers: readonly string[]
}

/**
 * The usual course of a resident's appeal, with the accidents of four months: objections, whistles, extensions, late answers,
 * returned drafts, dissatisfied residents. Stops where the clock of the simulation stops.
 */
export function live(life: Life, message: Message, city: City, reporter: Actor): void {
  const { random } = life
  const urgent = message.grade === 'urgent'
  const night = { night: urgent }
  if (
    !life.act(
      urgent ? random.between(2, 12) : random.between(5, 100),
      'triage',
      {
        subject: message.subject,
        grade: message.grade,
        kind: kindOf(life, random.chance(0.04) && reporter.kind === 'resident' && reporter.resident !== null),
      },
      life.staff(city.centre, 'triageOfficer'),
      night,
    )
  )
    return
  if (
    !life.act(
      random.between(1, urgent ? 4 : 40),
      'dispatch',
      { unit: city.unit, reason: city.why.slice(0, 480) },
      life.staff(city.centre, 'dispatcher'),
      night,
    )
  )
    return
  if (random.chance(0.04)) objected(life, city)
  if (!life.act(urgent ? random.between(3, 28) : random.between(5, 200), 'accept', {}, life.staff(life.matter.owner, 'handler'), night))
    return
  life.act(
    urgent ? random.between(3, 25) : random.between(20, 380),
    'contact',
    { contactNote: '已电话联系，核对了地点和诉求，告知办理时限。' },
    life.staff(life.matter.owner, 'handler'),
    night,
  )
  if (urgent || random.chance(0.08)) whistled(life, city, urgent)
  if (message.grade === 'complex' && random.chance(0.2))
    life.act(random.between(600, 4000), 'extend', { reason: '涉及多个部门，需现场鉴定和会商。' }, life.staff(life.matter.owner, 'unitHead'))
  if (!answered(life, message, city)) return
  finished(life, message, city, reporter, 0)
}

function objected(life: Life, city: City): void {
  const { random } = life
  if (!life.act(random.between(20, 200), 'object', { legalReason: random.pick(objections) }, life.staff(life.matter.owner, 'handler')))
    return
  life.act(
    random.between(60, 420),
    'designate',
    { unit: city.unit, reason: '经核对权责清单，属你单位职责范围。' },
    life.staff(city.common, 'dutyCommander'),
  )
}

function whistled(life: Life, city: City, urgent: boolean): void {
  const { random } = life
  const units = random.shuffle([...city.helpers]).slice(0, random.between(1, Math.min(3, city.helpers.length)))
  if (units.length === 0) return
  if (
    !life.act(
      random.between(2, 60),
      'whistle',
      { units, summonPlace: '现场', reason: random.pick(whistleReasons) },
      life.staff(city.centre, 'dutyCommander'),
      { night: urgent },
    )
  )
    return
  for (const unit of units)
    life.act(random.between(3, urgent ? 9 : 35), 'checkIn', { checkInPlace: '现场' }, life.staff(unit, 'handler'), { night: true })
  for (const unit of units)
    life.act(
      random.between(20, 90),
      'reportJoint',
      { jointFinding: '已到场联合处置，现场情况已控制，后续由主办单位跟进。' },
      life.staff(unit, 'handler'),
      { night: true },
    )
}

/** Most answers come within their time; one in sixteen is late. */
function answered(life: Life, message: Message, city: City): boolean {
  const { random } = life
  const left = life.minutesTo('answer')
  const share = random.chance(0.06) ? 1 + random.next() * 0.5 : 0.15 + random.next() * 0.65
  const { finding, opinion, basis } = answer(random, message.subject)
  if (
    !life.act(left * share, 'answer', { finding, opinion, legalBasis: basis }, life.staff(life.matter.owner, 'handler'), {
      night: message.grade === 'urgent',
    })
  )
    return false
  const drafter = 'answer'
  if (life.matter.flags.includes('underSupervision') && city.supervision)
    life.act(
      random.between(30, 600),
      'answerSupervision',
      { supervisionAnswer: '已加派人手，办结并向群众说明情况。' },
      life.staff(life.matter.owner, 'unitHead'),
    )
  if (random.chance(0.05)) {
    if (
      !life.act(
        random.between(30, 400),
        'returnForCorrection',
        { qualityNote: '答复未说明整改时限，请补充。' },
        life.staff(city.centre, 'dispatcher', drafter),
      )
    )
      return false
    if (
      !life.act(
        random.between(60, 900),
        'answer',
        { finding, opinion: `${opinion}整改将在七个工作日内完成。`, legalBasis: basis },
        life.staff(life.matter.owner, 'handler'),
      )
    )
      return false
  }
  return life.act(random.between(30, 400), 'passCheck', {}, life.staff(city.centre, 'dispatcher', drafter))
}

function finished(life: Life, message: Message, city: City, reporter: Actor, again: number): void {
  const { random, matter } = life
  const clerk = () => life.staff(city.centre, 'followUpClerk', 'answer')
  const petition = matter.variant === 'petition'
  const mark = random.chance(0.07) ? random.between(1, 2) : random.between(3, 5)
  const stars = mark as 1 | 2 | 3 | 4 | 5
  const said = { satisfaction: mark, comment: random.pick(comments[stars]) }
  if (!petition && random.chance(0.45)) {
    if (mark > 2) return void life.act(random.between(30, 2400), 'rateResolved', said, reporter, { night: true, isReporter: true })
    if (life.act(random.between(30, 2400), 'rateUnresolved', said, reporter, { night: true, isReporter: true }))
      reopened(life, message, city, reporter, again)
    return
  }
  for (let calls = 0; calls < 3; calls++) {
    if (random.chance(0.72)) {
      if (!life.act(random.between(60, 900), 'recordCall', { callResult: 'reached', ...said }, clerk())) return
      break
    }
    if (!life.act(random.between(60, 700), 'recordCall', { callResult: 'noAnswer' }, clerk())) return
  }
  if (petition) return void life.act(random.between(10, 90), 'openReviewWindow', {}, clerk())
  if (mark <= 2 && life.act(random.between(5, 60), 'reopen', { reason: said.comment }, clerk()))
    return reopened(life, message, city, reporter, again)
  life.act(random.between(5, 60), 'close', {}, clerk())
}

function reopened(life: Life, message: Message, city: City, reporter: Actor, again: number): void {
  const { random } = life
  if (
    again > 1 ||
    !life.act(random.between(20, 200), 'rehandle', { reason: '由上一级重新核查' }, life.staff(life.matter.owner, 'unitHead'))
  )
    return
  life.act(
    random.between(20, 200),
    'contact',
    { contactNote: '已联系群众，说明由上一级重新办理。' },
    life.staff(life.matter.owner, 'handler'),
  )
  if (answered(life, message, city)) finished(life, message, city, reporter, again + 1)
}

/** One of the procedure's variants, or what is not one. */
function kindOf({ procedure }: Life, special: boolean): string {
  const kinds = Object.keys(procedure.fields['kind']?.options ?? {})
  return kinds.find(kind => procedure.variants.includes(kind) === special) ?? ''
}
