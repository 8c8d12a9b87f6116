import { type DataOf, fieldsFor, text } from '@fengqiao/kernel'

const ask = fieldsFor({
  purpose: text('受理并办理本件诉求', 'To receive and handle this appeal'),
  basis: '《信访工作条例》第十八条至第二十三条',
  masking: 'open',
  retentionMonths: 60,
})

const contact = {
  purpose: text('告知进展、核实情况、回访', 'To report progress, verify facts and call back'),
  basis: '《信访工作条例》第十八条；《个人信息保护法》第十三条',
}

export const grades = {
  urgent: text('紧急', 'Urgent'),
  general: text('一般', 'General'),
  complex: text('复杂', 'Complex'),
  consult: text('咨询', 'Enquiry'),
} as const

export const kinds = {
  appeal: text('诉求', 'Appeal'),
  petition: text('信访事项', 'Petition'),
} as const

export const services = {
  petition: text('诉求信访', 'Appeals and petitions'),
  dispute: text('矛盾纠纷', 'Disputes'),
  legal: text('法律服务', 'Legal service'),
  security: text('治安求助', 'Public security'),
  counselling: text('心理服务', 'Counselling'),
  hazard: text('安全隐患', 'Hazards'),
} as const

export const rescuers = {
  police: text('110 公安', '110 police'),
  fire: text('119 消防', '119 fire and rescue'),
  medical: text('120 急救', '120 ambulance'),
} as const

export const routes = {
  court: text('人民法院', 'People’s court'),
  arbitration: text('仲裁', 'Arbitration'),
  administrativeReview: text('行政复议', 'Administrative review'),
} as const

export const outcomes = {
  upheld: text('维持', 'Upheld'),
  changed: text('变更', 'Changed'),
  returned: text('撤销并责令重新办理', 'Set aside, to be handled again'),
} as const

/** Everything an appeal may ask, at filing and in each later action. The register of law 6 is this object. */
export const fields = {
  // what the resident tells
  service: ask.choice(services, { label: text('服务类别', 'Kind of service') }),
  title: ask.text({ label: text('事由', 'Matter'), help: text('一句话说明', 'In one sentence'), max: 80 }),
  description: ask.longText({
    label: text('情况说明', 'What happened'),
    help: text('请勿填写他人隐私', 'Please leave out other people’s private details'),
  }),
  demand: ask.text({ label: text('诉求', 'What is asked for'), max: 300 }),
  subject: ask.subject({ label: text('事项分类', 'Subject') }),
  address: ask.address({ label: text('地点', 'Where'), purpose: text('确定责任单位', 'To find the unit responsible') }),
  contactName: ask.name({ label: text('称呼', 'Name'), ...contact }),
  contactPhone: ask.phone({ label: text('手机', 'Phone'), ...contact }),
  otherParties: ask.text({ label: text('涉及的单位或对方', 'Others involved'), max: 200, masking: 'hidden' }),
  earlierHandling: ask.text({ label: text('此前处理情况', 'Earlier handling'), max: 500 }),
  media: ask.files({ label: text('照片、录音或文件', 'Photos, recordings or files') }),
  groupSize: ask.number({ label: text('人数', 'Number of people'), min: 1, max: 9999 }),
  representatives: ask.people({ label: text('代表（不超过5人）', 'Representatives (at most 5)'), max: 50 }),
  accessibility: ask.text({ label: text('沟通便利需求', 'Help needed to communicate'), max: 120, masking: 'hidden' }),
  sharingConsent: ask.yesNo({ label: text('同意向承办单位提供联系方式', 'May share contact details with the unit handling it') }),
  // triage and dispatch
  grade: ask.choice(grades, { label: text('等级', 'Grade') }),
  kind: ask.choice(kinds, { label: text('办理类型', 'Kind of handling') }),
  unit: ask.unit({ label: text('主办单位', 'Unit responsible') }),
  reason: ask.text({ label: text('理由', 'Reason'), max: 500 }),
  confidence: ask.number({ label: text('建议置信度', 'Confidence of the suggestion'), min: 0, max: 1 }),
  duplicate: ask.case({ label: text('重复的原件', 'The case it repeats') }),
  rescuer: ask.choice(rescuers, { label: text('移交', 'Handed to') }),
  route: ask.choice(routes, { label: text('法定途径', 'Lawful route') }),
  legalReason: ask.text({ label: text('法定理由', 'Legal reason'), max: 500 }),
  // handling
  contactNote: ask.text({ label: text('联系情况', 'What was said'), max: 500 }),
  units: ask.units({ label: text('召集单位', 'Units summoned') }),
  summonPlace: ask.text({ label: text('集合地点', 'Where to come'), max: 120 }),
  arriveWithin: ask.number({ label: text('到场时限（分钟）', 'Arrive within (minutes)'), min: 5, max: 600 }),
  checkInPlace: ask.text({ label: text('到场地点', 'Arrived at'), max: 120 }),
  checkInPoint: ask.point({ label: text('到场位置', 'Position on arrival') }),
  jointFinding: ask.longText({ label: text('现场处置情况', 'What was done on site'), max: 2000 }),
  stars: ask.rating({ label: text('评价', 'Rating') }),
  ratedUnit: ask.unit({ label: text('被评价单位', 'Unit rated') }),
  question: ask.text({ label: text('需补充的内容', 'What is missing'), max: 500 }),
  supplement: ask.longText({ label: text('补充说明', 'Further information'), max: 2000 }),
  appraiser: ask.text({ label: text('鉴定机构', 'Appraisal body'), max: 120 }),
  appraisal: ask.longText({ label: text('鉴定结论', 'Appraisal result'), max: 2000 }),
  interest: ask.text({ label: text('利害关系说明', 'Nature of the interest'), max: 300 }),
  // answer and quality
  finding: ask.longText({ label: text('查明的情况', 'Facts found') }),
  opinion: ask.longText({ label: text('处理意见', 'Opinion') }),
  legalBasis: ask.longText({ label: text('法律、政策依据', 'Legal basis'), max: 1000 }),
  evidence: ask.files({ label: text('佐证材料', 'Evidence') }),
  qualityNote: ask.text({ label: text('核查意见', 'Quality note'), max: 500 }),
  // follow-up
  callResult: ask.choice(
    { reached: text('已接通', 'Reached'), noAnswer: text('无人接听', 'No answer'), refused: text('不愿评价', 'Declined') },
    { label: text('回访结果', 'Result of the call') },
  ),
  satisfaction: ask.rating({ label: text('满意度', 'Satisfaction') }),
  comment: ask.text({ label: text('意见', 'Comment'), max: 500 }),
  // leadership, supervision, cards
  leaderUnit: ask.unit({ label: text('包案领导单位', 'Leader’s unit') }),
  leader: ask.account({ label: text('包案领导', 'Leader') }),
  leaderNote: ask.text({ label: text('接访情况', 'Reception note'), max: 500 }),
  supervisionAnswer: ask.longText({ label: text('督办答复', 'Answer to supervision'), max: 2000 }),
  objection: ask.text({ label: text('异议理由', 'Objection'), max: 500 }),
  cardDecision: ask.choice({ lifted: text('撤销', 'Lifted'), kept: text('维持', 'Kept') }, { label: text('处理结果', 'Decision') }),
  cardedUnit: ask.unit({ label: text('被亮牌单位', 'Carded unit') }),
  // review routes of a petition
  reviewReason: ask.longText({ label: text('复查、复核理由', 'Grounds for review'), max: 2000 }),
  outcome: ask.choice(outcomes, { label: text('复查、复核结论', 'Outcome') }),
} as const

export type AppealData = DataOf<typeof fields>
