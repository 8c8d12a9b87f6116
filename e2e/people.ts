// People with a browser each: residents on phones, staff at desks. What a page throws fails the journey that opened it.
import { AxeBuilder } from '@axe-core/playwright'
import { join } from 'node:path'
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect } from 'vitest'
import { launchBrowser } from './browser.ts'

export const house = (): string => {
  const url = process.env.FENGQIAO_E2E_URL
  if (!url) throw new Error('no server runs for the journeys: start them with vitest --project e2e')
  return url
}

export interface City {
  /** A resident with a phone of their own, Chinese unless said. */
  phone(options?: BrowserContextOptions): Promise<Page>
  /** A member of staff, stepped in by one click; `post` by role or by the unit's name where the person holds several. */
  desk(login: string, post?: string): Promise<Page>
  /** A desk before anyone signed in. */
  strangerAtDesk(): Promise<Page>
}

const patience = 20_000

/**
 * A browser for the people of one journey; call it at the top of a test file. A journey fails when a page throws an error that
 * nobody caught. `FENGQIAO_E2E_PICTURES` names a folder for pictures of what every page showed when a journey failed.
 */
export function openCity(): City {
  let browser: Browser
  const pages: Page[] = []
  const thrown: string[] = []
  beforeAll(async () => {
    browser = await launchBrowser()
  })
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await takePictures(task.name, pages)
    for (const page of pages.splice(0)) await page.context().close()
    expect(thrown.splice(0), 'errors that a page threw').toEqual([])
  })
  afterAll(() => browser.close())

  const open = async (options: BrowserContextOptions): Promise<Page> => {
    const context = await browser.newContext({ baseURL: house(), timezoneId: 'Asia/Shanghai', locale: 'zh-CN', ...options })
    context.setDefaultTimeout(patience)
    context.on('weberror', error => thrown.push(`${error.page()?.url()}: ${error.error().stack ?? error.error().message}`))
    const page = await context.newPage()
    pages.push(page)
    return page
  }
  const strangerAtDesk = async (): Promise<Page> => {
    const page = await open({ viewport: { width: 1280, height: 900 } })
    await page.goto('/desk/')
    return page
  }
  return {
    phone: options => open({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, ...options }),
    strangerAtDesk,
    desk: async (login, post = '') => {
      const page = await strangerAtDesk()
      await page.getByLabel('按单位或姓名查找角色').fill(login)
      const doors = page.locator(`[data-testid="door"][data-login="${login}"]`)
      await doors
        .and(/^[a-z]/i.test(post) ? page.locator(`[data-role="${post}"]`) : page.getByRole('button', { name: post }))
        .first()
        .click()
      await page.getByTestId('person').waitFor()
      return page
    },
  }
}

async function takePictures(journey: string, pages: readonly Page[]): Promise<void> {
  const folder = process.env.FENGQIAO_E2E_PICTURES
  if (!folder) return
  for (const [index, page] of pages.entries())
    await page.screenshot({ path: join(folder, `${journey.slice(0, 40)} ${index + 1}.png`), fullPage: true }).catch(() => undefined)
}

/** Opens a page of the desk by its path and waits until it has read what it shows. */
export async function go(page: Page, path: string): Promise<void> {
  await page.goto(`/desk/${path}`)
  await settled(page)
}

/** Nothing on the page is still being read. */
export const settled = (page: Page): Promise<void> =>
  expect.poll(() => page.getByRole('status', { name: '正在读取' }).count(), { timeout: patience }).toBe(0)

/** Axe finds nothing serious or critical on the page as it stands. Says which element and why. */
export async function fair(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze()
  const grave = violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(
      ({ id, help, nodes }) =>
        `${id}: ${help}\n  ${nodes
          .slice(0, 4)
          .map(node => `${node.target.join(' ')} ${node.failureSummary ?? ''}`)
          .join('\n  ')}`,
    )
  expect(grave, `what axe finds at ${page.url()}`).toEqual([])
}

/** Waits until something is to be seen; the words of a failure name it. */
export const sees = async (place: Page | Locator, words: string | RegExp, timeout = patience): Promise<void> =>
  place.getByText(words).filter({ visible: true }).first().waitFor({ timeout })
