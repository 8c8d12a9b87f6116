import { expect, test } from 'vitest'
import { act, atStep, begin, openCase, submit } from './desk.ts'
import { letterByPhone } from './letter.ts'
import { fair, go, openCity, sees } from './people.ts'
import { does, standsAt, tell, track } from './phone.ts'
import { filed, handling, someBlock, taken, team } from './prepare.ts'

const city = openCity()

test('what is told without a network outlives the page and is sent once when the network is back', async () => {
  const phone = await city.phone()
  await phone.goto('/')
  await phone.waitForFunction(async () => (await navigator.serviceWorker.getRegistration())?.active?.state === 'activated')
  // The cache belongs to pages opened after it was made.
  await phone.reload()
  const block = someBlock()
  const story = `${block}树枝折断，压着电线。`
  await tell(phone, { story })
  await phone.getByRole('button', { name: '下一步：核对' }).click()
  const keys: (string | undefined)[] = []
  const context = phone.context()
  context.on('request', request => {
    if (request.method() === 'POST' && request.url().endsWith('/api/cases')) keys.push(request.headers()['idempotency-key'])
  })
  await context.setOffline(true)
  await phone.getByRole('button', { name: '提交', exact: true }).click()
  await sees(phone, '内容已存在这台手机上')
  await phone.close()

  const again = await context.newPage()
  await again.goto('/')
  await sees(again, '等网络恢复后自动发出')
  await fair(again)
  await context.setOffline(false)
  await sees(again, '我在这台手机上反映的', 40_000)
  await expect.poll(() => again.getByText('等网络恢复后自动发出').count()).toBe(0)
  expect(keys.length).toBeGreaterThan(1)
  expect(new Set(keys).size).toBe(1)

  const clerk = await city.desk('pan.triage', 'triageOfficer')
  await go(clerk, `search?q=${encodeURIComponent(block)}`)
  await expect.poll(() => clerk.getByRole('row').filter({ hasText: block }).count()).toBe(1)
})

test('of two officers who act at once, the second is told and keeps what was typed', async () => {
  const matter = await handling({ title: `${someBlock()}公交站牌倒伏` })
  const [first, second] = [await city.desk(team.handler), await city.desk(team.handler)]
  await openCase(first, matter.id)
  await openCase(second, matter.id)
  // The second officer's line is bad: the screen does not hear what the first one does.
  await second.route('**/api/events*', route => route.abort())
  await second.reload()
  await begin(second, 'contact', { contactNote: '已去电，无人接听。' })
  await act(first, 'contact', { contactNote: '已去电，约定下午三点到场。' })
  await second.getByTestId('actions').getByTestId('submit').click()
  await sees(second.locator('[data-rule="version-conflict"]'), '该事项刚刚被他人更新')
  expect(await second.getByTestId('field-contactNote').getByRole('textbox').inputValue()).toBe('已去电，无人接听。')
  await second.getByRole('button', { name: '查看最新情况' }).click()
  await sees(second.getByTestId('case'), '已去电，约定下午三点到场。')
  expect(await second.getByTestId('field-contactNote').getByRole('textbox').inputValue()).toBe('已去电，无人接听。')
  await submit(second)
  await sees(second.getByTestId('case'), '已去电，无人接听。')
})

test('the desk speaks English and grows its type at one press, and keeps both', async () => {
  const desk = await city.desk('wu.dispatcher', 'dispatcher')
  await desk.getByTestId('language').click()
  await sees(desk, 'Inbox')
  await fair(desk)
  const size = () => desk.getByRole('heading', { level: 1 }).evaluate(heading => Number.parseFloat(getComputedStyle(heading).fontSize))
  const before = await size()
  await desk.getByRole('button', { name: 'Large type' }).click()
  await expect.poll(size).toBeGreaterThan(before)
  await go(desk, 'whistles')
  await sees(desk, 'Whistle board')
  expect(await size()).toBeGreaterThan(before)
  await fair(desk)
})

test('a petition keeps its way to review: the opinion, the review, and the letters with remedy and time limit', async () => {
  const phone = await city.phone()
  const matter = await filed({ title: `${someBlock()}加装电梯补贴未到账`, description: '申请补贴已两年，答复前后不一，请求书面处理意见。' })
  await taken(
    matter,
    'pan.triage',
    'triage',
    { subject: 'petition.general', grade: 'general', kind: 'petition' },
    'rongwan.governance.triageOfficer',
  )
  await taken(matter, 'wu.dispatcher', 'dispatch', { unit: team.id, reason: '归口办理' }, 'rongwan.governance.dispatcher')
  await taken(matter, team.handler, 'accept')
  await taken(matter, team.handler, 'answer', {
    finding: '补贴申请材料齐全。',
    opinion: '因超过申报期，不予补贴。',
    legalBasis: '《区既有住宅加装电梯补贴办法》第七条',
  })
  await taken(matter, 'wu.dispatcher', 'passCheck', {}, 'rongwan.governance.dispatcher')

  await track(phone, matter.code)
  const opinion = await letterByPhone(phone, '信访事项处理意见书')
  expect(opinion.words).toContain('30日')
  expect(opinion.words).toContain('复查')
  expect(opinion.ink).toBeGreaterThan(0.01)
  await does(phone, '申请复查', { words: { '复查、复核理由': '首次申报在期限之内，有回执为证。' } })
  await standsAt(phone, '复查中')
  await fair(phone)

  const reviewer = await city.desk('shi.qinghua')
  await openCase(reviewer, matter.id)
  await act(reviewer, 'decideReview', {
    outcome: '变更',
    opinion: '首次申报在期限内，予以补贴。',
    legalBasis: '《信访工作条例》第三十五条',
  })
  await atStep(reviewer, 'reviewed')
  await standsAt(phone, '复核期内')
  expect((await letterByPhone(phone, '复查意见书')).words).toContain('首次申报在期限内，予以补贴')
})
