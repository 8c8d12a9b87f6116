import { type CaseState, ruleFor, text } from '@fengqiao/kernel'
import type { AppealData } from './form.ts'

const rule = ruleFor<AppealData>()

/** The running summons of a unit. */
const callOf = (matter: Pick<CaseState, 'assignments'>, unit: string) =>
  matter.assignments.find(one => one.kind === 'whistle' && one.unit === unit && !one.to)

export const tooManyRepresentatives = rule('tooManyRepresentatives', {
  because: text('多人反映共同事项的，应推选不超过5名代表', 'A group chooses at most five representatives'),
  source: '《信访工作条例》第二十条',
  help: text('请推选代表后再提交，其余人员仍可各自收到进展通知', 'Choose representatives; everyone else can still follow the matter'),
  when: (_, { representatives }) => (representatives?.length ?? 0) > 5,
})

export const groupWithoutRepresentatives = rule('groupWithoutRepresentatives', {
  because: text('5人以上共同反映的，请填写代表姓名', 'A group of five or more names its representatives'),
  source: '《信访工作条例》第二十条',
  when: (_, { groupSize, representatives }) => (groupSize ?? 1) >= 5 && (representatives?.length ?? 0) === 0,
})

export const contactMissing = rule('contactMissing', {
  because: text('信访事项须有联系方式，才能出具书面告知', 'A petition needs a way to reach the petitioner, since notices are in writing'),
  source: '《信访工作条例》第二十三条',
  help: text('可作为一般诉求办理，匿名亦可', 'It can be handled as an appeal, even anonymously'),
  when: (matter, { kind }) => kind === 'petition' && !matter.data.contactPhone && matter.reporters.every(person => person === null),
})

export const alreadyInProcess = rule('alreadyInProcess', {
  because: text('该事项已由原单位受理，正在办理期限内', 'The matter is already being handled and its period is running'),
  source: '《信访工作条例》第十九条',
  help: text(
    '可并入原件，进展一并告知；并非重复的，请重新研判',
    'Merge it into the case in process; if it does not repeat it, triage it again',
  ),
  when: matter => matter.data.duplicate !== undefined,
})

export const belongsInCourt = rule('belongsInCourt', {
  because: text('诉讼类事项应告知当事人走法定途径，不得派单', 'A litigation-type claim goes to the lawful route and is not dispatched'),
  source: '《信访工作条例》第二十八条、第三十一条',
  help: text('请使用“分流至法定途径”', 'Use “Redirect to the lawful route”'),
  when: matter => matter.flags.includes('litigation'),
})

export const unitIsUnknown = rule('unitIsUnknown', {
  because: text('没有这个单位', 'There is no such unit'),
  source: '权责清单',
  when: (_, { unit, units }, { org }) => [...(unit ? [unit] : []), ...(units ?? [])].some(id => !org.unit(id)),
})

export const cardedUnitIsUnknown = rule('cardedUnitIsUnknown', {
  because: text('没有这个单位', 'There is no such unit'),
  source: '权责清单',
  help: text('警示牌只对单位，不对个人', 'Cards are for units, never for people'),
  when: (_, { cardedUnit }, { org }) => cardedUnit !== undefined && !org.unit(cardedUnit),
})

export const accusedUnit = rule('accusedUnit', {
  because: text('不得将检举控告材料转给被检举控告的单位', 'An accusation must never reach the accused unit'),
  source: '《信访工作条例》第三十条',
  when: (matter, { unit, units, leaderUnit }, { org }) =>
    matter.flags.includes('accusation') &&
    [...(unit ? [unit] : []), ...(leaderUnit ? [leaderUnit] : []), ...(units ?? [])].some(id => {
      const name = org.unit(id)?.name.zh
      return name !== undefined && (matter.data.otherParties ?? '').includes(name)
    }),
})

export const leaderIsUnknown = rule('leaderIsUnknown', {
  because: text('该单位没有这位在任领导', 'That unit has no such leader in post'),
  source: '领导包案规则',
  help: text('请从领导名单中选择', 'Choose from the list of leaders'),
  when: (_, { leaderUnit, leader }, { org }) => !org.holds(leader ?? '', 'leader', leaderUnit ?? ''),
})

export const handlerHasInterest = rule('handlerHasInterest', {
  standing: true,
  because: text('经办人与本件有利害关系，应当回避', 'The handler has an interest in the matter and must withdraw'),
  source: '《信访工作条例》第二十八条',
  help: text('请由本单位其他人员办理', 'Another member of the unit must act'),
  when: (matter, _, { actor }) => actor.kind === 'staff' && matter.flags.includes(`recused:${actor.account}`),
})

