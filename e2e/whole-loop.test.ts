import { expect, test } from 'vitest'
import { act, atStep, findCase, openInQueue } from './desk.ts'
import { letterAtDesk, letterByPhone } from './letter.ts'
import { fair, go, openCity, sees } from './people.ts'
import { someBlock } from './prepare.ts'
import { does, files, nowSays, standsAt, track } from './phone.ts'

const city = openCity()

test('an appeal goes the whole way: filed, triaged, dispatched, answered, checked by another, rated, closed', async () => {
  const phone = await city.phone()
  const title = `${someBlock()}下水道堵塞`
  const story = `${title}。污水倒灌到路上，臭味很大，请派人疏通。`
  const { code, number } = await files(phone, { service: '诉求信访', story, address: '榕树花园正门' })
  await track(phone, code)
  await standsAt(phone, '待研判')

  const triage = await city.desk('pan.triage', 'triageOfficer')
  await openInQueue(triage, title)
  const suggestion = triage.getByTestId('suggestion')
  await sees(suggestion, '起作用的词')
  await fair(triage)
  await suggestion.getByTestId('accept-suggestion').click()
  await standsAt(phone, '待分拨')

  const dispatcher = await city.desk('wu.dispatcher', 'dispatcher')
  await findCase(dispatcher, number)
  await dispatcher.getByTestId('accept-suggestion').click()
  await atStep(dispatcher, 'dispatched')
  await sees(dispatcher.getByTestId('owner'), '榕湾街道住房建设办公室')
  await nowSays(phone, '榕湾街道住房建设办公室')

  const handler = await city.desk('shi.zhiming')
  await sees(handler.getByRole('main'), '收件箱')
  await fair(handler)
  await findCase(handler, number)
  const order = await letterAtDesk(handler, 'dispatchOrder')
  expect(order.words).toContain('交办单')
  expect(order.words).toContain('榕湾街道住房建设办公室')
  expect(order.ink).toBeGreaterThan(0.01)
  await act(handler, 'accept')
  await standsAt(phone, '办理中')
  await act(handler, 'contact', { contactNote: '已到现场查看，约定明早疏通。' })
  await act(handler, 'answer', { finding: '正门外雨水井被淤泥堵死，污水由此外溢。', opinion: '已清掏雨水井并冲洗路面，两周后复查。' })
  await atStep(handler, 'replied')
  await fair(handler)

  // Whoever answered may not check: the handler is offered no such action, the dispatcher is.
  expect(await handler.getByTestId('action-passCheck').count()).toBe(0)
  await atStep(dispatcher, 'replied')
  await act(dispatcher, 'passCheck')
  await nowSays(phone, '您的事解决了吗？')
  await sees(phone, '已清掏雨水井并冲洗路面，两周后复查。')
  await fair(phone)

  const reply = await letterByPhone(phone, '答复意见书')
  expect(reply.words).toContain('雨水井被淤泥堵死')
  expect(reply.words).toContain(number)
  expect(reply.ink).toBeGreaterThan(0.01)

  await does(phone, '已解决', { stars: '很满意' })
  await standsAt(phone, '已办结')
  await atStep(dispatcher, 'closed')
  await sees(dispatcher, '群众评价：已解决')
  await go(handler, 'inbox?view=done')
  await sees(handler, number)
  await fair(handler)
})
