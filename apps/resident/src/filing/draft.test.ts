import { expect, test } from 'vitest'
import { type DoorField, readForm } from './door.ts'
import { filingOf, lacking, newDraft, titleOf } from './draft.ts'

const label = { zh: '', en: '' }
const field = (name: string, kind: string, required = false): DoorField => ({ name, kind, required, label })
const form = [
  field('sort', 'choice', true),
  field('heading', 'text', true),
  field('tale', 'longText', true),
  field('spot', 'address'),
  field('who', 'name'),
  field('mobile', 'phone'),
  field('wish', 'text'),
  field('pictures', 'files'),
  field('many', 'number'),
  field('speakers', 'people'),
  field('maySay', 'yesNo'),
]
const parts = readForm(form)
const words = { title: '矛盾纠纷', story: '见录音' }
const told = { ...newDraft('k', 'any', 'dispute'), story: '楼上连续三天漏水。物业不管', address: '渔歌里2栋' }

test('a form is read by the kinds of its fields, whatever they are called', () => {
  expect([parts.title?.name, parts.story?.name, parts.people?.name, parts.headcount?.name]).toEqual(['heading', 'tale', 'speakers', 'many'])
  expect(parts.more.map(({ name }) => name)).toEqual(['wish'])
})

test.each([
  ['楼上连续三天漏水。物业不管', '楼上连续三天漏水'],
  ['路灯坏了', '路灯坏了'],
  ['The lamp is broken. It is dark.', 'The lamp is broken'],
  ['  \n ', '矛盾纠纷'],
  ['长'.repeat(200), `${'长'.repeat(79)}…`],
])('the title of %j', (story, title) => expect(titleOf(story, '矛盾纠纷')).toBe(title))

test('an anonymous filing carries no contact, no consent and no group', () => {
  expect(filingOf(told, parts, words)).toEqual({
    procedure: 'any',
    channel: 'app',
    input: { sort: 'dispute', heading: '楼上连续三天漏水', tale: '楼上连续三天漏水。物业不管', spot: '渔歌里2栋' },
  })
})

test('a group of five names its representatives, a recording stands for the story', () => {
  const draft = {
    ...told,
    story: '',
    group: true,
    headcount: 7,
    representatives: [
      { name: ' 陈静 ', phone: '' },
      { name: '', phone: '' },
    ],
    attachments: [{ id: 'a', kind: 'sound' as const, name: 'a.webm', type: 'audio/webm', blob: new Blob(), hash: 'f'.repeat(64) }],
  }
  expect(lacking(draft, parts)).toEqual([])
  expect(filingOf(draft, parts, words).input).toMatchObject({
    tale: '见录音',
    many: 7,
    speakers: [{ name: '陈静' }],
    pictures: ['f'.repeat(64)],
  })
})

test('says what is missing, and never asks for the phone', () => {
  expect(lacking(newDraft('k', 'any', 'dispute'), parts)).toEqual(['story', 'where'])
  expect(lacking({ ...told, phone: '123' }, parts)).toEqual(['phone'])
  const six = Array.from({ length: 6 }, () => ({ name: '甲', phone: '' }))
  expect(lacking({ ...told, group: true, headcount: 3, representatives: six }, parts)).toEqual(['headcount', 'representatives'])
  expect(lacking({ ...told, address: '', point: [120, 30] }, parts)).toEqual([])
})