export const objectionIsLate = rule('objectionIsLate', {
  standing: true,
  because: text('已过提出异议的期限，本件由贵单位办理', 'The time to object has passed; the matter stays with your unit'),
  source: '《信访工作条例》第二十三条（5个工作日）；一般诉求 1 个工作日',
  when: (matter, _, { now }) => !matter.clocks.some(clock => clock.key === 'objection' && clock.state === 'running' && clock.due >= now),
})

export const designationIsFinal = rule('designationIsFinal', {
  standing: true,
  because: text('本件已由共同上级指定管辖，不得再次提出异议', 'The common superior has designated the unit; it may not object again'),
  source: '《信访工作条例》第二十四条',
  when: matter => 'designate' in matter.acts,
})

export const summonedUnitHasNotReported = rule('summonedUnitHasNotReported', {
  because: text('尚有被召集单位未反馈处置情况', 'A summoned unit has not reported yet'),
  source: '社区发令、部门报到规则',
  help: text('请督促其反馈，或由发令方解除召集', 'Ask it to report, or have the summons released'),
  when: matter => matter.assignments.some(a => a.kind === 'whistle' && !a.to && !a.reported),
})

export const alreadyArrived = rule('alreadyArrived', {
  because: text('贵单位已签到', 'Your unit has already checked in'),
  source: '社区发令、部门报到规则',
  when: (matter, _, { actor }) => actor.kind === 'staff' && callOf(matter, actor.unit)?.arrived !== undefined,
})

export const notArrivedYet = rule('notArrivedYet', {
  because: text('请先到场签到，再反馈处置情况', 'Check in on site before reporting what was done'),
  source: '社区发令、部门报到规则',
  help: text('无需到场的，请发令方解除召集', 'If nobody needs to come, have the summons released'),
  when: (matter, _, { actor }) => actor.kind === 'staff' && callOf(matter, actor.unit)?.arrived === undefined,
})

export const alreadySummoned = rule('alreadySummoned', {
  because: text('该单位已在召集中', 'That unit is already summoned'),
  source: '社区发令、部门报到规则',
  when: (matter, { units }) => new Set(units).size < (units ?? []).length || (units ?? []).some(unit => callOf(matter, unit) !== undefined),
})

export const ratedUnitWasNotSummoned = rule('ratedUnitWasNotSummoned', {
  because: text('只能评价本件召集过的单位', 'Only units summoned on this matter can be rated'),
  source: '社区发令、部门报到规则',
  when: (matter, { ratedUnit }) => !matter.assignments.some(a => a.kind === 'whistle' && a.unit === ratedUnit),
})

export const alreadyExtended = rule('alreadyExtended', {
  standing: true,
  because: text('办理期限只能延长一次', 'The period may be extended once only'),
  source: '《信访工作条例》第三十四条',
  when: matter => matter.clocks.some(clock => clock.key === 'answer' && clock.extensions.length > 0),
})

export const tooLateToExtend = rule('tooLateToExtend', {
  because: text('已超过办理期限，不得再延期', 'The period has already passed and can no longer be extended'),
  source: '《信访工作条例》第三十四条',
  help: text('请尽快答复；督办答复可说明原因', 'Answer as soon as possible; the answer to supervision can give the reason'),
  when: matter => matter.clocks.some(clock => clock.key === 'answer' && clock.state === 'late'),
})

export const gradeHasNoExtension = rule('gradeHasNoExtension', {
  standing: true,
  because: text('紧急件、咨询件不得延期', 'Urgent matters and enquiries are not extended'),
  source: '12345 工单分级规则',
  when: matter => matter.variant !== 'petition' && (matter.grade === 'urgent' || matter.grade === 'consult'),
})

export const notWaitingForResident = rule('notWaitingForResident', {
  standing: true,
  because: text('当前没有等待补充的内容', 'Nothing is being waited for'),
  source: '办理规则',
  help: text('仍可用“补充情况”告知新情况', 'New information can be added at any time'),
  when: matter => !matter.flags.includes('awaitingResident'),
})

export const alreadyWaiting = rule('alreadyWaiting', {
  standing: true,
  because: text('办理时限已因其他原因暂停', 'The clock is already paused'),
  source: '办理规则：同一时间只能有一个暂停事由',
  when: matter => matter.flags.includes('awaitingResident') || matter.flags.includes('awaitingAppraisal'),
})

