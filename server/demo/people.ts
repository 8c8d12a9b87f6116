import type { Unit } from '@fengqiao/contract'
import { type RoleId, roles } from '@fengqiao/kernel'
import type { PostLine } from '../src/units/store.ts'
import { nameMaker } from './names.ts'
import { seeded } from './random.ts'
import { units } from './units.ts'

export interface DemoAccount {
  /** Account id and login are the same words in the demo. */
  readonly id: string
  readonly login: string
  readonly nameZh: string
  readonly nameEn: string
  readonly phone: string
  readonly posts: readonly string[]
}

type Seat = readonly [unit: string, ...roles: RoleId[]]
type Named = readonly [login: string, zh: string, en: string, seats: readonly Seat[]]

/** People whom tests, documents and the page of demo roles name. */
const named: readonly Named[] = [
  ['chen.dispatcher', '陈静宜', 'Chen Jingyi', [['district.governance', 'dispatcher']]],
  ['zhou.commander', '周启明', 'Zhou Qiming', [['district.governance', 'dutyCommander']]],
  ['he.triage', '何婉仪', 'He Wanyi', [['district.governance', 'triageOfficer']]],
  ['xu.frontdesk', '许佳宁', 'Xu Jianing', [['district.governance', 'frontDesk']]],
  ['luo.followup', '罗思敏', 'Luo Simin', [['district.governance', 'followUpClerk']]],
  ['fang.head', '方正宏', 'Fang Zhenghong', [['district.governance', 'unitHead', 'dutyCommander']]],
  ['deng.supervision', '邓立群', 'Deng Liqun', [['district.supervision', 'supervisionOfficer']]],
  ['gao.leader', '高志远', 'Gao Zhiyuan', [['district.government', 'leader']]],
  ['song.legal', '宋明哲', 'Song Mingzhe', [['district.justice', 'legalReviewer']]],
  ['shen.system', '沈文博', 'Shen Wenbo', [['district.data', 'systemAdministrator']]],
  ['tang.security', '唐亦凡', 'Tang Yifan', [['district.data', 'securityAdministrator']]],
  ['jiang.auditor', '江雨桐', 'Jiang Yutong', [['district.data', 'auditor']]],
  ['ye.dpo', '叶清和', 'Ye Qinghe', [['district.data', 'dpo']]],
  ['liang.commander', '梁国安', 'Liang Guoan', [['rongwan.governance', 'dutyCommander', 'unitHead']]],
  ['pan.triage', '潘晓彤', 'Pan Xiaotong', [['rongwan.governance', 'triageOfficer', 'dutyCommander']]],
  ['wu.dispatcher', '吴嘉慧', 'Wu Jiahui', [['rongwan.governance', 'dispatcher', 'dutyCommander']]],
  ['cai.followup', '蔡敏仪', 'Cai Minyi', [['rongwan.governance', 'followUpClerk', 'frontDesk']]],
  ['huang.handler', '黄志鹏', 'Huang Zhipeng', [['rongwan.urban', 'handler']]],
  [
    'lu.head',
    '陆建国',
    'Lu Jianguo',
    [
      ['rongwan.urban', 'unitHead'],
      ['rongwan.housing', 'unitHead'],
      ['rongwan.planning', 'unitHead'],
    ],
  ],
  ['ma.police', '马骁', 'Ma Xiao', [['rongwan.police', 'handler']]],
  ['zeng.station', '曾丽娟', 'Zeng Lijuan', [['rongshu.station', 'frontDesk', 'unitHead']]],
  ['lin.grid', '林国强', 'Lin Guoqiang', [['rongshu.station', 'gridLeader', 'gridWorker', 'handler', 'frontDesk']]],
  [
    'su.mediator',
    '苏玉珍',
    'Su Yuzhen',
    [
      ['rongshu.mediation', 'mediator', 'handler', 'unitHead'],
      ['rongshu.committee', 'handler', 'unitHead'],
    ],
  ],
]

/** Login of each named person by short role, for tests and documents. */
export const staff = {
  dispatcher: 'chen.dispatcher',
  commander: 'zhou.commander',
  triage: 'he.triage',
  frontDesk: 'xu.frontdesk',
  followUp: 'luo.followup',
  supervision: 'deng.supervision',
  leader: 'gao.leader',
  legal: 'song.legal',
  systemAdministrator: 'shen.system',
  securityAdministrator: 'tang.security',
  auditor: 'jiang.auditor',
  dpo: 'ye.dpo',
  streetCommander: 'liang.commander',
  streetTriage: 'pan.triage',
  streetDispatcher: 'wu.dispatcher',
  handler: 'huang.handler',
  unitHead: 'lu.head',
  stationHead: 'zeng.station',
  gridLeader: 'lin.grid',
  mediator: 'su.mediator',
} as const

/** Offices of a street that one deputy head leads together, and offices that share one clerk. */
const streetHeads = [
  ['urban', 'housing', 'planning'],
  ['labour', 'market', 'civil', 'health', 'women'],
  ['police', 'emergency', 'fire'],
  ['justice', 'mediation', 'court', 'petition', 'supervision', 'office'],
] as const
const streetClerks = [
  ['urban'],
  ['housing', 'planning'],
  ['labour'],
  ['market'],
  ['civil', 'women'],
  ['health'],
  ['police'],
  ['emergency'],
  ['fire'],
  ['justice', 'mediation'],
  ['court'],
  ['petition', 'supervision', 'office'],
] as const

