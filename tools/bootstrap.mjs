// The first thing that runs, on a bare machine: plain JavaScript for Node 20, no package needed.
// It installs what is missing, then hands over to the pinned Node 24. It never decides anything about Fengqiao itself.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { accessSync, constants, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { constants as os } from 'node:os'
import { delimiter, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const modules = join(root, 'node_modules')
const pinnedNode = join(modules, 'node', 'bin', 'node')
const stampFile = join(modules, '.fengqiao-lock')

/** Command → the programs it runs in order; the last one receives the arguments. */
const commands = {
  start: ['tools/build-apps.ts', 'server/src/main.ts'],
  test: ['tools/test.ts'],
  check: ['tools/check.ts'],
  bench: ['bench/main.ts'],
  fengqiao: ['server/src/cli.ts'],
  generate: ['tools/generate.ts'],
  'new-procedure': ['tools/new-procedure.ts'],
}

const [name = '', ...given] = process.argv.slice(2)
const programs = commands[name]
if (!programs) giveUp(`Unknown command "${name}". Known: ${Object.keys(commands).join(', ')}.`)

await install()
for (const program of programs.slice(0, -1)) {
  const code = await run(program, [])
  if (code !== 0) process.exit(code)
}
process.exit(await run(programs.at(-1), given, name === 'start'))

/**
 * Brings node_modules to what package-lock.json says. A tree that already agrees is only stamped. Not `npm ci`: that
 * refuses a lock without the binaries of platforms we do not serve, and registries that carry only some platforms
 * cannot write any other. `install --no-save` takes the locked versions and hashes and leaves the lock as it is.
 */
async function install() {
  const lockText = readFileSync(join(root, 'package-lock.json'), 'utf8')
  const stamp = `${createHash('sha256').update(lockText).digest('hex')} ${process.platform}-${process.arch}\n`
  if (existsSync(pinnedNode) && existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return
  if (treeAgrees(JSON.parse(lockText))) return writeStamp(stamp)
  if (!canWrite(existsSync(modules) ? modules : root) || !canWrite(root))
    giveUp(`Packages must be installed but this folder cannot be written to (${root}); make it writable and run the command again.`)
  const began = Date.now()
  console.log('Installing packages with npm (first run or after an update; usually one to three minutes) …')
  const beat = setInterval(() => console.log(`  still installing, ${Math.round((Date.now() - began) / 1000)} s`), 15_000)
  const code = await npm([
    'install',
    '--no-save',
    '--include=dev',
    '--include=optional',
    '--ignore-scripts=false',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
  ])
  clearInterval(beat)
  if (code !== 0) giveUp(`npm install ended with code ${code}; check that the npm registry can be reached and run the command again.`)
  if (!existsSync(pinnedNode))
    giveUp('npm finished but the pinned Node 24 is missing (node_modules/node/bin/node); allow install scripts in npm and run again.')
  writeStamp(stamp)
  console.log(`Packages installed in ${Math.round((Date.now() - began) / 1000)} s.`)
}

/** npm keeps its own record of what it installed; when every package of the lock is there in its version, nothing is missing. */
function treeAgrees(lock) {
  const record = join(modules, '.package-lock.json')
  if (!existsSync(pinnedNode) || !existsSync(record)) return false
  const installed = JSON.parse(readFileSync(record, 'utf8')).packages
  return Object.entries(lock.packages).every(([path, wanted]) => {
    if (!path.startsWith('node_modules/') || wanted.optional || wanted.devOptional) return true
    if (wanted.link) return existsSync(join(root, path, 'package.json'))
    return installed[path]?.version === wanted.version && existsSync(join(root, path))
  })
}

/** A checkout that became read-only after installing still works; only the next start is a little slower. */
function writeStamp(stamp) {
  if (canWrite(modules)) writeFileSync(stampFile, stamp)
}

function canWrite(folder) {
  try {
    accessSync(folder, constants.W_OK)
    return true
  } catch {
    return false
  }
}

/** Under `npm run` the running npm is used again; otherwise whichever npm is on the path. */
function npm(args) {
  const own = process.env.npm_execpath
  const [program, first] = own && /npm-cli\.[cm]?js$/.test(own) ? [process.execPath, [own]] : ['npm', []]
  return finished(spawn(program, [...first, ...args], { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] }))
}

/**
 * Runs one of our programs on the pinned Node and passes signals on. `guarded` adds a lifeline: a pipe that closes
 * when this process dies in any way, kill -9 included, so that a server is never left behind holding the port.
 */
function run(program, args, guarded = false) {
  const file = join(root, program)
  if (!existsSync(file)) giveUp(`${program} does not exist in this checkout.`)
  const before = guarded ? ['--import', pathToFileURL(join(root, 'tools/lifeline.mjs')).href] : []
  const child = spawn(pinnedNode, [...before, file, ...args], {
    cwd: root,
    stdio: guarded ? ['inherit', 'inherit', 'inherit', 'pipe'] : 'inherit',
    env: {
      ...process.env,
      PATH: [join(modules, '.bin'), process.env.PATH ?? ''].join(delimiter),
      ...(guarded ? { FENGQIAO_LIFELINE: '3' } : {}),
    },
  })
  child.stdio[3]?.on('error', () => {})
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal === 'SIGHUP' ? 'SIGTERM' : signal))
  if (guarded && process.env.npm_lifecycle_event) stopWithParent(child)
  return finished(child)
}

/** npm killed outright cannot pass a signal on; a changed parent is how we learn of it. */
function stopWithParent(child) {
  const parent = process.ppid
  setInterval(() => process.ppid !== parent && child.kill('SIGTERM'), 500).unref()
}

/** Resolves to the child's exit code, or 128 + signal number as shells do. */
function finished(child) {
  return new Promise(resolve => {
    child.on('error', error => giveUp(`Could not run ${child.spawnfile}: ${error.message}`))
    child.on('exit', (code, signal) => resolve(code ?? 128 + (os.signals[signal] ?? 0)))
  })
}

function giveUp(sentence) {
  console.error(sentence)
  process.exit(1)
}
