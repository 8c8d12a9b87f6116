import { expect, test } from 'vitest'
import { act, openCase } from './desk.ts'
import { letterAtDesk } from './letter.ts'
import { fair, go, openCity, sees } from './people.ts'
import { handling, someBlock, team } from './prepare.ts'
import { changedRule } from './rules.ts'

const city = openCity()

test('a matter that runs over its time brings a card and a supervision order; the unit contests the card and is heard', async () => {
  const matter = await handling({ title: `${someBlock()}充电桩无人报修`, grade: 'consult' })
  const head = await city.desk(team.head, team.name)
  await openCase(head, matter.id)
  const rule = await changedRule('appeal.answer.consult', { value: 0.01, unit: 'minute' })
  try {
    // Nobody touches the page: the clock runs out, and what the rule orders happens.
    await sees(head.getByTestId('case'), '督办中', 60_000)
  } finally {
    await rule.restore()
  }
  await sees(head.getByTestId('case'), '黄牌')
  await sees(head.getByTestId('case'), '下达督办令')
  expect((await letterAtDesk(head, 'supervisionOrder')).words).toContain('督办令')
  expect((await letterAtDesk(head, 'card')).words).toContain('异议')
  await fair(head)

  const office = await city.desk('deng.supervision')
  await go(office, 'supervision?view=supervised')
  await sees(office, matter.title)
  await fair(office)
  await go(office, 'supervision?view=cards')
  await sees(office, matter.title)

  await act(head, 'objectToCard', { objection: '充电桩由运营公司管理，已于当日转告。' })
  await act(head, 'answerSupervision', { supervisionAnswer: '已约运营公司明日上门，今后当日答复。' })
  const street = await city.desk('cai.jing', 'supervisionOfficer')
  await openCase(street, matter.id)
  await sees(street.getByTestId('case'), '充电桩由运营公司管理，已于当日转告。')
  await act(street, 'decideCard', { cardedUnit: team.name, cardDecision: '撤销', reason: '情况属实，责任不在该单位。' })
  await sees(street.getByTestId('case'), '已撤销')
  await sees(head.getByTestId('case'), '亮牌异议处理：撤销', 30_000)
})
