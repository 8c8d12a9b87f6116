// What no line may contain.
import { lineRule } from './rule.ts'

const code = /\.(ts|tsx|mjs|cjs)$/
const tests = /\.test\.tsx?$/
// Written in halves, or these rules would find themselves.
const machinePath = new RegExp(
  ['(^|[\\s"\'`(=:])(/wo', 'rk/|/ho', 'me/[a-z]|/Us', 'ers/[A-Za-z]|/tmp/bash_|[A-Z]:\\\\\\\\Us', 'ers)'].join(''),
)
const registryHost = new RegExp(
  ['registry\\.npm', 'js\\.org|registry\\.yarn', 'pkg\\.com|registry\\.npm', 'mirror|deb\\.deb', 'ian\\.org|npm', 'mirror\\.com'].join(''),
)
const placeholder = new RegExp(`\\b(${['TO', 'DO|FIX', 'ME|XX', 'X|HA', 'CK'].join('')})\\b`)

/** A test that does not run proves nothing. Only a test that says which shared data it misses may stand aside. */
export const noSkippedTests = lineRule('no-skipped-tests', tests, line => {
  if (/\b(describe|it|test|suite|bench)(\.[a-z]+)*\.(skip|only|todo|fails)\b|\b(xit|xtest|xdescribe|fit|fdescribe)\(/.test(line))
    return 'skips, singles out or postpones a test; make it run or remove it.'
  if (/\.(skipIf|runIf)\(|\bskip\(/.test(line) && !/shared/i.test(line))
    return 'skips a test on a condition; only missing shared data may be a reason, and the line must name it.'
  return undefined
})

/** Paths of one machine mean nothing on another. */
export const noMachinePaths = lineRule('no-machine-paths', /\.(ts|tsx|mjs|cjs|json|md|sql|sh|ya?ml|css|html)$|^\.ci\//, line =>
  machinePath.test(line) ? 'names a path of one machine; use a path from the checkout or a setting.' : undefined,
)

/** Which registry packages come from is each machine’s own setting. */
export const noRegistryHosts = lineRule('no-registry-hosts', /\.(ts|tsx|mjs|cjs|json|md|sh|ya?ml)$|^\.ci\/|^\.npmrc$/, line =>
  registryHost.test(line) ? 'names a package registry host; leave that to each machine’s settings.' : undefined,
)

/** Unfinished work is finished or reported, not left behind in the source. */
export const noPlaceholders = lineRule('no-placeholders', code, line =>
  placeholder.test(line) ? 'holds a placeholder; finish it or say in docs/ what is not there.' : undefined,
)

/** A double cast silences the compiler exactly where it should speak. */
export const noDoubleCasts = lineRule('no-double-casts', code, line =>
  /\bas (unknown|any|never) as\b/.test(line) ? 'casts twice to silence the compiler; give the value its type where it is made.' : undefined,
)

/** Kernel and procedures receive time and chance as arguments; otherwise replay would not equal state. */
export const pureKernel = lineRule('pure-kernel', /^(kernel|procedures)\/(?!.*\.test\.ts$).*\.ts$/, line =>
  /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bperformance\.now\(|\bTemporal\.Now\b|\brandomUUID\(|\bgetRandomValues\(/.test(
    line.replace(/\/\/.*|^\s*\*.*/, ''),
  )
    ? 'reads the clock or makes chance in pure code; take it as an argument.'
    : undefined,
)

/** A URL's pathname is percent-encoded: it fails in a checkout whose path has spaces or Chinese characters. */
export const noUrlPathname = lineRule('no-url-pathname', code, line =>
  /new URL\([^)]*import\.meta\.url\)\.pathname/.test(line)
    ? 'takes a path from a URL; use fileURLToPath or import.meta.dirname.'
    : undefined,
)