const of = (kind: Unit['kind'], level: Unit['level']) => units.filter(unit => unit.kind === kind && unit.level === level)

/** Groups of seats, each for one more person; what the named people already sit on is left out. */
function groups(): Seat[][] {
  const found: Seat[][] = [
    [['district.governance', 'dispatcher']],
    [['district.governance', 'dispatcher', 'followUpClerk']],
    [['district.governance', 'dutyCommander', 'frontDesk', 'handler']],
    [
      ['city.petition', 'handler'],
      ['city.review', 'handler'],
      ['city.governance', 'handler'],
    ],
    [
      ['city.petition', 'unitHead'],
      ['city.review', 'unitHead'],
      ['city.governance', 'unitHead', 'dutyCommander', 'leader', 'supervisionOfficer'],
    ],
  ]
  const bureaus = units.filter(unit => unit.level === 'district' && unit.kind !== 'governanceCentre').map(unit => unit.id)
  for (const bureau of bureaus) found.push([[bureau, 'unitHead', ...(bureau === 'district.mediation' ? (['mediator'] as const) : [])]])
  for (let at = 0; at < bureaus.length; at += 2) found.push(bureaus.slice(at, at + 2).map(bureau => [bureau, 'handler']))
  for (const centre of of('governanceCentre', 'street')) {
    const street = centre.id.split('.')[0] ?? ''
    if (street !== 'rongwan')
      found.push(
        [[centre.id, 'dutyCommander', 'unitHead']],
        [[centre.id, 'triageOfficer', 'dutyCommander']],
        [[centre.id, 'dispatcher', 'dutyCommander']],
        [[centre.id, 'followUpClerk', 'frontDesk']],
      )
    found.push([
      [centre.id, 'handler', 'frontDesk'],
      [`${street}.supervision`, 'supervisionOfficer'],
    ])
    found.push([[`${street}.office`, 'leader']])
    for (const heads of streetHeads) found.push(heads.map(id => [`${street}.${id}`, 'unitHead', ...extra(id)]))
    for (const clerks of streetClerks) found.push(clerks.map(id => [`${street}.${id}`, 'handler']))
  }
  for (const station of of('serviceStation', 'community')) {
    const community = station.id.split('.')[0] ?? ''
    found.push([[station.id, 'gridWorker']])
    if (community === 'rongshu') continue
    found.push([[station.id, 'frontDesk', 'unitHead']], [[station.id, 'gridLeader', 'gridWorker', 'handler', 'frontDesk']])
    found.push([
      [`${community}.mediation`, 'mediator', 'handler', 'unitHead'],
      [`${community}.committee`, 'handler', 'unitHead'],
    ])
  }
  for (const firm of of('propertyFirm', 'site')) found.push([[firm.id, 'handler', 'unitHead']])
  return found
}

const extra = (id: string): RoleId[] => (id === 'mediation' ? ['mediator'] : id === 'justice' ? ['legalReviewer'] : [])

const postId = (unit: string, role: RoleId) => `${unit}.${role}`
const postsOf = (seats: readonly Seat[]) => seats.flatMap(([unit, ...held]) => held.map(role => postId(unit, role)))

function hire(): DemoAccount[] {
  const makeName = nameMaker(
    seeded(20260301),
    named.map(([login]) => login),
  )
  const namedSeats = new Set(
    named.flatMap(([, , , seats]) => seats.filter(([unit]) => unit.startsWith('rongwan')).map(([unit, role]) => `${unit} ${role}`)),
  )
  const staffed = groups()
    .map(seats => seats.filter(([unit, role]) => !namedSeats.has(`${unit} ${role}`)))
    .filter(seats => seats.length > 0)
  const people = [
    ...named.map(([login, nameZh, nameEn, seats]) => ({ login, nameZh, nameEn, posts: postsOf(seats) })),
    ...staffed.map(seats => {
      const { zh, en, login } = makeName()
      return { login, nameZh: zh, nameEn: en, posts: postsOf(seats) }
    }),
  ]
  return people.map((person, index) => ({ id: person.login, ...person, phone: `1990000${String(1000 + index)}` }))
}

/** Everybody on the staff of the demo district. */
export const accounts: readonly DemoAccount[] = hire()

const unitById = new Map(units.map(unit => [unit.id, unit]))

/** Every post that somebody holds. */
export const posts: readonly PostLine[] = [...new Set(accounts.flatMap(account => account.posts))].toSorted().map(id => {
  const at = id.lastIndexOf('.')
  const [unit, role] = [id.slice(0, at), id.slice(at + 1) as RoleId]
  const { zh, en } = unitById.get(unit)?.name ?? { zh: unit, en: unit }
  return { id, unit, role, title: { zh: `${zh}${roles[role].zh}`, en: `${roles[role].en}, ${en}` } }
})
