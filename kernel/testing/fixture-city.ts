import type { Organisation, UnitFact } from '../permission/organisation.ts'
import type { RoleId } from '../role.ts'
import { type Text, text } from '../text.ts'

/**
 * Owns: the small fixed city in which stories are told: part of the fictional district, with named units and people.
 * Never: the demo city (server), which is larger and carries the same names.
 */
export const places = {
  '440399': { name: text('枫桥区', 'Fengqiao District'), level: 'district', parent: undefined },
  '440399001': { name: text('望海街道', 'Wanghai Street'), level: 'street', parent: '440399' },
  '440399001001': { name: text('渔歌社区', 'Yuge Community'), level: 'community', parent: '440399001' },
} as const satisfies Record<string, { name: Text; level: string; parent: string | undefined }>

/** Where stories happen unless they say otherwise. */
export const home = '440399001001'

const fact = (kind: string, place: keyof typeof places, name: Text, phone: string, parent?: string) => ({
  kind,
  place,
  level: places[place].level,
  name,
  phone,
  parent,
})

/** Street units stand under the street office, the office and the bureaus under the district's governance centre. */
export const units = {
  'district-centre': fact('governanceCentre', '440399', text('枫桥区综治中心', 'Fengqiao District Governance Centre'), '0755-25550000'),
  'supervision-office': fact(
    'supervision',
    '440399',
    text('枫桥区督查室', 'Fengqiao District Supervision Office'),
    '0755-25550001',
    'district-centre',
  ),
  'wanghai-office': fact(
    'governmentOffice',
    '440399001',
    text('望海街道办事处', 'Wanghai Street Office'),
    '0755-25550100',
    'district-centre',
  ),
  'wanghai-centre': fact(
    'governanceCentre',
    '440399001',
    text('望海街道综治中心', 'Wanghai Street Governance Centre'),
    '0755-25550110',
    'wanghai-office',
  ),
  'wanghai-urban-management': fact(
    'urbanManagement',
    '440399001',
    text('望海街道综合行政执法队', 'Wanghai Street Urban Management Team'),
    '0755-25550120',
    'wanghai-office',
  ),
  'wanghai-housing': fact(
    'housing',
    '440399001',
    text('望海街道住房建设办公室', 'Wanghai Street Housing Office'),
    '0755-25550130',
    'wanghai-office',
  ),
  'wanghai-police': fact('police', '440399001', text('望海派出所', 'Wanghai Police Station'), '0755-25550140', 'wanghai-office'),
  'yuge-station': fact(
    'serviceStation',
    '440399001001',
    text('渔歌平安服务驿站', 'Yuge Safety Service Station'),
    '0755-25550150',
    'wanghai-centre',
  ),
} as const

export type UnitName = keyof typeof units

/** Who holds which posts. 何静 holds two, so that separation of duty can be told. */
export const people = {
  zhangmin: { name: '张敏', posts: [['triageOfficer', 'wanghai-centre']] },
  hejing: {
    name: '何静',
    posts: [
      ['dispatcher', 'wanghai-centre'],
      ['handler', 'wanghai-centre'],
    ],
  },
  dengtao: { name: '邓涛', posts: [['dispatcher', 'wanghai-centre']] },
  zhoukai: { name: '周凯', posts: [['dutyCommander', 'wanghai-centre']] },
  liming: { name: '李明', posts: [['followUpClerk', 'wanghai-centre']] },
  caoyun: { name: '曹芸', posts: [['unitHead', 'wanghai-centre']] },
  luoqiang: { name: '罗强', posts: [['handler', 'wanghai-urban-management']] },
  sunyue: { name: '孙悦', posts: [['handler', 'wanghai-urban-management']] },
  majun: { name: '马骏', posts: [['unitHead', 'wanghai-urban-management']] },
  guotao: { name: '郭涛', posts: [['handler', 'wanghai-housing']] },
  linlin: { name: '林琳', posts: [['unitHead', 'wanghai-housing']] },
  zhaolei: { name: '赵雷', posts: [['handler', 'wanghai-police']] },
  liangwei: { name: '梁伟', posts: [['handler', 'wanghai-office']] },
  xiefang: { name: '谢芳', posts: [['unitHead', 'wanghai-office']] },
  zhenglan: { name: '郑岚', posts: [['dutyCommander', 'wanghai-office']] },
  tangning: { name: '唐宁', posts: [['leader', 'wanghai-office']] },
  yeqing: { name: '叶青', posts: [['handler', 'district-centre']] },
  xuke: { name: '许可', posts: [['unitHead', 'district-centre']] },
  hanbing: { name: '韩冰', posts: [['dutyCommander', 'district-centre']] },
  fengjie: { name: '冯洁', posts: [['frontDesk', 'yuge-station']] },
  zengxian: { name: '曾宪', posts: [['supervisionOfficer', 'supervision-office']] },
  pengli: { name: '彭丽', posts: [['supervisionOfficer', 'supervision-office']] },
} as const satisfies Record<string, { name: string; posts: readonly (readonly [RoleId, UnitName])[] }>

export type AccountName = keyof typeof people

/** Residents by name, with the id that the journal keeps. */
export const residents = { 林桦: 'r-linhua', 陈秀英: 'r-chenxiuying', 王建国: 'r-wangjianguo' } as const
export type ResidentName = keyof typeof residents

const unitOfId = (id: string): ((typeof units)[UnitName] & { readonly parent: string | undefined }) | undefined =>
  Object.hasOwn(units, id) ? units[id as UnitName] : undefined

const superior = (id: string): string | undefined => unitOfId(id)?.parent

function superiors(id: string): readonly string[] {
  const above = superior(id)
  return above === undefined ? [] : [above, ...superiors(above)]
}

function unitOf(kind: string, place: string): string | undefined {
  const here = Object.entries(units).find(([, unit]) => unit.kind === kind && unit.place === place)?.[0]
  const wider = Object.hasOwn(places, place) ? places[place as keyof typeof places].parent : undefined
  return here ?? (wider === undefined ? undefined : unitOf(kind, wider))
}

/** The fixture city as the kernel sees an organisation. */
export const fixtureOrganisation: Organisation = {
  unit: (id): UnitFact | undefined => {
    const unit = unitOfId(id)
    return unit && { id, name: unit.name, kind: unit.kind, level: unit.level, place: unit.place, phone: unit.phone }
  },
  superior,
  commonSuperior: (a, b) => superiors(a).find(one => one !== b && superiors(b).includes(one)) ?? 'district-centre',
  unitOf,
  receivingCentre: place => unitOf('governanceCentre', place) ?? 'district-centre',
  holds: (account, role, unit) => {
    const person: { readonly posts: readonly (readonly [RoleId, string])[] } | undefined = Object.hasOwn(people, account)
      ? people[account as AccountName]
      : undefined
    return person?.posts.some(([held, at]) => held === role && at === unit) ?? false
  },
  placeName: code => (Object.hasOwn(places, code) ? places[code as keyof typeof places].name : text(code, code)),
}
