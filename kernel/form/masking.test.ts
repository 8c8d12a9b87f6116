import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { MaskingClass } from './field.ts'
import { mask, maskAddress, maskCard, maskIdNumber, maskName, maskPhone, maskValue } from './masking.ts'

it.each([
  ['张三', '张*'],
  ['张三丰', '张*'],
  ['欧阳修', '欧*'],
  ['𠮷田', '𠮷*'],
  ['Lin Hua', 'L*'],
  ['张', '***'],
])('name %s', (name, shown) => expect(maskName(name)).toBe(shown))

it.each([
  ['13812341234', '138****1234'],
  ['+86 138-1234-1234', '138****1234'],
  ['0755-82345678', '0755-****5678'],
  ['010 62345678', '010-****5678'],
  ['82345678', '***'],
  ['110', '***'],
])('phone %s', (phone, shown) => expect(maskPhone(phone)).toBe(shown))

it('identity numbers and cards show their last four', () => {
  expect(maskIdNumber('11010519491231002X')).toBe('**************002X')
  expect(maskIdNumber('H1234')).toBe('***')
  expect(maskCard('6222 0000 1111 2345')).toBe('************2345')
})

it.each([
  ['深圳市福田区园岭街道百花二路1号3栋402', '深圳市福田区园岭街道***'],
  ['广东省深圳市宝安区新桥街道上星路8号', '广东省深圳市宝安区新桥街道***'],
  ['广州市天河区天河路385号', '广州市天河区***'],
  ['深圳市大鹏新区葵涌街道', '深圳市大鹏新区葵涌街道***'],
  ['福田区深南大道1006号', '福田区***'],
  ['广西壮族自治区南宁市青秀区', '广西壮族自治区南宁市青秀区***'],
  ['江西省景德镇市珠山区', '江西省景德镇市珠山区***'],
  ['东莞市虎门镇人民路1号', '东莞市虎门镇***'],
  ['百花小区3栋402', '***'],
  ['福田区莲花路古镇酒店3号', '福田区***'],
  ['沃尔玛超市楼上502', '***'],
  ['Room 402, 3 Baihua Road', '***'],
  ['', '***'],
])('address %s', (address, shown) => expect(maskAddress(address)).toBe(shown))

describe('by class', () => {
  it('shows an identity number to the handler only, and then its last four', () => {
    expect(mask('idNumber', '11010519491231002X')).toBe('***')
    expect(mask('idNumber', '11010519491231002X', { handler: true })).toBe('**************002X')
  })
  it('goes through lists, hides what is no text, leaves what is absent', () => {
    expect(maskValue('name', ['张三', '李四'])).toEqual(['张*', '李*'])
    expect(maskValue('hidden', [{ name: '张三' }])).toBe('***')
    expect(maskValue('address', [114.06, 22.54])).toEqual(['***', '***'])
    expect(maskValue('name', { name: '张三' })).toBe('***')
    expect(maskValue('open', { count: 3 })).toEqual({ count: 3 })
    expect(maskValue('phone', undefined)).toBeUndefined()
    expect(mask('phone', '')).toBe('')
  })
  it('never shows more than its class allows', () => {
    const closed: readonly MaskingClass[] = ['name', 'phone', 'idNumber', 'bankCard', 'hidden']
    fc.assert(
      fc.property(
        fc.constantFrom(...closed),
        fc.oneof(fc.string({ unit: 'grapheme' }), fc.stringMatching(/^\d{1,20}$/)),
        (masking, value) => {
          const kept = mask(masking, value, { handler: true }).replaceAll(/[*-]/g, '')
          expect([...kept].length).toBeLessThanOrEqual(masking === 'phone' ? 8 : masking === 'name' ? 1 : 4)
          if (value.length >= 3 && !value.includes('*')) expect(mask(masking, value)).not.toContain(value)
        },
      ),
    )
  })
})
