import { expect, test } from 'vitest'
import { fill, findCase } from './desk.ts'
import { fair, go, openCity, sees } from './people.ts'
import { files, signIn } from './phone.ts'
import { someBlock } from './prepare.ts'

const city = openCity()

test('personal data is masked until somebody says why; the resident and the auditor see who looked, others find nothing', async () => {
  const resident = await city.phone()
  await signIn(resident, '19900005001')
  await sees(resident, /^林/)
  await fair(resident)
  const { number } = await files(resident, {
    service: '诉求信访',
    story: `${someBlock()}的信报箱坏了，信件散落一地。`,
    phone: '19900005001',
  })

  const desk = await city.desk('cai.followup', 'frontDesk')
  await go(desk, 'residents')
  await fair(desk)
  await fill(desk.getByRole('main'), { phone: '19900005001' })
  await desk.getByRole('button', { name: /查\s?询/ }).click()
  const found = desk.getByTestId('resident')
  await found.waitFor()
  expect(await desk.getByRole('main').innerText()).not.toContain('19900005001')
  await sees(desk, '199****5001')
  await found.click()
  const record = desk.getByRole('dialog')
  const reason = `电话约定上门时间 ${number}`
  await fill(record, { fields: ['手机'], purpose: '联系本人', reason })
  await fair(desk)
  await record.getByTestId('submit').click()
  await sees(record.getByTestId('clear-phone'), '19900005001')
  expect(await record.getByTestId('clear-idNumber').count()).toBe(0)

  await resident.goto('/#/data')
  await sees(resident, '谁看过我的信息')
  const looks = resident.getByRole('listitem').filter({ hasText: '榕湾街道综治中心' })
  await sees(looks.first(), '联系本人')
  await sees(looks.first(), '完整的')
  await fair(resident)

  const auditor = await city.desk('jiang.auditor')
  await go(auditor, 'access-log')
  const row = auditor.getByRole('row').filter({ hasText: reason })
  await sees(row, '蔡敏仪')
  await sees(row, '明文')
  expect(await auditor.getByRole('main').innerText()).not.toContain('19900005001')
  await fair(auditor)

  // An officer of another street finds neither the matter nor the person.
  const stranger = await city.desk('yan.lixin')
  await go(stranger, `search?q=${encodeURIComponent(number)}`)
  await sees(stranger, '没有找到符合的事项')
  const triage = await city.desk('pan.triage', 'triageOfficer')
  await findCase(triage, number)
  await stranger.goto(triage.url())
  await sees(stranger, /没有|不存在|找不到|无权/)
  expect(await stranger.getByTestId('case').count()).toBe(0)
})
