import { test } from 'vitest'
import { act, atStep, openCase, openInQueue } from './desk.ts'
import { fair, openCity, sees } from './people.ts'
import { nowSays, standsAt, readReceipt, tell, track, signIn } from './phone.ts'
import { filed, someBlock, taken } from './prepare.ts'

const city = openCity()

test('a second reporter is offered the open matter; triage merges the two and both are told how it goes on', async () => {
  const block = someBlock()
  const first = await filed({
    title: `${block}积水淹到脚踝出不了门`,
    description: `${block}一下雨就积水，淹到脚踝，老人孩子出不了门，请疏通下水道。`,
  })

  // Strangers are offered a matter only once a person has seen that its subject is one for the public.
  await taken(
    first,
    'pan.triage',
    'triage',
    { subject: 'water.drainage', grade: 'general', kind: 'appeal' },
    'rongwan.governance.triageOfficer',
  )

  const second = await city.phone()
  await signIn(second, '19900005009')
  await tell(second, { service: '诉求信访', story: `${block}积水严重，一下雨就淹到脚踝，孩子出不了门，请疏通下水道。` })
  await second.getByRole('button', { name: '下一步：核对' }).click()
  await sees(second, '附近已有人反映，是同一件事吗？')
  await sees(second, first.title)
  await fair(second)
  await second.getByRole('listitem').filter({ hasText: first.title }).getByRole('button', { name: '是，一起跟进' }).click()
  await sees(second, '您照样有自己的查询码')
  await second.getByRole('button', { name: '提交', exact: true }).click()
  const receipt = await readReceipt(second)

  const triage = await city.desk('pan.triage', 'triageOfficer')
  await openInQueue(triage, `${block}积水严重`)
  const same = triage.getByTestId('similar').getByRole('listitem').filter({ hasText: first.title })
  await sees(same, /相似 \d+%/)
  await fair(triage)
  await same.getByTestId('merge').click()
  await triage
    .getByRole('tooltip')
    .getByRole('button', { name: /并\s?案/ })
    .click()
  await track(second, receipt.code)
  await standsAt(second, '已并案')

  await openCase(triage, first.id)
  await sees(triage.getByTestId('case'), '2 人反映')
  const dispatcher = await city.desk('wu.dispatcher', 'dispatcher')
  await openCase(dispatcher, first.id)
  await act(dispatcher, 'dispatch', { unit: '榕湾街道住房建设办公室', reason: '排水设施由其管养。' })
  await atStep(dispatcher, 'dispatched')

  // Who told it first follows the matter by its code; who told it second hears of it as well.
  const one = await city.phone()
  await track(one, first.code)
  await nowSays(one, '榕湾街道住房建设办公室')
  await second.goto('/#/notices')
  await nowSays(second, '榕湾街道住房建设办公室')
})
