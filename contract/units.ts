import { roleIds, type Text, text } from '@fengqiao/kernel'
import { z } from 'zod'
import { PageQuery, page } from './page.ts'
import { PlaceCode, placeLevelIds, TextPair } from './places.ts'
import { route } from './route.ts'

/** Lines of work. One kind runs through the levels: `police` is the sub-bureau of the district and the station of the street. */
export const unitKinds = {
  governanceCentre: text('综治中心', 'Governance centre'),
  serviceStation: text('平安服务驿站', 'Safety service station'),
  governmentOffice: text('政府办公室与街道办事处', 'Government or street office'),
  supervision: text('督查室', 'Supervision office'),
  petition: text('信访部门', 'Petition office'),
  residentsCommittee: text('居民委员会', 'Residents’ committee'),
  mediationCommittee: text('人民调解委员会', 'People’s mediation committee'),
  police: text('公安机关', 'Police'),
  trafficPolice: text('交警部门', 'Traffic police'),
  justice: text('司法行政部门', 'Justice'),
  court: text('人民法院', 'Court'),
  procuratorate: text('人民检察院', 'Procuratorate'),
  urbanManagement: text('城市管理和综合执法部门', 'Urban management'),
  housing: text('住房和建设部门', 'Housing and construction'),
  planning: text('规划和自然资源部门', 'Planning and natural resources'),
  humanResources: text('人力资源部门', 'Human resources'),
  marketRegulation: text('市场监管部门', 'Market regulation'),
  emergency: text('应急管理部门', 'Emergency management'),
  fireRescue: text('消防救援机构', 'Fire and rescue'),
  health: text('卫生健康部门', 'Health'),
  education: text('教育部门', 'Education'),
  civilAffairs: text('民政部门', 'Civil affairs'),
  transport: text('交通运输部门', 'Transport'),
  ecology: text('生态环境部门', 'Ecology and environment'),
  water: text('水务部门', 'Water affairs'),
  culture: text('文化广电旅游体育部门', 'Culture, tourism and sport'),
  industry: text('工业和信息化部门', 'Industry and information'),
  governmentService: text('政务服务和数据部门', 'Government services and data'),
  medicalInsurance: text('医疗保障部门', 'Medical insurance'),
  womensFederation: text('妇女联合会', 'Women’s federation'),
  utility: text('水电气服务企业', 'Utility company'),
  propertyFirm: text('物业服务企业', 'Property firm'),
} as const satisfies Record<string, Text>
export type UnitKind = keyof typeof unitKinds
export const unitKindIds = Object.keys(unitKinds) as [UnitKind, ...UnitKind[]]

export const UnitId = z.string().min(1).max(80)

export const Unit = z
  .object({
    id: UnitId,
    name: TextPair,
    kind: z.enum(unitKindIds),
    level: z.enum(placeLevelIds),
    place: PlaceCode,
    parent: UnitId.nullable().describe('the unit above it; null at the top'),
    phone: z.string(),
    address: TextPair,
    hours: z.string(),
    centre: z.object({ lon: z.number(), lat: z.number() }).nullable(),
  })
  .meta({ id: 'Unit' })
export type Unit = z.infer<typeof Unit>

export const Holder = z.object({ account: z.string(), name: TextPair, from: z.iso.datetime({ offset: true }) })

export const Post = z
  .object({
    id: z.string(),
    unit: UnitId,
    role: z.enum(roleIds as [(typeof roleIds)[number], ...typeof roleIds]),
    title: TextPair,
    holders: z.array(Holder).describe('accounts that hold it now'),
  })
  .meta({ id: 'Post' })
export type Post = z.infer<typeof Post>

export const listUnits = route({
  id: 'listUnits',
  method: 'GET',
  path: '/api/units',
  tag: 'units',
  summary: 'List or search units by name, kind, level and place',
  access: 'staff',
  query: PageQuery.extend({
    kind: z.enum(unitKindIds).optional(),
    level: z.enum(placeLevelIds).optional(),
    place: PlaceCode.optional().describe('units that serve this place or a place within it'),
    search: z.string().trim().max(80).optional(),
  }),
  reply: page(Unit),
})

export const getUnit = route({
  id: 'getUnit',
  method: 'GET',
  path: '/api/units/{id}',
  tag: 'units',
  summary: 'One unit with its superiors and posts',
  access: 'staff',
  params: z.object({ id: UnitId }),
  reply: Unit.extend({ superiors: z.array(Unit), posts: z.array(Post) }),
})

export const unitTree = route({
  id: 'unitTree',
  method: 'GET',
  path: '/api/unit-tree',
  tag: 'units',
  summary: 'Direct subordinates of a unit, or the top units, with how many each has below',
  access: 'staff',
  query: z.object({ parent: UnitId.optional() }),
  reply: z.object({ units: z.array(Unit.extend({ below: z.int().describe('direct subordinates') })) }),
})

export const listPosts = route({
  id: 'listPosts',
  method: 'GET',
  path: '/api/posts',
  tag: 'units',
  summary: 'Posts and who holds them, by unit, role or account',
  access: 'staff',
  query: PageQuery.extend({
    unit: UnitId.optional(),
    role: z.enum(roleIds as [(typeof roleIds)[number], ...typeof roleIds]).optional(),
    account: z.string().max(80).optional(),
  }),
  reply: page(Post),
})
