import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { accounts, placeOf, places, posts, staff, unit, units } from '../../demo/index.ts'
import { Atlas } from '../places/atlas.ts'
import { Organisation } from './organisation.ts'
import { conflictingPost } from './separation.ts'

const atlas = new Atlas(places.map(place => ({ ...place, version: 1 })))
const holders = (post: string) =>
  accounts
    .filter(account => account.posts.includes(post))
    .map(account => ({ account: account.id, name: { zh: account.nameZh, en: account.nameEn }, from: '2026-03-01T00:00:00.000Z' }))
const organisation = new Organisation(
  atlas,
  units,
  posts.map(post => ({ ...post, holders: holders(post.id) })),
)
const anyUnit = fc.constantFrom(...units.map(one => one.id))
const anyPlace = fc.constantFrom(...places.map(place => place.code))
const rongshu = organisation.find(unit.rongshuStation)?.place ?? ''

describe('superiors', () => {
  test('the common superior stands above both, is neither, and no nearer one does', () => {
    fc.assert(
      fc.property(anyUnit, anyUnit, (a, b) => {
        const common = organisation.commonSuperior(a, b)
        expect(common?.id).toBe(organisation.commonSuperior(b, a)?.id)
        const shared = organisation.superiors(a).filter(one => organisation.superiors(b).includes(one))
        expect(common).toBe(shared[0])
        if (common) expect([a, b]).not.toContain(common.id)
      }),
    )
  })

  test('a dispute of two offices of one street is for that street’s centre, of two streets for the district’s', () => {
    expect(organisation.commonSuperior(unit.rongwanUrban, unit.rongwanPolice)?.id).toBe(unit.rongwanCentre)
    expect(organisation.commonSuperior(unit.rongwanUrban, 'wanghai.urban')?.id).toBe(unit.districtCentre)
  })

  test('a unit is its own superior in broken data: the walk ends', () => {
    const [a, b] = units as [(typeof units)[number], (typeof units)[number]]
    const looped = new Organisation(
      atlas,
      [
        { ...a, parent: b.id },
        { ...b, parent: a.id },
      ],
      [],
    )
    expect(looped.superiors(a.id).map(one => one.id)).toEqual([b.id])
  })

  test('one level up in the same line', () => {
    expect(organisation.superiorInLine(unit.rongwanUrban)?.id).toBe('district.urban')
    expect(organisation.superiorInLine(unit.rongshuStation)?.id).toBe(unit.rongwanCentre)
  })
})

describe('unitOf', () => {
  test('finds a unit of the kind at the place or at a wider one', () => {
    fc.assert(
      fc.property(anyPlace, fc.constantFrom(...units.map(one => one.kind)), (place, kind) => {
        const found = organisation.unitOf(kind, place)
        if (!found) return
        expect(found.kind).toBe(kind)
        expect(atlas.isWithin(place, found.place)).toBe(true)
      }),
    )
  })

  test('every place but the city has somewhere to be received', () => {
    for (const place of places) expect(organisation.receivingCentre(place.code), place.name.zh).toBeDefined()
    expect(organisation.receivingCentre(placeOf('440399003001001').code)?.id).toBe(unit.rongshuStation)
  })
})

describe('posts', () => {
  test('every unit has a handler and a head', () => {
    for (const one of units.filter(one => one.id !== unit.districtCentre)) {
      expect(organisation.holders(one.id, 'handler').length, `${one.id} handler`).toBeGreaterThan(0)
      expect(organisation.holders(one.id, 'unitHead').length, `${one.id} head`).toBeGreaterThan(0)
    }
  })

  test('named people hold the posts that their names say', () => {
    expect(organisation.heldBy(staff.dispatcher).map(post => post.id)).toEqual(['district.governance.dispatcher'])
    expect(organisation.holders(unit.rongwanUrban, 'handler')).toEqual([staff.handler])
  })

  test('a role is found at the nearest unit above that has it', () => {
    expect(organisation.nearestWith(unit.rongshuMediation, 'dutyCommander')?.id).toBe(unit.rongwanCentre)
    expect(atlas.find(rongshu)?.name.zh).toBe('榕树社区')
  })

  test('the three administrators are three people', () => {
    expect(conflictingPost('auditor', ['handler', 'systemAdministrator'])?.rule).toBe('same-person-holds-conflicting-posts')
    expect(conflictingPost('auditor', ['handler'])).toBeUndefined()
    for (const account of accounts) {
      const roles = organisation.heldBy(account.id).map(post => post.role)
      for (const role of roles) expect(conflictingPost(role, roles), account.login).toBeUndefined()
    }
  })
})
