import { roles, text } from '@fengqiao/kernel'
import { today } from '../reference/day.ts'
import { type PostLine, putPosts } from '../units/store.ts'
import { idPattern, RowReader } from './cells.ts'
import type { ImportOf } from './kind.ts'

export const postImport: ImportOf<PostLine> = {
  kind: 'posts',
  columns: [
    { key: 'id', zh: '岗位编号', en: 'id', required: true },
    { key: 'unit', zh: '单位编号', en: 'unit', required: true },
    { key: 'role', zh: '岗位角色', en: 'role', required: true },
    { key: 'titleZh', zh: '岗位名称', en: 'title_zh', required: true },
    { key: 'titleEn', zh: '英文岗位名称', en: 'title_en', required: true },
  ],
  keyOf: post => post.id,
  read(cells, { snapshot }) {
    const row = new RowReader(cells)
    const id = row.required('id')
    if (id && !idPattern.test(id)) row.wrong('id', text('编号只能用字母、数字、点、横线', 'Use letters, digits, dots and dashes'))
    const unit = row.required('unit')
    row.known('unit', unit, snapshot.organisation.find(unit) !== undefined, text('单位', 'unit'))
    const role = row.oneOf('role', roles)
    const title = { zh: row.required('titleZh'), en: row.required('titleEn') }
    return row.problems.length > 0 || !role ? row.problems : { id, unit, role, title }
  },
  write: post => ({ id: post.id, unit: post.unit, role: roles[post.role].zh, titleZh: post.title.zh, titleEn: post.title.en }),
  existing: ({ snapshot }) => snapshot.organisation.posts(),
  apply: (trx, lines, { district, now }) => putPosts(trx, district, lines, today(now)),
}
