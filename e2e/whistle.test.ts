import { expect, test } from 'vitest'
import { act, openCase } from './desk.ts'
import { letterAtDesk } from './letter.ts'
import { fair, go, openCity, sees } from './people.ts'
import { handling, someBlock } from './prepare.ts'

const city = openCity()

test('the community whistles for two units; each arrives on its own clock, reports, and is rated', async () => {
  const matter = await handling({ title: `${someBlock()}围墙开裂危及行人` })
  const station = await city.desk('zeng.station', 'frontDesk')
  await openCase(station, matter.id)
  await act(station, 'whistle', {
    units: ['榕湾派出所', '榕湾街道应急管理办公室'],
    summonPlace: '榕树花园东门',
    reason: '围墙随时可能倒塌，需要疏散和加固。',
    arriveWithin: 15,
  })
  await sees(station.getByTestId('summons'), '榕湾派出所')
  expect((await letterAtDesk(station, 'whistleOrder')).words).toContain('榕树花园东门')

  const board = await city.desk('liang.commander', 'dutyCommander')
  await go(board, 'whistles')
  const whistle = board.getByTestId('whistle').filter({ hasText: matter.title })
  await whistle.waitFor()
  const units = whistle.getByTestId('summoned')
  expect(await units.count()).toBe(2)
  // A countdown to the second, seen to move.
  const left = () =>
    units
      .first()
      .innerText()
      .then(words => words.match(/\d{2}:\d{2}/)?.[0])
  const first = await left()
  expect(first).toMatch(/^1[0-5]:\d{2}$/)
  await expect.poll(left, { timeout: 10_000 }).not.toBe(first)
  await fair(board)

  const police = await city.desk('ma.police')
  await go(police, 'inbox?view=called')
  await sees(police, matter.number)
  await fair(police)
  await openCase(police, matter.id)
  await act(police, 'checkIn', { checkInPlace: '榕树花园东门岗亭' })
  // The board moves by itself.
  await expect.poll(() => whistle.locator('[data-testid="summoned"][data-arrived]').count(), { timeout: 20_000 }).toBe(1)
  await sees(whistle, '榕树花园东门岗亭')

  const emergency = await city.desk('kong.runsheng')
  await openCase(emergency, matter.id)
  await act(emergency, 'checkIn', { checkInPlace: '东墙内侧' })
  await act(emergency, 'reportJoint', { jointFinding: '已拉警戒线，临时支撑三处。' })
  await act(police, 'reportJoint', { jointFinding: '已疏散周边住户十一人，交通改道。' })

  await sees(station.getByTestId('case'), '已疏散周边住户十一人，交通改道。')
  await act(station, 'rateUnit', { ratedUnit: '榕湾派出所', stars: 5 })
  await station.getByTestId('summons').getByLabel('评价 5 星').waitFor()
  await fair(station)
})
