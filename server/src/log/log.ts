import { type DestinationStream, type Logger, pino } from 'pino'

/** What every part of the server writes to: pino's structured logger. */
export type Log = Logger

export type LogLevel = 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'silent'

/**
 * Keys under which personal data would travel. The log is kept longer and read by more people than the records
 * themselves, so it names cases, accounts and routes by id and never people: whatever stands under one of these
 * keys, at any depth, is replaced before it is written.
 */
const personal = new Set(
  [
    'name fullName personName contact contactName phone mobile telephone tel email mail address idNumber idCard nationalId plate',
    'password secret token code otp cookie authorization body payload input values query params search headers text content message',
    'description title note detail where row',
  ]
    .join(' ')
    .split(' ')
    .map(key => key.toLowerCase()),
)
const hidden = '[hidden]'
/** pino's own keys and the ones whose value is a constant of the program, not something a person typed. */
const ours = new Set(['msg', 'level', 'time', 'pid'])

/**
 * A logger of JSON lines on standard output (or `to`, for tests), without personal data:
 * keys that may hold it are hidden at every depth, a URL loses its query string, an error keeps its kind, code and
 * stack but not the values that PostgreSQL quotes in `detail` and `where`, and long digit runs (phones, id numbers)
 * are blotted out of any sentence.
 */
export function createLog(level: LogLevel = 'info', to?: DestinationStream): Log {
  const log = pino({ level, base: null, formatters: { log: clean }, hooks: { logMethod } }, to)
  const { child } = log
  // What a child carries is written by pino without asking the formatter; children of children inherit this.
  log.child = function (this: Log, bindings: object, options?: object) {
    return child.call(this, clean(bindings), options)
  } as Log['child']
  return log
}

/** For tests and one-off tools that have nothing to say. */
export const silentLog: Log = pino({ level: 'silent' })

/** The sentence itself (`msg`) does not pass the formatter, so it is blotted on its way in. */
function logMethod(this: Logger, args: Parameters<Logger['info']>, method: Logger['info']): void {
  method.apply(this, args.map(argument => (typeof argument === 'string' ? blot(argument) : argument)) as Parameters<Logger['info']>)
}

const clean = (facts: object): Record<string, unknown> => cleanRecord(facts, 0)

/** Hides what may be personal inside any value, without touching the value itself. Depth-limited: a log line is not a dump. */
function cleanValue(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return blot(value)
  if (typeof value !== 'object' || value === null) return value
  if (depth > 6) return hidden
  if (value instanceof Error) return cleanError(value, depth)
  if (Array.isArray(value)) return value.slice(0, 50).map(item => cleanValue(item, depth + 1))
  if (value instanceof Date) return value.toISOString()
  const prototype: unknown = Object.getPrototypeOf(value)
  // A request, a socket, a buffer: nobody knows what hangs on it.
  if (prototype !== Object.prototype && prototype !== null) return `[${value.constructor.name}]`
  return cleanRecord(value, depth)
}

function cleanRecord(value: object, depth: number): Record<string, unknown> {
  const kept: Record<string, unknown> = {}
  for (const [key, item] of Object.entries(value)) {
    if (ours.has(key)) kept[key] = item
    else if (personal.has(key.toLowerCase().replaceAll(/[_-]/g, ''))) kept[key] = hidden
    else kept[key] = cleanValue(item, depth + 1)
  }
  return kept
}

function cleanError(error: Error, depth: number): Record<string, unknown> {
  const code = (error as { code?: unknown }).code
  return {
    type: error.name,
    // A database error quotes the offending value in its sentence; its code and stack say enough.
    said: isDatabaseError(error) ? hidden : blot(error.message),
    ...(typeof code === 'string' ? { code } : {}),
    stack: (error.stack ?? '')
      .split('\n')
      .filter(line => line.trimStart().startsWith('at '))
      .slice(0, 12)
      .join('\n'),
    ...(error.cause && depth < 4 ? { cause: cleanValue(error.cause, depth + 1) } : {}),
  }
}

/** PostgreSQL's errors carry a five-character SQLSTATE and a severity. */
function isDatabaseError(error: Error): boolean {
  return 'severity' in error && /^[0-9A-Z]{5}$/.test(String((error as { code?: unknown }).code))
}

/** Drops query strings and the userinfo of URLs, e-mail addresses, and runs of 7 or more digits that are not part of a longer id. */
function blot(sentence: string): string {
  return sentence
    .replaceAll(/(\w+:\/\/)[^\s/@]+@/g, '$1')
    .replaceAll(/(\/[^\s?#]*)\?[^\s#]*/g, '$1')
    .replaceAll(/[\w.+-]+@[\w-]+(\.[\w-]+)+/g, '***@***')
    .replaceAll(/(?<![\w-])\+?\d[\d -]{5,19}[\dXx](?![\w-])/g, '***')
}
