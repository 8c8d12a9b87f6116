// What the tests need from the machine beyond npm: a browser, a Chinese font, and a renderer for PDF files.
// Installed where that is possible and allowed; where not, said in one sentence with what is used instead.
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { runProgram } from './child.ts'

/** Debian package → whether the machine already has what it brings. */
const pieces: Readonly<Record<string, () => boolean | Promise<boolean>>> = {
  chromium: () => ['chromium', 'chromium-browser', 'google-chrome'].some(onPath),
  'fonts-noto-cjk': async () => onPath('fc-list') && (await runProgram('fc-list', [':lang=zh', 'family'])).output.trim() !== '',
  'poppler-utils': () => onPath('pdftoppm') && onPath('pdftotext'),
}

/** What stands in for a piece that could not be installed. */
const instead: Readonly<Record<string, string>> = {
  chromium: 'the browser from npm is used',
  'fonts-noto-cjk': 'the Chinese font from npm is used',
  'poppler-utils': 'tests that look at rendered PDF pages will fail; install poppler-utils',
}

/** Makes the pieces present as far as this machine and user allow. Never fails by itself: a test that misses its piece does. */
export async function prepareSystemPieces(): Promise<void> {
  const missing = await findMissing()
  if (missing.length === 0) return
  if (process.getuid?.() === 0 && onPath('apt-get')) {
    console.log(`Installing what the tests need from Debian: ${missing.join(', ')} …`)
    const quiet = { env: { DEBIAN_FRONTEND: 'noninteractive' } }
    await runProgram('apt-get', ['update', '-qq'], quiet)
    const { code, output } = await runProgram('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...missing], quiet)
    if (code !== 0) console.log(`apt-get ended with code ${code}: ${output.trim().split('\n').at(-1)}`)
  }
  for (const piece of await findMissing()) console.log(`${piece} is not on this machine: ${instead[piece]}.`)
}

async function findMissing(): Promise<string[]> {
  const found = await Promise.all(Object.entries(pieces).map(async ([name, present]) => [name, await present()] as const))
  return found.filter(([, present]) => !present).map(([name]) => name)
}

function onPath(program: string): boolean {
  return (process.env.PATH ?? '').split(delimiter).some(folder => existsSync(join(folder, program)))
}
