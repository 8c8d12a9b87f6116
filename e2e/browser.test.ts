import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from './browser.ts'

let browser: Browser
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())

test('the browser draws Chinese with a font: two characters do not look alike', async () => {
  const page = await browser.newPage()
  const [maple, bridge] = await page.evaluate(() =>
    ['枫', '桥'].map(character => {
      const canvas = document.createElement('canvas')
      const pen = canvas.getContext('2d')
      pen?.fillText(character, 4, 20)
      return canvas.toDataURL()
    }),
  )
  expect(maple).not.toBe(bridge)
  await page.close()
})
