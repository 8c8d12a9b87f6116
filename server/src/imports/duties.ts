import { placeLevels, unitKinds } from '@fengqiao/contract'
import { text } from '@fengqiao/kernel'
import { type DutyLine, putDuties } from '../duty/store.ts'
import { today } from '../reference/day.ts'
import { idPattern, RowReader } from './cells.ts'
import type { CellProblem, ImportOf } from './kind.ts'

const parts = { own: text('承办', 'own'), assist: text('协办', 'assist') }

export const dutyImport: ImportOf<DutyLine> = {
  kind: 'duties',
  columns: [
    { key: 'id', zh: '清单编号', en: 'id', required: true },
    { key: 'subject', zh: '事项编码', en: 'subject', required: true },
    { key: 'level', zh: '层级', en: 'level', required: true },
    { key: 'unitKind', zh: '单位类别', en: 'unit_kind', required: true },
    { key: 'place', zh: '限定地点编码', en: 'place' },
    { key: 'part', zh: '职责', en: 'part' },
    { key: 'legalBasisZh', zh: '法律依据', en: 'legal_basis_zh', required: true },
    { key: 'legalBasisEn', zh: '英文法律依据', en: 'legal_basis_en', required: true },
    { key: 'remarkZh', zh: '备注', en: 'remark_zh' },
    { key: 'remarkEn', zh: '英文备注', en: 'remark_en' },
  ],
  keyOf: duty => duty.id,
  read(cells, { snapshot }) {
    const row = new RowReader(cells)
    const id = row.required('id')
    if (id && !idPattern.test(id)) row.wrong('id', text('编号只能用字母、数字、点、横线', 'Use letters, digits, dots and dashes'))
    const subject = row.required('subject')
    row.known('subject', subject, snapshot.dutyList.subject(subject) !== undefined, text('事项', 'subject'))
    const level = row.oneOf('level', placeLevels)
    if (level === 'cell') row.wrong('level', text('网格一级没有承办单位', 'No unit answers at cell level'))
    const unitKind = row.oneOf('unitKind', unitKinds)
    const part = row.oneOf('part', parts, 'own')
    const place = row.text('place') || null
    if (place) row.known('place', place, snapshot.atlas.find(place) !== undefined, text('地点', 'place'))
    const legalBasis = { zh: row.required('legalBasisZh'), en: row.required('legalBasisEn') }
    if (row.problems.length > 0 || !level || !unitKind || !part) return row.problems
    return { id, subject, level, unitKind, place, part, legalBasis, remark: { zh: row.text('remarkZh'), en: row.text('remarkEn') } }
  },
  write: duty => ({
    id: duty.id,
    subject: duty.subject,
    level: placeLevels[duty.level].zh,
    unitKind: unitKinds[duty.unitKind].zh,
    place: duty.place ?? '',
    part: parts[duty.part].zh,
    legalBasisZh: duty.legalBasis.zh,
    legalBasisEn: duty.legalBasis.en,
    remarkZh: duty.remark.zh,
    remarkEn: duty.remark.en,
  }),
  existing: ({ snapshot }) => snapshot.dutyList.all(),
  together(lines, { snapshot }) {
    const rows = new Map<string, DutyLine>(snapshot.dutyList.all().map(duty => [duty.id, duty]))
    for (const line of lines) rows.set(line.id, line)
    const owners = Map.groupBy(
      [...rows.values()].filter(duty => duty.part === 'own'),
      duty => `${duty.subject} ${duty.level} ${duty.place ?? ''}`,
    )
    const problems = new Map<string, CellProblem>()
    for (const same of owners.values())
      for (const line of same.length > 1 ? same : []) {
        const other = same.find(one => one.id !== line.id)?.id
        const because = text(
          `与清单第 ${other} 条重复：同一事项同一层级只能有一个承办`,
          `Clashes with row ${other}: one owner per subject and level`,
        )
        problems.set(line.id, { column: 'level', because })
      }
    return problems
  },
  apply: (trx, lines, { district, now }) => putDuties(trx, district, lines, today(now)),
}
