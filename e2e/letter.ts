// Letters as the people get them: opened by an engine that shares no code with the one that wrote them.
import { readFile } from 'node:fs/promises'
import { createCanvas } from '@napi-rs/canvas'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import type { Page } from 'playwright-core'

export interface Letter {
  /** All words, without spaces and line breaks. */
  readonly words: string
  /** Share of the first page's pixels that are dark; an empty page has none. */
  readonly ink: number
  /** The first page as PNG, 108 dpi. */
  picture(): Buffer
}

/** Takes a letter from the resident's phone by its button. */
export async function letterByPhone(page: Page, name: string): Promise<Letter> {
  const saving = page.waitForEvent('download')
  await page.getByRole('button', { name }).click()
  return readLetter(await readFile(await (await saving).path()))
}

/** Takes a letter from the case page at the desk. */
export async function letterAtDesk(page: Page, id: string): Promise<Letter> {
  const address = await page.getByTestId(`letter-${id}`).first().getAttribute('href')
  const answer = await page.context().request.get(address ?? '')
  if (!answer.ok()) throw new Error(`the letter was answered ${answer.status()}: ${await answer.text()}`)
  return readLetter(await answer.body())
}

/** A letter or poster from its bytes. */
export async function readLetter(bytes: Buffer): Promise<Letter> {
  const loading = getDocument({ data: new Uint8Array(bytes), useSystemFonts: false, verbosity: 0 })
  const file = await loading.promise
  const pages = await Promise.all(Array.from({ length: file.numPages }, (_, index) => file.getPage(index + 1)))
  const texts = await Promise.all(pages.map(page => page.getTextContent()))
  const words = texts.flatMap(({ items }) => items.map(item => ('str' in item ? item.str : ''))).join('')
  const [first] = pages
  if (!first) throw new Error('the letter has no page')
  const viewport = first.getViewport({ scale: 1.5 })
  const canvas = createCanvas(Math.ceil(viewport.width), Math.ceil(viewport.height))
  const context = canvas.getContext('2d')
  await first.render({ canvas: canvas as never, canvasContext: context as never, viewport }).promise
  const { data } = context.getImageData(0, 0, canvas.width, canvas.height)
  let dark = 0
  for (let at = 0; at < data.length; at += 4) if ((data[at] ?? 255) < 128) dark++
  await loading.destroy()
  return { words: words.replaceAll(/\s/g, ''), ink: dark / (canvas.width * canvas.height), picture: () => canvas.toBuffer('image/png') }
}
