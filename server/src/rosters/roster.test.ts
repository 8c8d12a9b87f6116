import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { accounts, rosters, unit, units } from '../../demo/index.ts'
import { gaps, onDuty, overlap } from './roster.ts'

const name = { zh: '', en: '' }
const shifts = rosters('2026-03-02').map(shift => ({ ...shift, name, handover: '', version: 1 }))
const from = new Date('2026-03-02T08:30:00+08:00')
const to = new Date('2026-03-30T08:30:00+08:00')

describe('the demo rosters', () => {
  test('leave no centre and no police unit without somebody on duty for four weeks', () => {
    for (const one of units.filter(one => one.kind === 'governanceCentre' && one.level !== 'city'))
      expect(
        gaps(
          shifts.filter(shift => shift.unit === one.id && shift.role === 'dutyCommander'),
          from,
          to,
        ),
        one.id,
      ).toEqual([])
  })

  test('put nobody on two shifts at once, and only on posts they hold', () => {
    for (const [account, own] of Map.groupBy(shifts, shift => shift.account)) {
      const posts = accounts.find(one => one.id === account)?.posts ?? []
      for (const [index, shift] of own.entries()) {
        expect(posts).toContain(`${shift.unit}.${shift.role}`)
        for (const other of own.slice(index + 1))
          expect(overlap(shift, other), `${account} ${shift.startsAt} ${other.startsAt}`).toBe(false)
      }
    }
  })
})

test('at any moment exactly one commander is on duty at a centre', () => {
  fc.assert(
    fc.property(fc.date({ min: from, max: new Date(to.getTime() - 1), noInvalidDate: true }), at => {
      expect(onDuty(shifts, unit.rongwanCentre, 'dutyCommander', at)).toHaveLength(1)
    }),
  )
})

test('at the hand-over minute the next one is on', () => {
  const [first, second] = shifts.filter(shift => shift.unit === unit.rongwanCentre && shift.role === 'dutyCommander')
  expect(onDuty(shifts, unit.rongwanCentre, 'dutyCommander', new Date(first?.endsAt ?? ''))[0]?.account).toBe(second?.account)
})

test('gaps are exactly the moments that no shift covers', () => {
  const hour = (n: number) => new Date(Date.UTC(2026, 0, 1, n))
  const spans = fc.array(
    fc
      .tuple(fc.nat(40), fc.integer({ min: 1, max: 12 }))
      .map(([start, hours]) => ({ startsAt: hour(start).toISOString(), endsAt: hour(start + hours).toISOString() })),
  )
  fc.assert(
    fc.property(spans, list => {
      const open = gaps(list, hour(0), hour(48))
      for (let n = 0; n < 48; n++) {
        const at = hour(n).getTime()
        const covered = list.some(span => Date.parse(span.startsAt) <= at && at < Date.parse(span.endsAt))
        expect(open.some(gap => gap.from.getTime() <= at && at < gap.to.getTime())).toBe(!covered)
      }
    }),
  )
})
