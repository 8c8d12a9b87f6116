import { type Unit, unitKinds } from '@fengqiao/contract'
import { text } from '@fengqiao/kernel'
import { today } from '../reference/day.ts'
import { putUnits } from '../units/store.ts'
import { idPattern, RowReader } from './cells.ts'
import type { CellProblem, ImportOf } from './kind.ts'

export const unitImport: ImportOf<Unit> = {
  kind: 'units',
  columns: [
    { key: 'id', zh: '单位编号', en: 'id', required: true },
    { key: 'nameZh', zh: '单位名称', en: 'name_zh', required: true },
    { key: 'nameEn', zh: '英文名称', en: 'name_en', required: true },
    { key: 'kind', zh: '单位类别', en: 'kind', required: true },
    { key: 'place', zh: '服务地点编码', en: 'place', required: true },
    { key: 'parent', zh: '上级单位编号', en: 'parent' },
    { key: 'phone', zh: '电话', en: 'phone' },
    { key: 'addressZh', zh: '地址', en: 'address_zh' },
    { key: 'addressEn', zh: '英文地址', en: 'address_en' },
    { key: 'hours', zh: '服务时间', en: 'hours' },
    { key: 'lon', zh: '经度', en: 'lon' },
    { key: 'lat', zh: '纬度', en: 'lat' },
  ],
  keyOf: unit => unit.id,
  read(cells, { snapshot }, keys) {
    const row = new RowReader(cells)
    const id = row.required('id')
    if (id && !idPattern.test(id)) row.wrong('id', text('编号只能用字母、数字、点、横线', 'Use letters, digits, dots and dashes'))
    const kind = row.oneOf('kind', unitKinds)
    const place = row.required('place')
    const at = snapshot.atlas.find(place)
    row.known('place', place, at !== undefined, text('地点', 'place'))
    if (at?.level === 'cell') row.wrong('place', text('单位不能设在网格一级', 'A unit does not serve a single grid cell'))
    const parent = row.text('parent') || null
    if (parent) row.known('parent', parent, keys.has(parent) || snapshot.organisation.find(parent) !== undefined, text('单位', 'unit'))
    const [lon, lat] = [row.degrees('lon', 180), row.degrees('lat', 90)]
    if ((lon === undefined) !== (lat === undefined)) row.wrong('lat', text('经度和纬度须同时填写', 'Give both longitude and latitude'))
    const phone = row.text('phone')
    if (phone && !/^[\d+][\d -]{2,24}$/.test(phone)) row.wrong('phone', text('电话格式不对', 'Not a telephone number'))
    const name = { zh: row.required('nameZh'), en: row.required('nameEn') }
    if (row.problems.length > 0 || !kind || !at) return row.problems
    const centre = lon === undefined || lat === undefined ? null : { lon, lat }
    const address = { zh: row.text('addressZh'), en: row.text('addressEn') }
    return { id, name, kind, level: at.level, place, parent, phone, address, hours: row.text('hours'), centre }
  },
  write: unit => ({
    id: unit.id,
    nameZh: unit.name.zh,
    nameEn: unit.name.en,
    kind: unitKinds[unit.kind].zh,
    place: unit.place,
    parent: unit.parent ?? '',
    phone: unit.phone,
    addressZh: unit.address.zh,
    addressEn: unit.address.en,
    hours: unit.hours,
    lon: unit.centre ? String(unit.centre.lon) : '',
    lat: unit.centre ? String(unit.centre.lat) : '',
  }),
  existing: ({ snapshot }) => snapshot.organisation.units(),
  together(lines, { snapshot }) {
    const parents = new Map(snapshot.organisation.units().map(unit => [unit.id, unit.parent]))
    for (const line of lines) parents.set(line.id, line.parent)
    const problems = new Map<string, CellProblem>()
    for (const line of lines) {
      const seen = new Set([line.id])
      let at = line.parent
      while (at && !seen.has(at)) {
        seen.add(at)
        at = parents.get(at) ?? null
      }
      if (at) problems.set(line.id, { column: 'parent', because: text('上级单位成环', 'The superiors form a loop') })
    }
    return problems
  },
  // Superiors first is not needed: the column has no foreign key.
  apply: (trx, lines, { district, now }) => putUnits(trx, district, lines, today(now)),
}
