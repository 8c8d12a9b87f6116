import { isRefusal } from '@fengqiao/kernel'
import { strToU8, zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { limits, readRows } from './sheet.ts'
import { toCsv, toXlsx } from './write.ts'

const bytes = (words: string) => new TextEncoder().encode(words)
/** 「单位编号,单位名称」 and 「a.b,枫桥」 in GB18030. */
const gb = Uint8Array.from([
  0xb5, 0xa5, 0xce, 0xbb, 0xb1, 0xe0, 0xba, 0xc5, 0x2c, 0xb5, 0xa5, 0xce, 0xbb, 0xc3, 0xfb, 0xb3, 0xc6, 0x0a, 0x61, 0x2e, 0x62, 0x2c, 0xb7,
  0xe3, 0xc7, 0xc5, 0x0a,
])
const rule = async (file: Uint8Array) => {
  const read = await readRows(file)
  return isRefusal(read) ? read.rule : 'read'
}

describe('encodings', () => {
  test.each([
    ['UTF-8', bytes('单位编号,单位名称\na.b,枫桥\n'), 'utf-8'],
    ['UTF-8 with byte order mark', bytes('\uFEFF单位编号,单位名称\r\na.b,枫桥\r\n'), 'utf-8'],
    ['tabs', bytes('单位编号\t单位名称\na.b\t枫桥\n'), 'utf-8'],
    ['GB18030', gb, 'gb18030'],
  ])('%s', async (_, file, encoding) => {
    expect(await readRows(file)).toEqual({ encoding, header: ['单位编号', '单位名称'], rows: [{ row: 2, cells: ['a.b', '枫桥'] }] })
  })
})

test('what is written is read back, in CSV and XLSX', async () => {
  const table = {
    header: ['编号', '名称'],
    rows: [
      ['001', '=SUM(A1)'],
      ['-3.5', '带"引号",逗号\n换行'],
      ['@cmd', '+86 0755'],
    ],
  }
  for (const file of [bytes(toCsv(table)), await toXlsx(table)]) {
    const read = await readRows(new Uint8Array(file))
    expect(isRefusal(read) ? read : read.rows.map(row => row.cells)).toEqual(table.rows)
  }
})

test('no cell of a CSV begins a formula', () => {
  const csv = toCsv({ header: ['a'], rows: ['=1+1', '+1+1', '-2+3', '@SUM(1)', '\t=1', '114.05', '-7'].map(cell => [cell]) })
  const cells = csv.replace('\uFEFF', '').split('\r\n').slice(1, -1)
  expect(cells).toEqual(["'=1+1", "'+1+1", "'-2+3", "'@SUM(1)", "'\t=1", '114.05', '-7'])
})

describe('refused', () => {
  test('empty, too large, binary, old Excel, damaged archives', async () => {
    expect(await rule(new Uint8Array(0))).toBe('unreadable-file')
    expect(await rule(new Uint8Array(limits.bytes + 1))).toBe('too-large')
    expect(await rule(Uint8Array.from([0, 1, 2, 3, 0]))).toBe('unreadable-file')
    expect(await rule(Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0]))).toBe('wrong-type')
    expect(await rule(Uint8Array.from([0x50, 0x4b, 3, 4, 9, 9, 9]))).toBe('unreadable-file')
    expect(await rule(bytes('a,b\n"open,1\n'))).toBe('unreadable-file')
  })

  test('archives that are no workbook, carry macros or unpack to more than memory should hold', async () => {
    expect(await rule(zipSync({ 'readme.txt': strToU8('hello') }))).toBe('wrong-type')
    expect(await rule(zipSync({ 'xl/workbook.xml': strToU8('<x/>'), 'xl/vbaProject.bin': strToU8('x') }))).toBe('wrong-type')
    expect(
      await rule(zipSync({ 'xl/workbook.xml': strToU8('<x/>'), 'xl/worksheets/sheet1.xml': new Uint8Array(limits.unpacked + 1) })),
    ).toBe('too-large')
  })

  test('a directory that lies about sizes does not help', async () => {
    const file = zipSync({ 'xl/workbook.xml': strToU8('<x/>'), 'xl/worksheets/sheet1.xml': new Uint8Array(limits.unpacked + 1) })
    const view = new DataView(file.buffer, file.byteOffset, file.byteLength)
    let patched = 0
    for (let at = 0; at + 46 < file.length; at++)
      if (view.getUint32(at, true) === 0x02014b50) {
        view.setUint32(at + 24, 10, true)
        patched++
      }
    expect(patched).toBe(2)
    expect(await rule(file)).not.toBe('read')
  })

  test('too many rows', async () => {
    expect(await rule(bytes(`a\n${'1\n'.repeat(limits.rows + 1)}`))).toBe('too-large')
  })
})
