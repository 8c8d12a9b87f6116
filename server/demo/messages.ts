import type { Grade, SiteKind } from '@fengqiao/contract'
import { subjects } from '../src/duty/catalogue.ts'
import { type Random, seeded } from './random.ts'
import { residents } from './residents.ts'
import { cityTexts } from './texts/city.ts'
import { peopleTexts } from './texts/people.ts'
import type { Texts } from './texts/texts.ts'
import { communityOf, placeOf, placesAt } from './world.ts'

/** One thing that a resident brings. */
export interface Message {
  readonly title: string
  readonly body: string
  readonly subject: string
  readonly grade: Grade
  /** Code of the grid cell it concerns. */
  readonly place: string
  readonly address: string
  /** WGS 84. */
  readonly lon: number
  readonly lat: number
  /** Id of a demo resident; undefined when anonymous. */
  readonly reporter: string | undefined
  /** Whether somebody has to go and look. */
  readonly atSite: boolean
}

export const texts: Texts = { ...cityTexts, ...peopleTexts }

const roads = [
  '滨河路',
  '书院街',
  '枫林大道',
  '望海路',
  '榕荫路',
  '听涛路',
  '渔歌路',
  '石坪二路',
  '清泉路',
  '茶山北路',
  '南门老街',
  '河洲西路',
]
const shops = ['川菜馆', '烧烤店', '早餐店', '汽修店', '五金店', '便利店', '奶茶店', '洗衣店', '快餐店', '水果店']
const whens = ['晚上十点以后', '早晚高峰', '每天凌晨', '周末', '下班以后', '中午', '昨天晚上', '最近几天', '放学的时候']
const spans = ['一个多月', '半个月', '好几天', '快三个月', '一个星期', '两个多星期', '半年', '十几天']
const openings = [
  '',
  '',
  '',
  '',
  '您好，',
  '你好，反映一个情况：',
  '麻烦帮忙看一下，',
  '工作人员辛苦了，',
  '作为这里的住户，',
  '代家里老人反映：',
]
const closings = [
  '',
  '',
  '',
  '希望尽快处理。',
  '请核实后给个答复。',
  '谢谢。',
  '可以电话联系我。',
  '照片已经上传。',
  '请不要透露我的信息。',
  '之前打过一次电话，没有回音。',
]

const grades = new Map(subjects.map(subject => [subject.code, subject.grade]))
const noVisit =
  /^(?:gov|legal|petition|welfare\.marriage|welfare\.veteran|health\.insurance|education\.enrol|order\.residence|order\.fraud|housing\.public|labour\.(?:insurance|employment))/
const suited: readonly (readonly [RegExp, readonly SiteKind[]])[] = [
  [/^(?:property|neighbour|family|housing\.(?:quality|delivery))/, ['estate']],
  [/^(?:market|air\.fumes|city\.vendor|safety\.gasBottle)/, ['mall', 'market', 'village']],
  [/^(?:labour|safety\.work|safety\.chemicals|air\.odour|noise\.industry)/, ['park', 'worksite']],
  [/^(?:noise\.construction|dust|housing\.site)/, ['worksite', 'estate']],
  [/^education/, ['school', 'estate']],
]
/** Everyday matters come more often than rare ones. */
const common = new Set([
  'noise.construction',
  'noise.living',
  'city.vendor',
  'city.rubbish',
  'property.service',
  'property.ebike',
  'traffic.parking',
  'labour.wages',
  'market.food',
  'neighbour.dispute',
  'road.surface',
  'water.drainage',
  'safety.fire',
  'market.prepaid',
])

/** An endless stream of messages; the same seed gives the same stream. About one in five is anonymous. */
export function* messages(seed: number): Generator<Message, never> {
  const random = seeded(seed)
  const codes = Object.keys(texts).flatMap(code => (common.has(code) ? [code, code, code, code] : [code]))
  for (;;) yield write(random, random.pick(codes))
}

/** One message about a given subject, from given randomness. */
export function write(random: Random, subject: string): Message {
  const kinds = suited.find(([pattern]) => pattern.test(subject))?.[1] ?? ['estate', 'village', 'mall', 'park', 'market']
  const site = random.pick(placesAt('site').filter(place => place.kind !== null && kinds.includes(place.kind)))
  const cell = placeOf(site.parent ?? '')
  const road = random.pick(roads)
  const slots: Record<string, string> = {
    site: site.name.zh,
    road,
    shop: random.pick(shops),
    when: random.pick(whens),
    long: random.pick(spans),
    n: String(random.between(2, 12)),
    m: String(random.between(8, 60)),
  }
  const fill = (template: string) => template.replaceAll(/\{(\w+)\}/g, (slot, name: string) => slots[name] ?? slot)
  const [title, body] = random.pick(texts[subject] ?? []).map(fill) as [string, string]
  const centre = site.centre ?? cell.centre ?? { lon: 0, lat: 0 }
  const community = communityOf(cell)
  return {
    title,
    body: random.pick(openings) + body + random.pick(closings),
    subject,
    grade: grades.get(subject) ?? 'general',
    place: cell.code,
    address: `${placeOf(community.parent ?? '').name.zh}${community.name.zh}${road}（${site.name.zh}附近）`,
    // Within some twenty metres of the site, so that matters of one estate do not all lie on one dot.
    lon: Number((centre.lon + (random.next() - 0.5) * 0.0004).toFixed(6)),
    lat: Number((centre.lat + (random.next() - 0.5) * 0.0004).toFixed(6)),
    reporter: random.chance(0.2) ? undefined : random.pick(residents).id,
    atSite: !noVisit.test(subject),
  }
}
