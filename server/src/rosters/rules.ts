import type { Shift } from '@fengqiao/contract'
import { type Refusal, refusal, roles, text } from '@fengqiao/kernel'
import type { Caller } from '../identity/caller.ts'
import type { Organisation } from '../units/organisation.ts'
import { longestShift, overlap } from './roster.ts'
import type { ShiftLine } from './store.ts'

/** Unit heads and duty commanders keep the rosters of their own unit and those below it; the administrator keeps all. */
export function notYourRoster(organisation: Organisation, caller: Caller, unit: string): Refusal | undefined {
  if (caller.kind === 'staff' && (caller.role === 'systemAdministrator' || organisation.isWithin(unit, caller.unit))) return undefined
  return refusal('not-your-roster', text('只能编排本单位及下属单位的值班表', 'You keep the rosters of your own unit and those below it'), {
    help: text('请联系该单位负责人或值班指挥长', 'Ask the head or the duty commander of that unit'),
  })
}

/** What keeps a shift off the roster. `others` are the person's shifts around that time. */
export function checkShift(organisation: Organisation, line: ShiftLine, others: readonly Shift[]): Refusal | undefined {
  const hours = (Date.parse(line.endsAt) - Date.parse(line.startsAt)) / 3_600_000
  if (!(hours > 0) || hours > longestShift)
    return refusal(
      'shift-too-long',
      text(`一班须大于 0 且不超过 ${longestShift} 小时`, `A shift lasts more than 0 and at most ${longestShift} hours`),
      {
        fields: [{ path: 'endsAt', because: text('请改结束时间', 'Change the end') }],
      },
    )
  if (!organisation.find(line.unit)) return refusal('not-found', text('没有这个单位', 'There is no such unit'))
  if (!organisation.holders(line.unit, line.role).includes(line.account))
    return refusal(
      'not-holding-the-role',
      text(`此人在该单位没有${roles[line.role].zh}岗位`, `This person holds no post as ${roles[line.role].en} at that unit`),
      { help: text('请先由系统管理员任命岗位', 'Have the system administrator assign the post first') },
    )
  const clash = others.find(other => other.id !== line.id && other.account === line.account && overlap(other, line))
  if (clash)
    return refusal(
      'shifts-overlap',
      text(`与其 ${localTime(clash.startsAt)} 开始的一班重叠`, `Overlaps this person’s shift that begins ${localTime(clash.startsAt)}`),
      { help: text('请调整时间或换人', 'Change the time or the person') },
    )
  return undefined
}

/** `2026-03-02 09:00` in Asia/Shanghai. */
export const localTime = (at: string): string => new Date(Date.parse(at) + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ')
