import { localTime } from '@fengqiao/kernel'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { render } from '../notices/templates.ts'
import { type TestHouse, testHouse } from '../testing/house.ts'
import { drain, team } from '../testing/matters.ts'

let city: TestHouse
beforeAll(async () => {
  city = await testHouse()
})
afterAll(() => city.close())

const said = async (id: string, message: string, language: 'zh' | 'en' = 'zh') => {
  const rows = await city.database.db
    .selectFrom('notice')
    .selectAll()
    .where('case_id', '=', id)
    .where('template', '=', `appeal.${message}`)
    .orderBy('channel')
    .execute()
  return rows.map(row => ({
    ...row,
    text: render(
      city.house.post.templates?.(row.template) ?? { subject: { zh: '', en: '' }, text: { zh: '', en: '' } },
      row.params,
      language,
    ).text,
  }))
}
const messages = () => city.database.db.selectFrom('local_message').select(['address', 'body', 'at']).orderBy('id').execute()

test('a notice names the unit and the hour of the event it tells of, however late it is written', async () => {
  city.at('2026-03-02 09:10')
  const resident = await city.resident('19900005001')
  const { body: filed } = await resident.ask('POST', '/api/cases', { procedure: 'appeal', place: '440399001001', input: drain })
  const acts = async (who: string, role: 'triageOfficer' | 'dispatcher' | 'handler' | 'unitHead', action: string, input: object = {}) => {
    const reply = await (await city.as(who, role)).ask('POST', `/api/cases/${filed.id}/actions`, { action, input })
    expect(reply.body).toMatchObject({ id: filed.id })
  }
  await acts('zhangmin', 'triageOfficer', 'triage', { subject: 'drainage', grade: 'complex', kind: 'appeal' })
  await acts('dengtao', 'dispatcher', 'dispatch', { unit: team, reason: '归口' })
  await acts('luoqiang', 'handler', 'accept')
  // The worker was down until now.
  await city.workUntilQuiet()
  const [first] = await said(filed.id, 'filed')
  expect(first?.text).toContain('望海街道综治中心')
  const [sent] = await said(filed.id, 'dispatched', 'en')
  expect(sent?.text).toContain('Wanghai Street Urban Management Team')
  const { body: page } = await (await city.as('luoqiang')).ask('GET', `/api/cases/${filed.id}`)
  const answer = page.clocks.find(({ key }: { key: string }) => key === 'answer').due as string
  const [accepted] = await said(filed.id, 'accepted')
  expect(localTime(answer)).toBe('2026-03-23 18:00')
  expect(accepted?.params).toMatchObject({ due: answer })
  expect(accepted?.text).toContain('2026-03-23 18:00前答复')
  city.at('2026-03-20 10:00')
  await acts('majun', 'unitHead', 'extend', { reason: '需开挖道路' })
  await city.workUntilQuiet()
  expect((await said(filed.id, 'extended'))[0]?.text).toContain('2026-04-14 18:00')
})

test('a summoned unit hears of its own clock, a carded one why and in which colour', async () => {
  city.at('2026-03-02 09:10')
  const { body: filed } = await city.anonymous.ask('POST', '/api/cases', { procedure: 'appeal', place: '440399001001', input: drain })
  const acts = async (who: string, action: string, input: object = {}) =>
    (await city.as(who)).ask('POST', `/api/cases/${filed.id}/actions`, { action, input })
  await acts('zhangmin', 'triage', { subject: 'drainage', grade: 'general', kind: 'appeal' })
  await acts('dengtao', 'dispatch', { unit: team, reason: '归口' })
  expect((await acts('zhoukai', 'whistle', { units: ['wanghai-police'], summonPlace: '路口', reason: '塌陷' })).status).toBe(200)
  await city.workUntilQuiet()
  const [whistled] = await said(filed.id, 'whistled')
  expect(whistled).toMatchObject({ recipient_kind: 'account', recipient: 'zhaolei', channel: 'inApp', state: 'sent' })
  expect(whistled?.params).toMatchObject({ due: '2026-03-02T02:10:00.000Z' })
  // Nobody accepts: a yellow card by itself.
  city.at('2026-03-02 16:30')
  await city.workUntilQuiet()
  const [card] = await said(filed.id, 'cardIssued', 'en')
  expect(card).toMatchObject({ recipient: 'majun' })
  expect(card?.params).toMatchObject({ colour: { zh: '黄', en: 'yellow' }, why: { zh: '签收时限', en: expect.any(String) } })
  expect((await acts('pengli', 'issueRedCard', { cardedUnit: 'wanghai-housing', reason: 'constructor' })).status).toBe(200)
  await city.workUntilQuiet()
  const { status, body: page } = await (await city.as('pengli')).ask('GET', `/api/cases/${filed.id}`)
  expect(status).toBe(200)
  // A card's reason may be a word that every object knows.
  expect(page.cards.map(({ why }: { why: object }) => why)).toEqual([
    { zh: '签收时限', en: expect.any(String) },
    { zh: 'constructor', en: 'constructor' },
  ])
  const letter = page.letters.findLast(({ letter: kind }: { letter: string }) => kind === 'card').id as string
  expect((await (await city.as('pengli')).ask('GET', `/api/cases/${filed.id}/letters/${letter.replace('#', '~')}`)).status).toBe(200)
})

test('phones stay silent at night, screens do not', async () => {
  city.at('2026-03-02 22:30')
  const before = (await messages()).length
  const { body: filed } = await city.anonymous.ask('POST', '/api/cases', { procedure: 'appeal', place: '440399001001', input: drain })
  await city.workUntilQuiet()
  expect(await messages()).toHaveLength(before)
  expect(await said(filed.id, 'filed')).toMatchObject([
    { channel: 'sms', recipient_kind: 'contact', state: 'waiting', due_at: '2026-03-03T00:00:00.000Z' },
  ])
  city.at('2026-03-03 07:59')
  await city.workUntilQuiet()
  expect(await said(filed.id, 'filed')).toMatchObject([{ state: 'waiting' }])
  city.at('2026-03-03 08:00')
  await city.workUntilQuiet()
  await city.workUntilQuiet()
  const later = await messages()
  expect(later.filter(({ body }) => body.includes(filed.number) && body.includes('已收到'))).toMatchObject([
    { address: drain.contactPhone },
  ])
})
