// Takes the pictures of the README from the real screens: `node e2e/pictures.ts`. Starts a demo of its own, or uses the one that
// FENGQIAO_E2E_URL names; writes docs/pictures/*.png, each at most 150 kB.
import { mkdirSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { launchBrowser } from './browser.ts'
import { type House, openedHouse, staffCalls } from './house.ts'
import { letterAtDesk, readLetter } from './letter.ts'
import { aPhoto, readReceipt, tell } from './phone.ts'
import { dispatched, filed, handling, taken } from './prepare.ts'

const folder = fileURLToPath(new URL('../docs/pictures/', import.meta.url))
const most = 150_000
const sharp: Sharp = createRequire(new URL('../server/package.json', import.meta.url))('sharp')

/** As much of sharp, a dependency of the server, as is used here. */
type Sharp = (png: Buffer) => { png(how: object): { toBuffer(): Promise<Buffer> } }

const house: House = await openedHouse()
process.env.FENGQIAO_E2E_URL = house.url
const browser: Browser = await launchBrowser()
mkdirSync(folder, { recursive: true })
try {
  await residents()
  await desks()
} finally {
  await browser.close()
  await house.close()
}

async function residents(): Promise<void> {
  const page = await open({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 })
  await page.goto('/')
  await page.getByRole('heading', { name: '您要办什么？' }).waitFor()
  await take(page, 'resident-home')
  await tell(page, { story: '榕树花园3栋东侧围墙裂开一条大缝，风一吹就晃，孩子天天从这里过。', address: '榕树花园3栋东侧', photo: aPhoto })
  await page.getByRole('heading', { level: 1 }).scrollIntoViewIfNeeded()
  await take(page, 'resident-filing')
  await page.getByRole('button', { name: '下一步：核对' }).click()
  await page.getByRole('button', { name: '提交', exact: true }).click()
  const { code } = await readReceipt(page)
  await take(page, 'resident-receipt')
  await page.goto(`/#/t/${code}`)
  await page.getByRole('list', { name: '进度' }).waitFor()
  await take(page, 'resident-track')
  await page.context().close()
}

async function desks(): Promise<void> {
  await filed({ title: '渔歌里小区门口下水道堵塞', description: '渔歌里小区门口下水道堵塞三天，污水漫到人行道，请尽快疏通。' })
  const whistled = await handling({ title: '榕树花园东门围墙开裂危及行人', grade: 'urgent' })
  await taken(whistled, 'liang.commander', 'whistle', {
    units: ['rongwan.police', 'rongwan.emergency', 'rongwan.fire'],
    summonPlace: '榕树花园东门',
    reason: '围墙随时可能倒塌，需要疏散和加固。',
    arriveWithin: 15,
  })
  await taken(whistled, 'ma.police', 'checkIn', { checkInPlace: '榕树花园东门岗亭' })
  await dispatched({ title: '榕树社区文化广场路灯整排不亮' })

  const triage = await at('pan.triage', 'rongwan.governance.triageOfficer')
  await shown(triage, 'triage', '分拨建议', 'desk-triage')
  const commander = await at('liang.commander', 'rongwan.governance.dutyCommander')
  await shown(commander, 'inbox?view=unit', '收件箱', 'desk-inbox')
  await shown(commander, 'whistles', '榕树花园东门围墙开裂危及行人', 'desk-whistles')
  await shown(commander, 'statistics', '统计分析', 'desk-statistics')
  await shown(commander, 'procedures/appeal', '群众诉求', 'desk-procedure', async page => {
    const diagram = page.getByRole('img', { name: /图/ }).first()
    if ((await diagram.count()) > 0) await diagram.scrollIntoViewIfNeeded()
  })
  const handler = await at('huang.handler')
  await shown(handler, `cases/${whistled.id}`, '现在可以办', 'desk-case')
  const letter = await letterAtDesk(handler, 'dispatchOrder')
  await keep('letter', letter.picture())
  const poster = await handler.context().request.get('/api/places/440399003001/poster')
  await keep('poster', (await readLetter(await poster.body())).picture())
}

async function at(login: string, post?: string): Promise<Page> {
  const { cookie } = await staffCalls(house.url, login, post)
  const [name = '', value = ''] = cookie().split('=')
  const page = await open({ viewport: { width: 1280, height: 860 } })
  await page.context().addCookies([{ name, value, url: house.url }])
  return page
}

async function open(options: BrowserContextOptions): Promise<Page> {
  const context = await browser.newContext({ baseURL: house.url, timezoneId: 'Asia/Shanghai', locale: 'zh-CN', ...options })
  return context.newPage()
}

async function shown(page: Page, path: string, words: string, name: string, first?: (page: Page) => Promise<void>): Promise<void> {
  await page.goto(`/desk/${path}`)
  await page.getByText(words).filter({ visible: true }).first().waitFor()
  await page.getByRole('status', { name: '正在读取' }).first().waitFor({ state: 'detached' })
  await first?.(page)
  await take(page, name)
}

async function take(page: Page, name: string): Promise<void> {
  await page.evaluate(() => document.fonts.ready.then(() => undefined))
  await keep(name, await page.screenshot({ animations: 'disabled' }))
}

/** Fewer colours until the file is small enough. */
async function keep(name: string, png: Buffer): Promise<void> {
  for (const colours of [256, 128, 64, 32]) {
    const small = await sharp(png).png({ palette: true, colours, effort: 10, compressionLevel: 9 }).toBuffer()
    if (small.length > most && colours > 32) continue
    writeFileSync(`${folder}${name}.png`, small)
    console.log(`${name}.png ${Math.round(small.length / 1000)} kB`)
    return
  }
}
