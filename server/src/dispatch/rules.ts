import { type Text, text } from '@fengqiao/kernel'

/**
 * Owns: the rules that go before the learned classifier, to be read by the people who answer for them. A rule about words never
 * decides against anyone: it raises the grade, or leaves the matter to a person.
 */
export interface WordRule {
  readonly id: string
  readonly words: readonly string[]
  readonly says: Text
  /** The matter is urgent. */
  readonly urgent?: boolean
  /** A person decides, however sure the classifier is. */
  readonly person?: boolean
}

export const wordRules: readonly WordRule[] = [
  {
    id: 'emergency',
    words: [
      '着火',
      '起火',
      '失火',
      '火灾',
      '冒浓烟',
      '爆炸',
      '漏气',
      '燃气泄漏',
      '煤气泄漏',
      '持刀',
      '砍人',
      '行凶',
      '抢劫',
      '绑架',
      '跳楼',
      '轻生',
      '自杀',
      '溺水',
      '昏迷',
      '大出血',
      '触电',
      '被困',
      '困人',
      '坠楼',
      '正在倒塌',
      '救命',
      '中毒',
    ],
    says: text(
      '疑似危及生命的紧急情况：先移交 110、119 或 120，再登记办理',
      'Life may be in danger: hand it to 110, 119 or 120 first, then record it',
    ),
    urgent: true,
    person: true,
  },
  {
    id: 'violence',
    words: ['家暴', '家庭暴力', '殴打', '虐待', '性侵', '猥亵', '保护令'],
    says: text(
      '涉及人身伤害或未成年人保护，由研判人员处理',
      'It may concern violence or the protection of a minor: a triage officer decides',
    ),
    urgent: true,
    person: true,
  },
  {
    id: 'litigation',
    words: ['法院', '起诉', '上诉', '判决', '裁定', '仲裁裁决', '强制执行', '行政复议', '行政诉讼', '民事诉讼'],
    says: text(
      '可能属诉讼类事项，须由研判人员决定是否分流至法定途径',
      'It may belong in court: a triage officer decides on the lawful route',
    ),
    person: true,
  },
  {
    id: 'accusation',
    words: [
      '检举',
      '控告',
      '举报干部',
      '举报领导',
      '贪污',
      '受贿',
      '行贿',
      '索贿',
      '收红包',
      '以权谋私',
      '滥用职权',
      '徇私',
      '保护伞',
      '打击报复',
    ],
    says: text(
      '可能属检举控告，须由研判人员确认不转给被检举控告的单位',
      'It may be an accusation: a triage officer makes sure that it does not reach the accused',
    ),
    person: true,
  },
  {
    id: 'petition',
    words: ['信访', '上访', '复查申请', '复核申请', '信访人'],
    says: text('可能属信访事项，须由研判人员确定办理类型', 'It may be a petition: a triage officer decides how it is handled'),
    person: true,
  },
  {
    id: 'urgency',
    words: [
      '塌陷',
      '即将坠落',
      '随时会掉',
      '摇摇欲坠',
      '井盖缺失',
      '没有井盖',
      '漏电',
      '电线裸露',
      '有人受伤',
      '积水倒灌',
      '水浸',
      '大面积停电',
      '全楼停水',
      '高坠',
      '紧急',
      '十万火急',
    ],
    says: text('出现紧急情形的词语，建议按紧急件办理', 'Words of urgency: suggested as urgent'),
    urgent: true,
  },
]

/** Why a person decides, for reasons that do not stand in the words. */
export const holds = {
  off: text('自动分拨未启用', 'Automatic dispatch is switched off'),
  notSure: text('置信度低于值班指挥长设定的阈值', 'Less confident than the duty commander’s threshold'),
  noSubject: text('没有可建议的事项分类', 'No subject can be suggested'),
  disagrees: text('群众选择的分类与系统建议不一致', 'The resident’s own choice and the classifier differ'),
  placeTooWide: text('地点不明确，不能确定责任单位', 'The place is too wide to tell which unit is responsible'),
  flagged: text('已加标记，由研判人员处理', 'It carries a flag: a person decides'),
  special: text('属特别办理类型，由研判人员处理', 'It has a kind of handling of its own: a person decides'),
  waited: text('启用自动分拨前已在等候，由工作人员处理', 'It was waiting before automatic dispatch began: a person decides'),
  inHand: text('已有工作人员在办', 'A member of staff already has it in hand'),
  duplicate: text('近期附近有相同事项，请先核对是否重复', 'A recent matter nearby says the same: check whether it repeats'),
  noWay: text('该类事项不允许系统分拨', 'The procedure does not let the system dispatch'),
  refused: text('办理规则不允许自动分拨', 'A rule of the procedure refused'),
} satisfies Record<string, Text>
export type HoldId = keyof typeof holds

export const decided = {
  chosen: text('按群众自己选择的分类', 'The subject that the resident chose'),
  keywords: text('按分类关键词', 'Keywords of the subject'),
} satisfies Record<string, Text>

/** Sentence of a rule or hold by its id, for what the worker noted about a case. */
export const sayRule = (id: string): Text | undefined =>
  Object.hasOwn(holds, id) ? holds[id as HoldId] : wordRules.find(rule => rule.id === id)?.says

/**
 * Groups and prefixes of subjects that are about a place anybody can see. Only these are offered to the public as "someone has
 * already told us"; a matter about people is never shown to a stranger, not even its title.
 */
export const aboutPlaces: readonly string[] = ['environment', 'city', 'facilities', 'property', 'safety', 'transport', 'traffic']
