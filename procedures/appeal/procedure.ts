// biome-ignore format: the words of the language, not one a line
import {
  act, adverseEnd, anyone, appraise, arrive, by, calendarDays, card, due, escalate, extend, final, flag, forget, hours, issue, lead, liftCard, link,
  minutes, own, pause, procedure, release, remedy, report, reporter, resume, setGrade, setVariant, start, startHalved, stop, summon,
  system, tally, tell, unflag, warn, workingDays, workingHours,
} from '@fengqiao/kernel'
import { counts } from './counts.ts'
import { fields } from './form.ts'
import { letters } from './letters/index.ts'
import { office, reopening } from './one-level-up.ts'
import { resident } from './resident.ts'
import * as rule from './rules.ts'
import { words } from './words.ts'

const petitions = '《信访工作条例》'
const house = '枫桥区群众诉求办理规则（设计默认值）'

const triageOfficer = by('triageOfficer').at('receiving centre')
const dispatcher = by('dispatcher').at('receiving centre')
const commander = by('dutyCommander').at('receiving centre')
const followUpClerk = by('followUpClerk').at('receiving centre')
const handler = by('handler').at('owner unit')
const unitHead = by('unitHead').at('owner unit')
const summoned = by('handler').at('summoned unit')
const supervisor = by('supervisionOfficer').at('supervision office')
const station = by('frontDesk').at('station of the place')
const head = { role: 'unitHead', relation: 'owner unit' } as const

