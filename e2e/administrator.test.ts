import { createHmac, randomInt } from 'node:crypto'
import { expect, test } from 'vitest'
import { fill, pick } from './desk.ts'
import { fair, go, openCity, sees } from './people.ts'

const city = openCity()

test('the administrator reads an import before applying it, opens an account, gives a post and changes a period; the new officer signs in safely', async () => {
  const admin = await city.desk('shen.system')
  const mark = randomInt(1000, 10_000)
  await go(admin, 'imports')
  await fair(admin)
  const head = '单位编号,单位名称,英文名称,单位类别,服务地点编码,上级单位编号,电话'
  const good = `rongshu.lab${mark},榕树社区议事厅${mark},Rongshu Assembly ${mark},居民委员会,440399003001,rongwan.governance,0755-55509999`
  const bad = [
    'bad one,坏编号,Bad,居民委员会,440399003001,,0755-1',
    `rongshu.x${mark},没有地点,Nowhere,居民委员会,999,,0755-55509998`,
    `rongshu.y${mark},类别不对,Odd,飞船,440399003001,,0755-55509997`,
  ]
  const read = (rows: readonly string[]) =>
    admin
      .getByTestId('import-file')
      .setInputFiles({ name: 'units.csv', mimeType: 'text/csv', buffer: Buffer.from([head, ...rows].join('\n')) })
  await read([good, ...bad])
  const report = admin.getByTestId('dry-run')
  await sees(report, '现在什么都没有写入')
  for (const row of ['第 3 行', '第 4 行', '第 5 行']) await sees(report, row)
  await sees(report, '编号只能用字母、数字、点、横线')
  expect(await report.getByTestId('apply-import').isDisabled()).toBe(true)
  await fair(admin)
  await report.getByRole('button', { name: '换一个文件' }).click()
  await read([good])
  await report.getByTestId('apply-import').click()
  await sees(report, '已写入：新增 1，修改 0')

  await go(admin, 'accounts')
  await fair(admin)
  await admin.getByTestId('new-account').click()
  const login = `li.ning${mark}`
  const dialog = admin.getByRole('dialog')
  await fill(dialog, { login, nameZh: '李宁远', nameEn: 'Li Ningyuan' })
  await dialog.getByTestId('submit').click()
  const secret = admin.getByTestId('secret')
  const password = await secret.innerText()
  await admin.getByRole('button', { name: '我已转交' }).click()
  await admin.getByRole('row').filter({ hasText: login }).getByTestId('account').click()
  await admin.getByTestId('assign-post').click()
  const giving = admin.getByRole('dialog').filter({ hasText: '任期至' })
  await pick(giving, '枫桥区政务服务和数据管理局审计员')
  await giving.getByTestId('submit').click()
  await sees(admin.getByRole('dialog'), '审计员')

  await go(admin, 'deadlines')
  await fair(admin)
  const rule = admin.getByRole('row').filter({ hasText: 'appeal.followUp' })
  await rule.getByTestId('edit-rule').click()
  await fill(admin.getByRole('dialog'), { value: 5, source: `区治理委员会纪要 ${mark} 号`, openClocks: '保留原到期时间' })
  await admin.getByRole('dialog').getByTestId('submit').click()
  await sees(rule, '已改，默认 3 个工作日')
  await sees(rule, `区治理委员会纪要 ${mark} 号`)

  const officer = await city.strangerAtDesk()
  await fair(officer)
  await officer.getByRole('tab', { name: '账号登录' }).click()
  await officer.getByLabel('账号', { exact: true }).fill(login)
  await officer.getByLabel('密码', { exact: true }).fill(password)
  await officer.getByTestId('sign-in').click()
  await sees(officer, '请设置新密码')
  await fair(officer)
  const own = `Wanghai-Lu-${mark}`
  await officer.getByLabel('现在的密码').fill(password)
  await officer.getByLabel('新密码', { exact: true }).fill(own)
  await officer.getByLabel('再输入一次新密码').fill(own)
  await officer.getByRole('button', { name: '保存并继续' }).click()
  await officer.getByTestId('person').waitFor()
  await go(officer, 'settings')
  await fair(officer)
  await officer.getByTestId('enrol').click()
  await officer.getByRole('dialog').getByLabel('密码', { exact: true }).fill(own)
  await officer.getByRole('button', { name: '开始绑定' }).click()
  await sees(officer, '用验证器扫描')
  const key = (await officer.getByText('不能扫描时').innerText()).match(/[A-Z2-7]{16,}/)?.[0] ?? ''
  await officer.getByLabel('验证器显示的 6 位数字').fill(digits(key, Date.now()))
  await officer.getByRole('button', { name: '完成绑定' }).click()
  await sees(officer, '请保存恢复码')
  await fair(officer)
  await officer.getByRole('button', { name: '我已保存' }).click()
  await sees(officer, '已绑定身份验证器')

  // From now on the password alone opens nothing.
  const later = await city.strangerAtDesk()
  await later.getByRole('tab', { name: '账号登录' }).click()
  await later.getByLabel('账号', { exact: true }).fill(login)
  await later.getByLabel('密码', { exact: true }).fill(own)
  await later.getByTestId('sign-in').click()
  await sees(later, '验证身份')
  // A code is good once: the next one is taken from half a minute on.
  await later.getByLabel(/身份验证器上的 6 位数字/).fill(digits(key, Date.now() + 30_000))
  await later.getByRole('button', { name: /继\s?续/ }).click()
  await sees(later.getByTestId('person'), '李宁远')
})

/** What an authenticator shows (RFC 6238: SHA-1, 30 seconds, six digits). */
function digits(key: string, at: number): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
  const bits = [...key].map(letter => alphabet.indexOf(letter).toString(2).padStart(5, '0')).join('')
  const secret = Buffer.from(bits.match(/.{8}/g)?.map(byte => Number.parseInt(byte, 2)) ?? [])
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(at / 30_000)))
  const mac = createHmac('sha1', secret).update(counter).digest()
  const from = (mac.at(-1) ?? 0) & 15
  return String((mac.readUInt32BE(from) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}
