import { unitKinds } from '@fengqiao/contract'
import { isRefusal, text } from '@fengqiao/kernel'
import { describe, expect, test } from 'vitest'
import { messages, places, placesAt, texts, unit, units } from '../../demo/index.ts'
import { Atlas } from '../places/atlas.ts'
import { Organisation } from '../units/organisation.ts'
import { duties, subjects } from './catalogue.ts'
import { DutyList, type Responsible } from './duty-list.ts'
import { checkDuty } from './routes.ts'

const atlas = new Atlas(places.map(place => ({ ...place, version: 1 })))
const organisation = new Organisation(atlas, units, [])
const rows = duties.map(duty => ({ ...duty, version: 1, validFrom: '2026-03-01', validTo: null }))
const list = new DutyList(atlas, organisation, subjects, rows, unitKinds)
const cell = '440399003001001'
const resolve = (subject: string, place: string, using = list): Responsible => {
  const found = using.resolve(subject, place)
  if (isRefusal(found)) throw new Error(found.because.en)
  return found
}

describe('the standard duty list', () => {
  test('names one owner for every subject in every cell, and says why in both languages', () => {
    for (const subject of list.leaves())
      for (const place of placesAt('cell')) {
        const found = resolve(subject.code, place.code)
        expect(found.why.zh + found.why.en).not.toMatch(/[{}]|undefined/)
        expect(atlas.isWithin(place.code, found.unit.place)).toBe(true)
        expect(found.assisting).not.toContain(found.unit)
      }
  })

  test('has one owning row per subject and level, and real kinds', () => {
    const owners = duties.filter(duty => duty.part === 'own').map(duty => `${duty.subject} ${duty.level}`)
    expect(new Set(owners).size).toBe(owners.length)
    for (const duty of duties) expect(unitKinds).toHaveProperty(duty.unitKind)
  })

  test('every subject has its own public service code', () => {
    const codes = list.leaves().map(subject => subject.serviceCode)
    expect(new Set(codes).size).toBe(codes.length)
    expect(codes).not.toContain(null)
  })
})

describe('resolve', () => {
  test('goes to the narrowest level that answers', () => {
    expect(resolve('noise.construction', cell).unit.id).toBe(unit.rongwanUrban)
    expect(resolve('neighbour.dispute', cell).unit.id).toBe(unit.rongshuMediation)
    expect(resolve('road.light', cell).unit.id).toBe('district.urban')
    expect(resolve('noise.construction', cell).assisting.map(one => one.id)).toContain(unit.rongwanHousing)
  })

  test('one level up is another, wider unit', () => {
    const above = list.resolveAbove('noise.construction', cell, unit.rongwanUrban)
    expect(isRefusal(above) ? above.rule : above.unit.id).toBe('district.ecology')
  })

  test('a row for one place beats the row for the whole district', () => {
    const special = {
      ...(rows[0] as (typeof rows)[number]),
      id: 'special',
      subject: 'road.light',
      level: 'street' as const,
      unitKind: 'housing' as const,
      place: '440399003',
    }
    const narrowed = new DutyList(atlas, organisation, subjects, [...rows, special], unitKinds)
    expect(resolve('road.light', cell, narrowed).unit.id).toBe(unit.rongwanHousing)
    expect(resolve('road.light', '440399001001001', narrowed).unit.id).toBe('district.urban')
  })

  test('a level without such a unit is answered for by the wider unit, and the reason says so', () => {
    const without = new Organisation(
      atlas,
      units.filter(one => one.id !== unit.rongwanUrban),
      [],
    )
    const found = resolve('city.vendor', cell, new DutyList(atlas, without, subjects, rows, unitKinds))
    expect(found.unit.id).toBe('district.urban')
  })

  test('an unknown subject or place is refused', () => {
    expect(list.resolve('no.such', cell)).toMatchObject({ refused: true, rule: 'no-duty' })
    expect(list.resolve('city.vendor', 'nowhere')).toMatchObject({ refused: true, rule: 'no-duty' })
  })
})

test('an edit may not give a subject a second owner at one level', () => {
  const line = {
    id: 'new',
    subject: 'city.vendor',
    level: 'street' as const,
    unitKind: 'police' as const,
    place: null,
    part: 'own' as const,
    legalBasis: text('据', 'basis'),
    remark: text('', ''),
  }
  expect(checkDuty(list, line, () => true)?.rule).toBe('duty-stands-already')
  expect(checkDuty(list, { ...line, part: 'assist' }, () => true)).toBeUndefined()
  expect(checkDuty(list, { ...line, subject: 'x' }, () => true)?.rule).toBe('unknown-subject')
})

describe('messages of the demo', () => {
  test('every subject has texts, and only subjects do', () => {
    expect(Object.keys(texts).toSorted()).toEqual(
      list
        .leaves()
        .map(subject => subject.code)
        .toSorted(),
    )
  })

  test('the same seed gives the same stream; places and subjects are real; nearly all differ', () => {
    const [a, b] = [messages(7), messages(7)]
    const some = Array.from({ length: 2000 }, () => a.next().value)
    expect(Array.from({ length: 2000 }, () => b.next().value)).toEqual(some)
    for (const message of some) {
      expect(atlas.find(message.place)?.level).toBe('cell')
      expect(message.title + message.body).not.toMatch(/[{}]/)
      resolve(message.subject, message.place)
    }
    expect(new Set(some.map(message => message.body)).size).toBeGreaterThan(1850)
  })
})
