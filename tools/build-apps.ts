// Builds the web apps whose sources changed since their last build. Owns apps/*/dist and its stamp, nothing else.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { accessSync, constants, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './root.ts'
import { listFiles } from './tree.ts'

/** What every app is made from, besides its own folder. */
const ingredients = ['ui', 'contract', 'kernel', 'procedures']

if (import.meta.main) process.exitCode = buildApps() ? 0 : 1

/** Builds each stale app and says so; false when a build failed or the folder cannot be written to. */
export function buildApps(): boolean {
  const apps = readdirSync(join(root, 'apps')).filter(app => existsSync(join(root, 'apps', app, 'vite.config.ts')))
  return apps.every(app => build(app))
}

function build(app: string): boolean {
  const folder = join(root, 'apps', app)
  const stampFile = join(folder, 'dist', '.sources')
  const stamp = sourcesHash(app)
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return true
  if (!canWrite(folder)) {
    console.error(`apps/${app} must be built but its folder cannot be written to; make it writable and run the command again.`)
    return false
  }
  const began = Date.now()
  console.log(`Building apps/${app} …`)
  rmSync(stampFile, { force: true })
  const result = spawnSync(process.execPath, [join(root, 'node_modules/vite/bin/vite.js'), 'build', '--logLevel', 'warn'], {
    cwd: folder,
    encoding: 'utf8',
  })
  if (result.status !== 0) {
    console.error(`${result.stdout}${result.stderr}\napps/${app} could not be built; the lines above say why.`)
    return false
  }
  mkdirSync(join(folder, 'dist'), { recursive: true })
  writeFileSync(stampFile, stamp)
  console.log(`Built apps/${app} in ${((Date.now() - began) / 1000).toFixed(1)} s.`)
  return true
}

/** SHA-256 over names and contents of everything the app is made from, and over the versions it is built with. */
function sourcesHash(app: string): string {
  const hash = createHash('sha256').update(readFileSync(join(root, 'package-lock.json')))
  for (const folder of [`apps/${app}`, ...ingredients]) {
    for (const file of listFiles(join(root, folder))) {
      if (/\.test\.tsx?$/.test(file)) continue
      hash.update(`\0${folder}/${file}\0`).update(readFileSync(join(root, folder, file)))
    }
  }
  return hash.digest('hex')
}

function canWrite(folder: string): boolean {
  try {
    accessSync(existsSync(join(folder, 'dist')) ? join(folder, 'dist') : folder, constants.W_OK)
    return true
  } catch {
    return false
  }
}