/** A resident's appeal, from the first word to the last (domain C1), with the petition variant of the Petition Work Regulations. */
// biome-ignore format: read as a table, one line a step, a deadline, an action
export const appeal = procedure('appeal', {
  version: 1, words, fields, letters, counts, resident,
  basis: [petitions, house],
  number: '{place}诉〔{year}〕{serial}号',
  cards: { letter: 'card', objection: 'cardObjection' },
  grades: ['urgent', 'general', 'complex', 'consult'], variants: ['petition'],
  flags: ['litigation', 'accusation', 'group', 'awaitingResident', 'awaitingAppraisal', 'underSupervision', 'leaderAssigned', 'cardContested'],
  title: 'title', text: ['title', 'description', 'demand'], subject: 'subject',

  steps: {
    registered: { held: triageOfficer, due: 'triage' },
    emergency: { held: commander, due: 'rescue' },
    triaged: { held: dispatcher, due: 'dispatch' },
    dispatched: { held: handler, due: 'acceptance' },
    disputed: { held: by('dutyCommander').at('common superior'), due: 'designation' },
    handling: { held: handler, due: 'answer' },
    replied: { held: dispatcher, due: 'qualityCheck' },
    followUp: { held: followUpClerk, due: 'followUp' },
    reopened: { held: unitHead, due: 'rehandling' },
    reviewable: { held: followUpClerk, due: 'reviewWindow' },
    reviewing: { held: by('unitHead').at('superior of owner'), due: 'review' },
    reviewed: { held: followUpClerk, due: 'reexaminationWindow' },
    reexamining: { held: by('unitHead').at('top of owner'), due: 'reexamination' },
    closed: final,
    redirected: adverseEnd,
    merged: final,
    withdrawn: final,
  },

  deadlines: {
    triage: due({ urgent: minutes(15), otherwise: workingHours(2) }).from(house, 'D').missed(escalate('dutyCommander').at('receiving centre')),
    rescue: due(minutes(30)).from(house, 'D').missed(escalate('dutyCommander').at('common superior')),
    dispatch: due({ urgent: minutes(5), otherwise: workingHours(1) }).from(house, 'D').missed(escalate('dutyCommander').at('receiving centre')),
    acceptance: due({ petition: calendarDays(15), urgent: minutes(30), otherwise: workingHours(4) }).from(`${petitions}第二十三条；${house}`, 'H')
      .missed(escalate('unitHead').at('owner unit'), card('yellow')),
    objection: due({ petition: workingDays(5), otherwise: workingDays(1) }).from(`${petitions}第二十三条；${house}`, 'H'),
    designation: due(workingDays(1)).from(`${petitions}第二十四条；${house}`, 'D').missed(escalate('unitHead').at('receiving centre')),
    contact: due({ urgent: minutes(30), otherwise: workingDays(1) }).from(house, 'D').missed(escalate('unitHead').at('owner unit')),
    answer: due({ petition: calendarDays(60), urgent: hours(24), general: workingDays(5), complex: workingDays(15), consult: workingDays(1), otherwise: workingDays(5) })
      .from(`${petitions}第三十四条；${house}`, 'H')
      .pausedWhile('awaitingResident', 'awaitingAppraisal')
      .extendable({ by: calendarDays(30), times: 1 })
      .missed(escalate('unitHead').at('owner unit'), card('yellow'), act('orderSupervision'), card('red').after(workingDays(2))),
    arrival: due({ urgent: minutes(15), otherwise: minutes(60) }).from(house, 'D').missed(escalate('dutyCommander').at('receiving centre')),
    qualityCheck: due(workingDays(1)).from(house, 'D').missed(escalate('dutyCommander').at('receiving centre')),
    followUp: due(workingDays(3)).from(house, 'D').missed(escalate('dutyCommander').at('receiving centre')),
    rehandling: due({ urgent: minutes(30), otherwise: workingHours(4) }).from(house, 'D').missed(escalate('dutyCommander').at('common superior')),
    leaderAssignment: due(workingDays(1)).from(house, 'D').missed(escalate('supervisionOfficer').at('supervision office')),
    leaderContact: due(workingDays(3)).from(house, 'D').missed(escalate('supervisionOfficer').at('supervision office')),
    supervisionAnswer: due(workingDays(2)).from(house, 'D').missed(escalate('supervisionOfficer').at('supervision office'), card('red')),
    cardObjection: due(workingDays(3)).from(house, 'D'),
    cardDecision: due(workingDays(3)).from(house, 'D').missed(escalate('supervisionOfficer').at('supervision office')),
    reviewWindow: due(calendarDays(30)).from(`${petitions}第三十五条`, 'H').missed(act('closeUnreviewed')),
    review: due(calendarDays(30)).from(`${petitions}第三十五条`, 'H').missed(escalate('dutyCommander').at('common superior'), card('yellow')),
    reexaminationWindow: due(calendarDays(30)).from(`${petitions}第三十六条`, 'H').missed(act('closeUnreviewed')),
    reexamination: due(calendarDays(30)).from(`${petitions}第三十六条`, 'H').missed(escalate('dutyCommander').at('common superior'), card('yellow')),
  },

  messages: ['filed', 'triaged', 'redirected', 'emergency', 'merged', 'dispatched', 'accepted', 'designated', 'whistled', 'extended', 'question', 'paused',
    'answered', 'rateNow', 'reopened', 'closed', 'supervised', 'leaderAssigned', 'cardDecided', 'reviewed'],

  actions: {
    file: {
      from: 'start', to: 'registered', by: anyone,
      asks: ['service', 'title', 'description', 'demand?', 'subject?', 'address?', 'contactName?', 'contactPhone?', 'otherParties?', 'earlierHandling?', 'media?',
        'groupSize?', 'representatives?', 'accessibility?', 'sharingConsent?'],
      unless: [rule.tooManyRepresentatives, rule.groupWithoutRepresentatives],
      does: ({ place }, { groupSize }, { org }) => [
        issue('receipt'), tell('reporter', 'filed'),
        ...((groupSize ?? 1) >= 5 ? [flag('group'), start('leaderAssignment', office(org, place))] : []),
      ],
    },

    // triage and dispatch
    triage: {
      from: ['registered', 'emergency', 'triaged'], to: 'triaged', by: [triageOfficer, system],
      asks: ['subject', 'grade', 'kind', 'duplicate?', 'reason?', 'confidence?'],
      unless: [rule.contactMissing],
      does: (_, { grade, kind }) => [forget('duplicate'), setGrade(grade), setVariant(kind === 'petition' ? 'petition' : null), tell('reporter', 'triaged')],
    },
    markLitigation: { during: ['registered', 'triaged'], by: triageOfficer, asks: ['reason'], does: () => [flag('litigation')] },
    markAccusation: { during: ['registered', 'triaged'], by: triageOfficer, asks: ['reason'], does: () => [flag('accusation')] },
    redirect: {
      from: ['registered', 'triaged'], to: 'redirected', by: triageOfficer, adverse: 'redirection', asks: ['route', 'reason'],
      does: () => [tell('reporter', 'redirected')],
    },
    handToRescue: {
      from: ['registered', 'triaged'], to: 'emergency', by: [triageOfficer, commander, station], asks: ['rescuer', 'reason'],
      does: () => [setGrade('urgent'), tell('reporter', 'emergency'), tell({ role: 'dutyCommander', relation: 'receiving centre' }, 'emergency')],
    },
    merge: {
      from: ['registered', 'triaged'], to: 'merged', by: [triageOfficer, dispatcher],
      asks: ['duplicate', 'reason?'],
      does: (_, { duplicate }) => [link('duplicateOf', duplicate), tell('reporter', 'merged')],
    },
    dispatch: {
      from: 'triaged', to: 'dispatched', by: [dispatcher, system], asks: ['unit', 'reason', 'confidence?'],
      unless: [rule.unitIsUnknown, rule.belongsInCourt, rule.alreadyInProcess, rule.accusedUnit],
      does: (_, { unit }) => [own(unit), start('objection'), issue('dispatchOrder', unit), tell('reporter', 'dispatched')],
    },
    accept: {
      from: 'dispatched', to: 'handling', by: handler,
      unless: [rule.handlerHasInterest],
      does: () => [stop('objection'), start('contact'), issue('acceptance'), tell('reporter', 'accepted')],
    },
    object: {
      from: 'dispatched', to: 'disputed', by: [handler, unitHead], asks: ['legalReason'],
      unless: [rule.designationIsFinal, rule.objectionIsLate],
      does: () => [stop('objection')],
    },
    designate: {
      from: 'disputed', to: 'dispatched', by: by('dutyCommander').at('common superior'),
      asks: ['unit', 'reason'],
      unless: [rule.unitIsUnknown, rule.accusedUnit],
      does: (_, { unit }) => [own(unit), issue('designation', unit), tell({ unit }, 'designated')],
    },

    // handling
    recuse: { during: 'handling', by: handler, asks: ['interest'], does: (_m, _i, { actor }) => (actor.kind === 'staff' ? [flag(`recused:${actor.account}`)] : []) },
    contact: { during: 'handling', by: handler, asks: ['contactNote'], unless: [rule.handlerHasInterest], does: () => [stop('contact')] },
    whistle: {
      during: ['dispatched', 'handling', 'emergency', 'reopened'], by: [commander, station, by('dutyCommander').at('common superior')],
      asks: ['units', 'summonPlace', 'reason', 'arriveWithin?'],
      unless: [rule.unitIsUnknown, rule.accusedUnit, rule.alreadySummoned],
      does: (_, { units, summonPlace, reason, arriveWithin }) => units.flatMap(unit => [
        summon(unit, { clock: 'arrival', why: reason, place: summonPlace, ...(arriveWithin ? { arriveBy: minutes(arriveWithin) } : {}) }),
        issue('whistleOrder', unit), tell({ unit }, 'whistled'),
      ]),
    },
    checkIn: {
      during: 'open', by: summoned, asks: ['checkInPlace', 'checkInPoint?'], unless: [rule.alreadyArrived],
      does: (_, { checkInPlace, checkInPoint }, { actor }) => (actor.kind === 'staff' ? [arrive(actor.unit, checkInPlace, checkInPoint)] : []),
    },
    reportJoint: {
      during: 'open', by: summoned, asks: ['jointFinding', 'media?'], unless: [rule.notArrivedYet],
      does: (_, { jointFinding }, { actor }) => (actor.kind === 'staff' ? [report(actor.unit, jointFinding), release(actor.unit)] : []),
    },
    standDown: { during: 'open', by: [commander, station], asks: ['ratedUnit', 'reason'], unless: [rule.ratedUnitWasNotSummoned], does: (_, { ratedUnit }) => [release(ratedUnit)] },
    rateUnit: { during: 'open', by: [station, commander], asks: ['ratedUnit', 'stars'], unless: [rule.ratedUnitWasNotSummoned], does: (_, { ratedUnit, stars }) => [appraise(ratedUnit, stars)] },
    askResident: {
      during: 'handling', by: handler, asks: ['question'], unless: [rule.alreadyWaiting, rule.handlerHasInterest],
      does: () => [flag('awaitingResident'), pause('answer', 'awaitingResident'), tell('reporter', 'question')],
    },
    supplement: { during: 'open', by: reporter, asks: ['supplement', 'media?'], does: matter => (matter.flags.includes('awaitingResident') ? [unflag('awaitingResident'), resume('answer')] : []) },
    resumeHandling: { during: 'handling', by: handler, asks: ['reason'], unless: [rule.notWaitingForResident, rule.handlerHasInterest], does: () => [unflag('awaitingResident'), resume('answer')] },
    sendToAppraisal: {
      during: 'handling', by: handler, asks: ['appraiser', 'reason'], unless: [rule.alreadyWaiting, rule.handlerHasInterest],
      does: () => [flag('awaitingAppraisal'), pause('answer', 'awaitingAppraisal'), tell('reporter', 'paused')],
    },
    receiveAppraisal: { during: 'handling', by: handler, asks: ['appraisal', 'evidence?'], unless: [rule.notWaitingForAppraisal, rule.handlerHasInterest], does: () => [unflag('awaitingAppraisal'), resume('answer')] },
    extend: {
      during: 'handling', by: unitHead, adverse: 'extension', asks: ['reason'], unless: [rule.gradeHasNoExtension, rule.alreadyExtended, rule.tooLateToExtend],
      does: matter => [matter.variant === 'petition' ? extend('answer') : extend('answer', workingDays(15)), tell('reporter', 'extended')],
    },
    answer: {
      from: 'handling', to: 'replied', by: handler,
      asks: ['finding', 'opinion', 'legalBasis?', 'evidence?'],
      unless: [rule.handlerHasInterest, rule.summonedUnitHasNotReported, rule.stillWaiting],
      does: matter => [stop('contact'), issue(matter.variant === 'petition' ? 'petitionOpinion' : 'reply')],
    },

    // quality, follow-up, reopening
    passCheck: { from: 'replied', to: 'followUp', by: dispatcher, notWhoDid: ['answer'], asks: ['qualityNote?'], does: () => [tell('reporter', 'answered'), tell('reporter', 'rateNow')] },
    returnForCorrection: { from: 'replied', to: 'handling', by: dispatcher, notWhoDid: ['answer'], asks: ['qualityNote'], does: () => [startHalved('answer'), tell(head, 'reopened')] },
    rateResolved: { from: 'followUp', to: 'closed', by: reporter, asks: ['satisfaction', 'comment?'], unless: [rule.isAPetition, rule.satisfiedEnough], does: () => [tell({ role: 'followUpClerk', relation: 'receiving centre' }, 'closed')] },
    rateUnresolved: {
      from: 'followUp', to: 'reopened', by: reporter, asks: ['satisfaction', 'comment'], unless: [rule.notDissatisfied, rule.reopenedTwice],
      does: (matter, _, { org }) => reopening(matter, org),
    },
    recordCall: { during: 'followUp', by: followUpClerk, notWhoDid: ['answer'], asks: ['callResult', 'satisfaction?', 'comment?'], does: () => [tally('calls')] },
    close: { from: 'followUp', to: 'closed', by: followUpClerk, notWhoDid: ['answer'], asks: ['comment?'], unless: [rule.isAPetition, rule.threeCallsFirst, rule.dissatisfied], does: () => [issue('closing'), tell('reporter', 'closed')] },
    reopen: {
      from: 'followUp', to: 'reopened', by: followUpClerk, notWhoDid: ['answer'], asks: ['reason'], unless: [rule.notDissatisfied, rule.reopenedTwice],
      does: (matter, _, { org }) => reopening(matter, org),
    },
    // the next follow-up begins afresh: neither the old rating nor the old calls count
    rehandle: {
      from: 'reopened', to: 'handling', by: unitHead, asks: ['reason?'],
      does: matter => [startHalved('answer'), start('contact'), forget('satisfaction', 'comment', 'callResult'), tally('calls', -(matter.tallies['calls'] ?? 0))],
    },
    withdraw: { from: ['registered', 'triaged', 'dispatched', 'handling'], to: 'withdrawn', by: reporter, asks: ['reason?'], does: () => [issue('closing')] },

    // leaders, supervision, cards
    assignLeader: {
      during: 'open', by: supervisor, asks: ['leaderUnit', 'leader', 'reason'], unless: [rule.leaderIsUnknown, rule.accusedUnit],
      does: (_, { leaderUnit, leader }) => [stop('leaderAssignment'), flag('leaderAssigned'), lead(leaderUnit, leader, 'leaderContact'), issue('leaderAssignment'), tell('reporter', 'leaderAssigned')],
    },
    leaderContact: { during: 'open', by: by('leader').at('assigned leader'), asks: ['leaderNote'], does: () => [stop('leaderContact')] },
    orderSupervision: {
      during: 'open', by: [supervisor, system], asks: ['reason?'], unless: [rule.alreadyUnderSupervision],
      does: matter => [flag('underSupervision'), start('supervisionAnswer'), issue('supervisionOrder', matter.owner), tell({ role: 'unitHead', relation: 'owner unit' }, 'supervised')],
    },
    answerSupervision: { during: 'open', by: unitHead, asks: ['supervisionAnswer'], unless: [rule.notUnderSupervision], does: () => [unflag('underSupervision'), stop('supervisionAnswer')] },
    issueRedCard: { during: 'open', by: supervisor, asks: ['cardedUnit', 'reason'], unless: [rule.cardedUnitIsUnknown], adverse: 'card', does: (_, { cardedUnit, reason }) => [warn('red', cardedUnit, reason)] },
    issueYellowCard: { during: 'open', by: supervisor, asks: ['cardedUnit', 'reason'], unless: [rule.cardedUnitIsUnknown], adverse: 'card', does: (_, { cardedUnit, reason }) => [warn('yellow', cardedUnit, reason)] },
    objectToCard: {
      during: 'open', by: by('unitHead').at('carded unit'), asks: ['objection'], unless: [rule.noCardToContest],
      does: ({ place }, _, { actor, org }) => (actor.kind === 'staff'
        ? [stop('cardObjection', actor.unit), flag('cardContested'), flag(`contested:${actor.unit}`), start('cardDecision', office(org, place))] : []),
    },
    decideCard: {
      during: 'open', by: supervisor, notWhoDid: ['issueRedCard', 'issueYellowCard'], asks: ['cardedUnit', 'cardDecision', 'reason'], unless: [rule.noCardObjection],
      does: (matter, { cardedUnit, cardDecision }) => [
        unflag(`contested:${cardedUnit}`),
        ...(matter.flags.filter(one => one.startsWith('contested:')).length === 1 ? [unflag('cardContested'), stop('cardDecision')] : []),
        ...(cardDecision === 'lifted' ? [liftCard(cardedUnit)] : []), tell({ unit: cardedUnit }, 'cardDecided'),
      ],
    },

    // review and re-examination of a petition opinion
    openReviewWindow: { from: 'followUp', to: 'reviewable', by: followUpClerk, notWhoDid: ['answer'], asks: ['comment?'], unless: [rule.notAPetition], does: () => [remedy('reviewWindow'), tell('reporter', 'reviewed')] },
    requestReview: { from: ['followUp', 'reviewable'], to: 'reviewing', by: reporter, asks: ['reviewReason'], unless: [rule.notAPetition] },
    decideReview: { from: 'reviewing', to: 'reviewed', by: by('unitHead').at('superior of owner'), adverse: 'reviewOpinion', asks: ['outcome', 'opinion', 'legalBasis'], does: () => [remedy('reexaminationWindow'), tell('reporter', 'reviewed')] },
    requestReexamination: { from: 'reviewed', to: 'reexamining', by: reporter, asks: ['reviewReason'] },
    decideReexamination: { from: 'reexamining', to: 'closed', by: by('unitHead').at('top of owner'), adverse: 'reexaminationOpinion', asks: ['outcome', 'opinion', 'legalBasis'], does: () => [tell('reporter', 'closed')] },
    closeUnreviewed: { from: ['reviewable', 'reviewed'], to: 'closed', by: system, does: () => [issue('closing'), tell('reporter', 'closed')] },
  },
})
