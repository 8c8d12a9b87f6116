// Finds a browser for the journeys and makes sure that Chinese is drawn with a font, not as boxes.
// Debian's chromium first; the one from npm where there is none and nothing may be installed.
import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir, userInfo } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { type Browser, chromium, type LaunchOptions } from 'playwright-core'

const flags = ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--disable-sync']

/**
 * A headless browser ready for Chinese pages. `FENGQIAO_BROWSER` names another executable. Close it in `afterAll`.
 * Throws when no browser starts, with what was tried.
 */
export async function launchBrowser(options: LaunchOptions = {}): Promise<Browser> {
  const env = { ...process.env, ...(await chineseFont()) }
  const installed = process.env.FENGQIAO_BROWSER ?? findOnPath(['chromium', 'chromium-browser', 'google-chrome'])
  const { executablePath, args, extra } = installed ? { executablePath: installed, args: [] as string[], extra: {} } : await fromNpm()
  return chromium.launch({ ...options, executablePath, args: [...flags, ...args, ...(options.args ?? [])], env: { ...env, ...extra } })
}

/**
 * The npm browser is packed for a bare machine: asked as if on that machine it unpacks, besides itself, the libraries it
 * links, which are then put on this browser's path only. It unpacks into the temporary folder and takes what it finds
 * there, so it is given a folder of its own: another program's copy may lack the libraries or belong to another user.
 */
async function fromNpm(): Promise<{ executablePath: string; args: string[]; extra: Record<string, string> }> {
  const folder = join(tmpdir(), `fengqiao-browser-${userInfo().uid}`)
  mkdirSync(folder, { recursive: true })
  const asked = {
    TMPDIR: process.env.TMPDIR,
    AWS_EXECUTION_ENV: process.env.AWS_EXECUTION_ENV,
    LD_LIBRARY_PATH: process.env.LD_LIBRARY_PATH,
  }
  Object.assign(process.env, { TMPDIR: folder, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x' })
  try {
    const { default: packed } = await import('@sparticuz/chromium')
    const executablePath = await packed.executablePath()
    const libraries = [join(folder, 'al2023', 'lib'), asked.LD_LIBRARY_PATH].filter(Boolean).join(delimiter)
    return { executablePath, args: packed.args.filter(flag => !flag.startsWith('--headless')), extra: { LD_LIBRARY_PATH: libraries } }
  } finally {
    for (const [name, value] of Object.entries(asked)) {
      if (value === undefined) delete process.env[name]
      else process.env[name] = value
    }
  }
}

/** Nothing where the machine has a Chinese font; otherwise a font configuration that adds the one letters are set in. */
async function chineseFont(): Promise<Record<string, string>> {
  const listed = await promisify(execFile)('fc-list', [':lang=zh', 'family']).catch(() => ({ stdout: '' }))
  if (listed.stdout.trim() !== '') return {}
  const server = createRequire(new URL('../server/package.json', import.meta.url))
  const fonts = dirname(server.resolve('@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf'))
  const folder = mkdtempSync(join(tmpdir(), 'fengqiao-fonts-'))
  mkdirSync(join(folder, 'cache'))
  const configuration = join(folder, 'fonts.conf')
  writeFileSync(
    configuration,
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><include ignore_missing="yes">/etc/fonts/fonts.conf</include><dir>${fonts}</dir><cachedir>${join(folder, 'cache')}</cachedir></fontconfig>
`,
  )
  return { FONTCONFIG_FILE: configuration }
}

function findOnPath(names: readonly string[]): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter)
  return names.flatMap(name => folders.map(folder => join(folder, name))).find(path => existsSync(path))
}
