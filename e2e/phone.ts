// What residents do on their phones, by the words they see.
import { createCanvas } from '@napi-rs/canvas'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { house, sees } from './people.ts'

export interface Matter {
  /** One of the six tiles of the home screen. */
  readonly service?: string
  readonly story: string
  readonly address?: string
  /** Street and community, chosen from the list. */
  readonly community?: readonly [street: string, community: string]
  readonly phone?: string
  readonly photo?: { readonly name: string; readonly mimeType: string; readonly buffer: Buffer }
}

export interface Receipt {
  readonly code: string
  readonly number: string
}

export const rongshu = ['榕湾街道', '榕树社区'] as const

/** First tap of a filing and its telling: leaves the phone at the second step. */
export async function tell(
  page: Page,
  { service = '安全隐患', story, address = '', community = rongshu, phone, photo }: Matter,
): Promise<void> {
  await page.goto('/')
  await page.getByRole('link', { name: service }).click()
  await page.getByLabel('发生了什么？').fill(story)
  if (photo) {
    const choosing = page.waitForEvent('filechooser')
    await page.getByRole('button', { name: '拍照' }).click()
    await (await choosing).setFiles(photo)
    await page.getByRole('img', { name: '附上的照片' }).waitFor()
  }
  if (address) await page.getByLabel('在哪里？').fill(address)
  if (community.length > 0) {
    await page.getByRole('button', { name: '选社区' }).click()
    for (const name of community) await page.getByRole('dialog').getByRole('button', { name, exact: true }).click()
    await sees(page, community[1] ?? '')
  }
  if (phone) await page.getByLabel('手机').fill(phone)
}

/** Second and third tap. Gives the query code and the number that the receipt shows. */
export async function send(page: Page): Promise<Receipt> {
  await page.getByRole('button', { name: '下一步：核对' }).click()
  await page.getByRole('button', { name: '提交', exact: true }).click()
  return readReceipt(page)
}

export async function readReceipt(page: Page): Promise<Receipt> {
  await page.getByRole('heading', { name: '已收到' }).waitFor()
  const receipt = page.getByRole('main')
  const code = (await receipt.innerText()).match(/\b[0-9A-Z]{4}[ -][0-9A-Z]{4}[ -][0-9A-Z]{4}\b/)?.[0]
  const number = (await receipt.innerText()).match(/\S+诉〔\d{4}〕\S+?号/)?.[0]
  if (!code || !number) throw new Error(`the receipt shows no query code or number: ${await receipt.innerText()}`)
  return { code: code.replaceAll(/[ -]/g, ''), number }
}

export async function files(page: Page, matter: Matter): Promise<Receipt> {
  await tell(page, matter)
  return send(page)
}

/** Types the query code where anyone may and opens the matter. */
export async function track(page: Page, code: string): Promise<void> {
  await page.goto('/#/t')
  await page.getByLabel('查询码').fill(code)
  await page.getByRole('button', { name: '查看' }).click()
  await page.getByRole('list', { name: '进度' }).waitFor()
}

/** Waits, without touching the phone, until the open page says at which step the matter now stands. */
export const standsAt = (page: Page, step: string): Promise<void> => sees(page.getByRole('main'), `目前：${step}`, 30_000)

/** Waits, without touching the phone, until the open page says something new. */
export const nowSays = (page: Page, words: string): Promise<void> => sees(page.getByRole('main'), words, 30_000)

/** Signs in by phone; the code is read where the demo shows what it would have sent. */
export async function signIn(page: Page, phone: string): Promise<void> {
  await page.goto('/#/sign-in')
  await page.getByLabel('手机号').fill(phone)
  await page.getByRole('button', { name: '发送验证码' }).click()
  const field = page.getByLabel('6 位验证码')
  await field.waitFor()
  await field.fill(await codeFor(phone))
  await page.getByRole('button', { name: '登录', exact: true }).click()
  await expect.poll(() => page.url(), { timeout: 15_000 }).not.toContain('sign-in')
}

async function codeFor(phone: string): Promise<string> {
  let code: string | undefined
  await expect
    .poll(
      async () => {
        const outbox = await (await fetch(`${house()}/dev/outbox`)).text()
        code = outbox
          .split('<tr>')
          .filter(row => row.includes(phone))
          .map(row => row.match(/(?<!\d)\d{6}(?!\d)/)?.[0])
          .find(found => found !== undefined)
        return code
      },
      { timeout: 10_000 },
    )
    .toBeDefined()
  return code ?? ''
}

/** Opens an action of the case screen and sends it: stars by number, words by label. */
export async function does(
  page: Page,
  action: string,
  { stars, words = {} }: { stars?: string; words?: Readonly<Record<string, string>> } = {},
): Promise<void> {
  await page.getByRole('button', { name: action }).first().click()
  const sheet = page.getByRole('dialog')
  // The radio itself is unseen; its picture of a star is what a finger hits.
  if (stars) await sheet.getByRole('radio', { name: stars, exact: true }).check({ force: true })
  for (const [label, value] of Object.entries(words)) await sheet.getByLabel(label).fill(value)
  await sheet.getByRole('button', { name: `确定：${action}` }).click()
  await sheet.waitFor({ state: 'hidden' })
}

/** A photograph as a phone takes it; the server judges files by content. */
export const aPhoto = { name: 'wall.png', mimeType: 'image/png', buffer: wall(640, 480) }

/** Bricks with a crack across. */
function wall(width: number, height: number): Buffer {
  const canvas = createCanvas(width, height)
  const pen = canvas.getContext('2d')
  pen.fillStyle = '#cdc4b8'
  pen.fillRect(0, 0, width, height)
  pen.fillStyle = '#a4543e'
  for (let row = 0; row * 40 < height; row++)
    for (let brick = -1; brick * 80 < width; brick++) pen.fillRect(brick * 80 + (row % 2) * 40, row * 40, 76, 36)
  pen.strokeStyle = '#281e1c'
  pen.lineWidth = 9
  pen.beginPath()
  for (let y = 0; y <= height; y += 20) pen.lineTo(width / 2 + 30 * Math.sin(y / 37), y)
  pen.stroke()
  return canvas.toBuffer('image/png')
}
