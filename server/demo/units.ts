import type { Unit, UnitKind } from '@fengqiao/contract'
import { text } from '@fengqiao/kernel'
import { city, district } from './map/names.ts'
import { communityOf, demoDistrict, placeOf, placesAt, slug } from './world.ts'

type Plan = readonly [id: string, kind: UnitKind, zh: string, en: string]

const districtPlans: readonly Plan[] = [
  ['governance', 'governanceCentre', '社会治安综合治理中心', 'Governance Centre'],
  ['government', 'governmentOffice', '人民政府办公室', 'Government Office'],
  ['supervision', 'supervision', '人民政府督查室', 'Supervision Office'],
  ['petition', 'petition', '信访局', 'Petition Bureau'],
  ['data', 'governmentService', '政务服务和数据管理局', 'Government Services and Data Bureau'],
  ['police', 'police', '公安分局', 'Police Sub-bureau'],
  ['traffic', 'trafficPolice', '交警大队', 'Traffic Police Brigade'],
  ['justice', 'justice', '司法局', 'Justice Bureau'],
  ['mediation', 'mediationCommittee', '人民调解委员会', 'People’s Mediation Committee'],
  ['court', 'court', '人民法院', 'People’s Court'],
  ['procuratorate', 'procuratorate', '人民检察院', 'People’s Procuratorate'],
  ['urban', 'urbanManagement', '城市管理和综合执法局', 'Urban Management Bureau'],
  ['housing', 'housing', '住房和建设局', 'Housing and Construction Bureau'],
  ['planning', 'planning', '规划和自然资源局', 'Planning and Natural Resources Bureau'],
  ['labour', 'humanResources', '人力资源局', 'Human Resources Bureau'],
  ['market', 'marketRegulation', '市场监督管理局', 'Market Regulation Bureau'],
  ['emergency', 'emergency', '应急管理局', 'Emergency Management Bureau'],
  ['fire', 'fireRescue', '消防救援大队', 'Fire and Rescue Brigade'],
  ['health', 'health', '卫生健康局', 'Health Bureau'],
  ['insurance', 'medicalInsurance', '医疗保障局', 'Medical Insurance Bureau'],
  ['education', 'education', '教育局', 'Education Bureau'],
  ['civil', 'civilAffairs', '民政局', 'Civil Affairs Bureau'],
  ['transport', 'transport', '交通运输局', 'Transport Bureau'],
  ['ecology', 'ecology', '生态环境局', 'Ecology and Environment Bureau'],
  ['water', 'water', '水务局', 'Water Affairs Bureau'],
  ['culture', 'culture', '文化广电旅游体育局', 'Culture, Tourism and Sport Bureau'],
  ['industry', 'industry', '工业和信息化局', 'Industry and Information Bureau'],
  ['women', 'womensFederation', '妇女联合会', 'Women’s Federation'],
  ['utility', 'utility', '水电气服务有限公司', 'Utilities Company'],
]
const streetPlans: readonly Plan[] = [
  ['governance', 'governanceCentre', '综治中心', 'Governance Centre'],
  ['office', 'governmentOffice', '街道办事处综合办公室', 'Office'],
  ['supervision', 'supervision', '督查室', 'Supervision Office'],
  ['petition', 'petition', '信访办公室', 'Petition Office'],
  ['police', 'police', '派出所', 'Police Station'],
  ['justice', 'justice', '司法所', 'Judicial Office'],
  ['mediation', 'mediationCommittee', '人民调解委员会', 'People’s Mediation Committee'],
  ['court', 'court', '法庭工作站', 'Court Workstation'],
  ['urban', 'urbanManagement', '综合行政执法队', 'Enforcement Team'],
  ['housing', 'housing', '住房建设办公室', 'Housing and Construction Office'],
  ['planning', 'planning', '规划土地和更新办公室', 'Planning and Renewal Office'],
  ['labour', 'humanResources', '劳动管理办公室', 'Labour Office'],
  ['market', 'marketRegulation', '市场监督管理所', 'Market Regulation Station'],
  ['emergency', 'emergency', '应急管理办公室', 'Emergency Office'],
  ['fire', 'fireRescue', '消防救援站', 'Fire and Rescue Station'],
  ['health', 'health', '公共卫生办公室', 'Public Health Office'],
  ['civil', 'civilAffairs', '公共服务办公室', 'Civil Affairs Office'],
  ['women', 'womensFederation', '妇女联合会', 'Women’s Federation'],
]
const communityPlans: readonly Plan[] = [
  ['station', 'serviceStation', '平安服务驿站', 'Safety Service Station'],
  ['committee', 'residentsCommittee', '居民委员会', 'Residents’ Committee'],
  ['mediation', 'mediationCommittee', '人民调解委员会', 'People’s Mediation Committee'],
]

