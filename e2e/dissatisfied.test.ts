import { expect, test } from 'vitest'
import { act, atStep, openCase } from './desk.ts'
import { fair, openCity, sees } from './people.ts'
import { does, nowSays, standsAt, track } from './phone.ts'
import { answered, someBlock } from './prepare.ts'

const city = openCity()

test('a dissatisfied resident has the matter handled again one level up, until the follow-up clerk closes it', async () => {
  const matter = await answered({ title: `${someBlock()}路灯不亮` })
  const phone = await city.phone()
  await track(phone, matter.code)
  await does(phone, '没有解决', { stars: '很不满意', words: { 意见: '灯修好一晚又灭了。' } })
  await standsAt(phone, '重办')
  await nowSays(phone, '枫桥区城市管理和综合执法局')

  const above = await city.desk('shi.qinghua')
  await openCase(above, matter.id)
  await sees(above.getByTestId('case'), '灯修好一晚又灭了。')
  await sees(above.getByTestId('clocks'), '重办接手时限')
  await fair(above)
  await act(above, 'rehandle', { reason: '原处理不彻底，由区局牵头。' })
  await atStep(above, 'handling')
  await nowSays(phone, '上级单位接手重办')

  const handler = await city.desk('yao.ying', '枫桥区城市管理和综合执法局')
  await openCase(handler, matter.id)
  await act(handler, 'contact', { contactNote: '已与反映人一同查看。' })
  await act(handler, 'answer', { finding: '线路接头受潮，跳闸后未换。', opinion: '已更换整段电缆，连续三晚巡查正常。' })

  const dispatcher = await city.desk('wu.dispatcher', 'dispatcher')
  await openCase(dispatcher, matter.id)
  await act(dispatcher, 'passCheck')
  await nowSays(phone, '已更换整段电缆')

  const clerk = await city.desk('cai.followup', 'followUpClerk')
  await openCase(clerk, matter.id)
  // Neither the old rating nor an old call counts: without either it cannot be closed yet.
  await clerk.getByTestId('action-close').click()
  await clerk.getByTestId('actions').getByTestId('submit').click()
  await sees(clerk.locator('[data-rule="threeCallsFirst"]'), '未取得评价的，须在三次回访后方可办结')
  await act(clerk, 'recordCall', { callResult: '已接通', satisfaction: 5, comment: '这次修好了。' })
  await fair(clerk)
  await act(clerk, 'close')
  await atStep(clerk, 'closed')
  await standsAt(phone, '已办结')
  expect(await phone.getByRole('button', { name: '没有解决' }).count()).toBe(0)
})
