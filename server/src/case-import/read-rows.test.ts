import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isRefusal } from '@fengqiao/kernel'
import { afterAll, expect, test } from 'vitest'
import { openSource } from './read-rows.ts'

const folder = mkdtempSync(join(tmpdir(), 'fengqiao-rows-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Rows as `[line, row or the rule that refused it]`, and the share of the file that was told as read. */
async function read(name: string, content: string | Buffer, mapping: Parameters<typeof openSource>[1] = { encoding: 'utf-8' }) {
  const path = join(folder, name)
  writeFileSync(path, content)
  const source = openSource(path, mapping)
  const rows: unknown[] = []
  for await (const { line, row } of source.rows()) rows.push([line, isRefusal(row) ? row.rule : row])
  return { rows, share: source.read() / source.bytes }
}

test('CSV with a byte order mark, quotes, line breaks inside a cell, and a record cut off at the end', async () => {
  const { rows } = await read('one.csv', '\ufeff编号,事由\r\n1,"下水道, 堵了\n三天"\r\n\r\n2,路灯\r\n3,"半截')
  expect(rows).toEqual([
    [3, { 编号: '1', 事由: '下水道, 堵了\n三天' }],
    [5, { 编号: '2', 事由: '路灯' }],
    [expect.any(Number), 'bad-row'],
  ])
})

test('tabs, another delimiter, another encoding', async () => {
  expect((await read('one.tsv', 'a\tb\n1\t2\n')).rows).toEqual([[2, { a: '1', b: '2' }]])
  expect((await read('two.csv', 'a;b\n1;2\n', { encoding: 'utf-8', delimiter: ';' })).rows).toEqual([[2, { a: '1', b: '2' }]])
  const gb = Buffer.concat([Buffer.from('id,t\n7,'), Buffer.from([0xc2, 0xb7, 0xb5, 0xc6]), Buffer.from('\n')])
  expect((await read('gb.csv', gb, { encoding: 'gb18030' })).rows).toEqual([[2, { id: '7', t: '路灯' }]])
  expect((await read('not-gb.csv', gb)).rows).toEqual([[2, 'bad-row']])
})

test('JSONL keeps its line numbers over empty lines; what is no object is refused alone', async () => {
  const { rows, share } = await read('one.jsonl', '{"a":1}\n\n[1]\r\nnull\n{"a":"x\\u0000y"}\n{"a":"\\ud800"}\n{"a":2}')
  expect(rows).toEqual([
    [1, { a: 1 }],
    [3, 'bad-row'],
    [4, 'bad-row'],
    [5, 'bad-row'],
    [6, 'bad-row'],
    [7, { a: 2 }],
  ])
  expect(share).toBeGreaterThan(0.9)
})

test('an empty file has no rows, and a file that cannot be read says so', async () => {
  expect((await read('empty.csv', '')).rows).toEqual([])
  expect((await read('empty.jsonl', '')).rows).toEqual([])
  const folderAsFile = openSource(folder, { encoding: 'utf-8' })
  await expect(folderAsFile.rows().next()).rejects.toThrow(/EISDIR/)
})
