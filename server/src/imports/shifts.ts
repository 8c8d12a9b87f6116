import { roles, text } from '@fengqiao/kernel'
import { overlap } from '../rosters/roster.ts'
import { checkShift } from '../rosters/rules.ts'
import { shiftId } from '../rosters/shift-id.ts'
import { addShifts, readShifts, type ShiftLine } from '../rosters/store.ts'
import { momentCell, RowReader } from './cells.ts'
import type { CellProblem, ImportOf } from './kind.ts'

export const shiftImport: ImportOf<ShiftLine> = {
  kind: 'shifts',
  columns: [
    { key: 'unit', zh: '单位编号', en: 'unit', required: true },
    { key: 'role', zh: '岗位角色', en: 'role', required: true },
    { key: 'login', zh: '登录名', en: 'login', required: true },
    { key: 'startsAt', zh: '开始时间', en: 'starts_at', required: true },
    { key: 'endsAt', zh: '结束时间', en: 'ends_at', required: true },
    { key: 'note', zh: '备注', en: 'note' },
  ],
  keyOf: shift => shift.id,
  read(cells, { snapshot, accounts }) {
    const row = new RowReader(cells)
    const unit = row.required('unit')
    row.known('unit', unit, snapshot.organisation.find(unit) !== undefined, text('单位', 'unit'))
    const role = row.oneOf('role', roles)
    const login = row.required('login')
    const account = accounts.get(login.toLowerCase())
    row.known('login', login, account !== undefined, text('登录名', 'login'))
    const [startsAt, endsAt] = [row.moment('startsAt'), row.moment('endsAt')]
    if (row.problems.length > 0 || !role || !account || !startsAt || !endsAt) return row.problems
    const line = { unit, role, account, startsAt, endsAt, note: row.text('note') }
    const shift = { id: shiftId(line), ...line }
    const wrong = checkShift(snapshot.organisation, shift, [])
    return wrong ? [{ column: wrong.rule === 'not-holding-the-role' ? 'login' : 'endsAt', because: wrong.because }] : shift
  },
  write: (shift, { accounts }) => ({
    unit: shift.unit,
    role: roles[shift.role].zh,
    login: [...accounts].find(([, id]) => id === shift.account)?.[0] ?? shift.account,
    startsAt: momentCell(shift.startsAt),
    endsAt: momentCell(shift.endsAt),
    note: shift.note,
  }),
  async existing({ district, now }, db) {
    const [from, to] = [new Date(now.getTime() - 30 * 86_400_000), new Date(now.getTime() + 120 * 86_400_000)]
    const shifts = await readShifts(db, district, { from, to })
    return shifts.map(({ id, unit, role, account, startsAt, endsAt, note }) => ({ id, unit, role, account, startsAt, endsAt, note }))
  },
  together(lines) {
    const problems = new Map<string, CellProblem>()
    for (const own of Map.groupBy(lines, line => line.account).values()) {
      const sorted = own.toSorted((a, b) => Date.parse(a.startsAt) - Date.parse(b.startsAt))
      sorted.forEach((line, index) => {
        const next = sorted[index + 1]
        if (next && next.id !== line.id && overlap(line, next))
          problems.set(next.id, { column: 'startsAt', because: text('与此人前一班重叠', 'Overlaps this person’s shift before') })
      })
    }
    return problems
  },
  apply: (trx, lines, { district }) => addShifts(trx, district, lines),
}
