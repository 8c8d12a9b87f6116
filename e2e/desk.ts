// What staff do at the desk, by labels and test ids.
import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import { go, sees, settled } from './people.ts'

/** A value as it is given on a form: words or an option's name, several options, a number or stars. */
export type Given = string | number | string[]

/** Finds a case by the number that a receipt shows. */
export async function findCase(page: Page, number: string): Promise<void> {
  await page.getByLabel('查找事项').fill(number)
  await page.getByLabel('查找事项').press('Enter')
  await page.getByRole('row').filter({ hasText: number }).getByRole('link').first().click()
  await page.getByTestId('case').waitFor()
  await settled(page)
}

/** Opens a case by the address that notices carry. */
export async function openCase(page: Page, id: string): Promise<void> {
  await go(page, `cases/${id}`)
  await page.getByTestId('case').waitFor()
  await settled(page)
}

/** Chooses an action, fills its form and waits until it is done. */
export async function act(page: Page, action: string, given: Readonly<Record<string, Given>> = {}): Promise<void> {
  await begin(page, action, given)
  await submit(page)
}

/** Opens the form of an action and fills it, without sending. */
export async function begin(page: Page, action: string, given: Readonly<Record<string, Given>> = {}): Promise<void> {
  const button = page.getByTestId(`action-${action}`)
  if ((await button.getAttribute('aria-expanded')) !== 'true') await button.click()
  await fill(page.getByTestId('actions'), given)
}

/** Sends the open form; the case then shows a newer revision. */
export async function submit(page: Page): Promise<void> {
  const before = await revision(page)
  await page.getByTestId('actions').getByTestId('submit').click()
  await expect.poll(() => revision(page), { timeout: 20_000 }).toBeGreaterThan(before)
}

export const revision = async (page: Page): Promise<number> => Number(await page.getByTestId('case').getAttribute('data-revision'))

/** Waits until the open case stands at a step. */
export const atStep = (page: Page, step: string): Promise<void> =>
  page.locator(`[data-testid="case"][data-step="${step}"]`).waitFor({ timeout: 30_000 })

/** Fills the fields of a form by their names in the procedure. */
export async function fill(form: Locator, given: Readonly<Record<string, Given>>): Promise<void> {
  for (const [name, value] of Object.entries(given)) await fillOne(form.getByTestId(`field-${name}`), value)
}

async function fillOne(field: Locator, value: Given): Promise<void> {
  await field.waitFor()
  if (Array.isArray(value)) {
    if ((await field.getByRole('checkbox').count()) > 0) for (const one of value) await field.getByRole('checkbox', { name: one }).check()
    else for (const one of value) await pick(field, one)
  } else if (typeof value === 'number') {
    const stars = field.getByRole('radio')
    if ((await stars.count()) > 0) await stars.nth(value - 1).click()
    else await field.getByRole('spinbutton').fill(String(value))
  } else if ((await field.getByRole('radio').count()) > 0) await field.getByText(value, { exact: true }).click()
  else if ((await field.getByRole('combobox').count()) > 0) await pick(field, String(value))
  else await field.getByRole('textbox').fill(String(value))
}

/** Types into a searching field and takes what it offers under exactly that name. */
export async function pick(field: Locator, name: string): Promise<void> {
  const box = field.getByRole('combobox')
  await box.click()
  await box.fill(name)
  await field.page().getByTitle(name, { exact: true }).filter({ visible: true }).last().click()
  if ((await box.getAttribute('aria-expanded')) === 'true') await box.press('Escape')
}

/** Opens the queue's row of a matter and waits for its suggestion. */
export async function openInQueue(page: Page, title: string): Promise<void> {
  await go(page, 'triage')
  const row = page.getByTestId('queue-row').filter({ hasText: title })
  await row.first().click()
  await page.getByRole('heading', { name: title }).waitFor()
  await settled(page)
}

/** The note that a form shows when it was refused. */
export async function refused(page: Page, rule: string, words: string): Promise<void> {
  const note = page.locator(`[data-testid="problem"][data-rule="${rule}"]`)
  await note.waitFor()
  await sees(note, words)
}