let line = 0
/** Numbers in a block that is assigned to nobody. */
const phone = () => `0755-5550${String(1000 + line++).padStart(4, '0')}`
const office = '周一至周五 9:00–12:00、14:00–18:00'
const always = '24 小时'
const roads: readonly (readonly [zh: string, en: string])[] = [
  ['滨河路', 'Binhe Road'],
  ['书院街', 'Shuyuan Street'],
  ['枫林大道', 'Fenglin Avenue'],
  ['望海路', 'Wanghai Road'],
  ['榕荫路', 'Rongyin Road'],
  ['听涛路', 'Tingtao Road'],
]

function make(plans: readonly Plan[], place: ReturnType<typeof placeOf>, prefix: string, above: string | null): Unit[] {
  const short = place.name.en.replace(/ (?:District|Community)$/, '')
  return plans.map(([id, kind, zh, en], index): Unit => {
    // A police station bears the place's bare name; an office that begins with 街道 already says what it is.
    const bare = place.level === 'street' && /^(?:街道|派出所|司法所|消防救援站|市场监督管理所)/.test(zh)
    const fullZh = (bare ? place.name.zh.replace(/街道$/, '') : place.name.zh) + zh
    const [roadZh, roadEn] = roads[(Number(place.code.slice(-3)) + index) % roads.length] ?? ['滨河路', 'Binhe Road']
    const number = 6 + ((index * 14 + Number(place.code.slice(-2)) * 3) % 180)
    // Offices of one level lie a few streets apart around the middle of their place.
    const [dx, dy] = [Math.cos(index * 2.4) * 0.0011, Math.sin(index * 2.4) * 0.0009]
    const at = place.centre && { lon: Number((place.centre.lon + dx).toFixed(6)), lat: Number((place.centre.lat + dy).toFixed(6)) }
    const superior =
      kind === 'governanceCentre' ? above : kind === 'serviceStation' || place.level === 'community' ? above : `${prefix}.governance`
    return {
      id: `${prefix}.${id}`,
      name: text(fullZh, `${short} ${en}`),
      kind,
      level: place.level === 'cell' ? 'community' : place.level,
      place: place.code,
      parent: superior,
      phone: phone(),
      address: text(`${place.name.zh}${roadZh}${number}号`, `${number} ${roadEn}, ${place.name.en}`),
      hours: kind === 'governanceCentre' || kind === 'serviceStation' || kind === 'police' || kind === 'fireRescue' ? always : office,
      centre: at,
    }
  })
}

const cityUnit = (id: string, kind: UnitKind, zh: string, en: string, parent: string | null): Unit => ({
  id: `city.${id}`,
  name: text(city.zh + zh, `${city.en.replace(' City', '')} ${en}`),
  kind,
  level: 'city',
  place: city.code,
  parent,
  phone: phone(),
  address: text('滨海市民中心', 'Binhai Civic Centre'),
  hours: office,
  centre: null,
})

const propertyFirms = () =>
  placesAt('site')
    .filter(site => site.kind === 'estate')
    .map(
      (site): Unit => ({
        id: `property.${site.code}`,
        name: text(`${site.name.zh}物业服务中心`, `${site.name.en} Property Office`),
        kind: 'propertyFirm',
        level: 'site',
        place: site.code,
        parent: `${slug(communityOf(site))}.station`,
        phone: phone(),
        address: text(`${communityOf(site).name.zh}${site.name.zh}`, `${site.name.en}, ${communityOf(site).name.en}`),
        hours: always,
        centre: site.centre,
      }),
    )

/**
 * Every unit of the demo district. Superiors follow coordination: departments stand under the governance centre of
 * their level, so that a disputed matter finds the commander who may designate; lines of work follow from the kind.
 */
export const units: readonly Unit[] = [
  cityUnit('governance', 'governanceCentre', '社会治安综合治理中心', 'Governance Centre', null),
  cityUnit('petition', 'petition', '信访局', 'Petition Bureau', 'city.governance'),
  cityUnit('review', 'governmentOffice', '人民政府信访事项复查复核委员会办公室', 'Petition Review Office', 'city.governance'),
  ...make(districtPlans, placeOf(demoDistrict), 'district', 'city.governance'),
  ...placesAt('street').flatMap(street => make(streetPlans, street, slug(street), 'district.governance')),
  ...placesAt('community').flatMap(community =>
    make(communityPlans, community, slug(community), `${slug(placeOf(community.parent ?? ''))}.governance`),
  ),
  ...propertyFirms(),
]

/** Units that tests, documents and the simulator name. */
export const unit = {
  cityReview: 'city.review',
  districtCentre: 'district.governance',
  districtPetition: 'district.petition',
  districtSupervision: 'district.supervision',
  districtData: 'district.data',
  districtHousing: 'district.housing',
  wanghaiCentre: 'wanghai.governance',
  fenglingCentre: 'fengling.governance',
  rongwanCentre: 'rongwan.governance',
  rongwanUrban: 'rongwan.urban',
  rongwanPolice: 'rongwan.police',
  rongwanFire: 'rongwan.fire',
  rongwanHousing: 'rongwan.housing',
  rongshuStation: 'rongshu.station',
  rongshuCommittee: 'rongshu.committee',
  rongshuMediation: 'rongshu.mediation',
} as const

export const districtName = text(district.zh, district.en)