export const notWaitingForAppraisal = rule('notWaitingForAppraisal', {
  standing: true,
  because: text('当前没有进行中的鉴定', 'No appraisal is under way'),
  source: '办理规则',
  when: matter => !matter.flags.includes('awaitingAppraisal'),
})

export const stillWaiting = rule('stillWaiting', {
  because: text('时限暂停期间不能答复，请先恢复办理', 'It cannot be answered while its clock is paused'),
  source: '办理规则',
  when: matter => matter.flags.includes('awaitingResident') || matter.flags.includes('awaitingAppraisal'),
})

export const threeCallsFirst = rule('threeCallsFirst', {
  because: text('未取得评价的，须在三次回访后方可办结', 'Without a rating it closes only after three attempts to call'),
  source: '回访规则：三次为限',
  when: matter => matter.data.satisfaction === undefined && (matter.tallies['calls'] ?? 0) < 3 && matter.data.callResult !== 'refused',
})

export const dissatisfied = rule('dissatisfied', {
  because: text('评价为不满意的，应当重办，不得办结', 'A dissatisfied rating leads to reopening, not to closure'),
  source: '回访规则',
  help: text('请使用“重办”', 'Use “Reopen”'),
  when: matter => (matter.data.satisfaction ?? 5) <= 2 && (matter.tallies['reopened'] ?? 0) < 2,
})

export const notDissatisfied = rule('notDissatisfied', {
  because: text('仅在评价为不满意或核实未解决时重办', 'It is reopened when rated dissatisfied or found unresolved'),
  source: '回访规则',
  when: (matter, { satisfaction }) => (satisfaction ?? matter.data.satisfaction ?? 5) > 2,
})

export const satisfiedEnough = rule('satisfiedEnough', {
  because: text('评价为 1 至 2 分的，请选择“没有解决”', 'For a rating of 1 or 2, choose “not resolved”'),
  source: '回访规则',
  when: (matter, { satisfaction }) => (satisfaction ?? 5) <= 2 && (matter.tallies['reopened'] ?? 0) < 2,
})

export const reopenedTwice = rule('reopenedTwice', {
  standing: true,
  because: text('已重办两次，转由包案领导协调', 'It has been reopened twice; the assigned leader now coordinates'),
  source: '领导包案规则',
  when: matter => (matter.tallies['reopened'] ?? 0) >= 2,
})

export const alreadyUnderSupervision = rule('alreadyUnderSupervision', {
  standing: true,
  because: text('本件已在督办中', 'The matter is already under supervision'),
  source: '督查督办规则',
  when: matter => matter.flags.includes('underSupervision'),
})

export const notUnderSupervision = rule('notUnderSupervision', {
  standing: true,
  because: text('本件没有未答复的督办', 'No supervision order is open'),
  source: '督查督办规则',
  when: matter => !matter.flags.includes('underSupervision'),
})

export const noCardToContest = rule('noCardToContest', {
  standing: true,
  because: text('贵单位在本件没有可申诉的警示牌', 'Your unit has no card on this matter to contest'),
  source: '亮牌规则：3 个工作日内可提出异议',
  when: (matter, _, { actor, now }) =>
    actor.kind !== 'staff' ||
    !matter.cards.some(card => card.unit === actor.unit && !card.lifted) ||
    !matter.clocks.some(
      clock => clock.key === 'cardObjection' && clock.unit === actor.unit && clock.state === 'running' && clock.due >= now,
    ),
})

export const noCardObjection = rule('noCardObjection', {
  because: text('该单位没有待处理的异议', 'That unit has no objection waiting'),
  source: '亮牌规则',
  when: (matter, { cardedUnit }) => !matter.flags.includes(`contested:${cardedUnit}`),
})

export const notAPetition = rule('notAPetition', {
  standing: true,
  because: text('复查、复核适用于信访事项', 'Review and re-examination are for petitions'),
  source: '《信访工作条例》第三十五条、第三十六条',
  help: text('一般诉求可评价“没有解决”，由上一级重办', 'Rate an appeal as not resolved and it is handled again one level up'),
  when: matter => matter.variant !== 'petition',
})

export const isAPetition = rule('isAPetition', {
  standing: true,
  because: text('信访事项办结前须保留复查期限', 'A petition keeps its time for review before it closes'),
  source: '《信访工作条例》第三十五条',
  help: text('请使用“进入复查期”', 'Use “Open the time for review”'),
  when: matter => matter.variant === 'petition',
})
