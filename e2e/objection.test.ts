import { expect, test } from 'vitest'
import { act, atStep, begin, openCase, refused } from './desk.ts'
import { letterAtDesk } from './letter.ts'
import { fair, openCity, sees } from './people.ts'
import { dispatched, someBlock, team } from './prepare.ts'
import { changedRule } from './rules.ts'

const city = openCity()

test('a unit objects in time and the duty commander designates who handles it', async () => {
  const matter = await dispatched({ title: `${someBlock()}人行道地砖翘起` })
  const handler = await city.desk(team.handler)
  await openCase(handler, matter.id)
  await act(handler, 'object', { legalReason: '属在建工程围挡范围，应由住房建设办公室督促施工单位修复。' })
  await atStep(handler, 'disputed')

  const commander = await city.desk('zhou.commander')
  await openCase(commander, matter.id)
  await sees(commander.getByTestId('case'), '应由住房建设办公室督促施工单位修复')
  await fair(commander)
  await act(commander, 'designate', { unit: '榕湾街道住房建设办公室', reason: '围挡内由建设主管部门负责。' })
  await atStep(commander, 'dispatched')
  await sees(commander.getByTestId('owner'), '榕湾街道住房建设办公室')
  expect((await letterAtDesk(commander, 'designation')).words).toContain('围挡内由建设主管部门负责')

  // What the common superior has designated is final: the unit is offered no second objection.
  const housing = await city.desk('shi.zhiming', 'handler')
  await openCase(housing, matter.id)
  expect(await housing.getByTestId('action-object').count()).toBe(0)
  await act(housing, 'accept')
  await atStep(housing, 'handling')
})

test('an objection that comes too late is refused with the rule’s own sentence, and what was typed stays', async () => {
  const matter = await dispatched({ title: `${someBlock()}垃圾桶倾倒` })
  const handler = await city.desk(team.handler)
  await openCase(handler, matter.id)
  await begin(handler, 'object', { legalReason: '应由物业服务中心清理。' })

  const rule = await changedRule('appeal.objection.otherwise', { value: 0.01, unit: 'minute' })
  try {
    await sees(handler.getByTestId('case'), '异议期限已届满', 40_000)
    await sees(handler.getByTestId('actions'), '此动作现在不能再办')
    await handler.getByTestId('actions').getByTestId('submit').click()
    await refused(handler, 'objectionIsLate', '已过提出异议的期限，本件由贵单位办理')
    expect(await handler.getByTestId('field-legalReason').getByRole('textbox').inputValue()).toBe('应由物业服务中心清理。')
  } finally {
    await rule.restore()
  }
})
