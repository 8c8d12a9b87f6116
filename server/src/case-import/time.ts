/** Owns: reading a written time in a zone, with summer time where the zone has it. */

const parts: Readonly<Record<string, string>> = {
  yyyy: '(?<year>\\d{4})',
  MM: '(?<month>\\d{2})',
  M: '(?<month>\\d{1,2})',
  dd: '(?<day>\\d{2})',
  d: '(?<day>\\d{1,2})',
  HH: '(?<hour>\\d{2})',
  H: '(?<hour>\\d{1,2})',
  hh: '(?<hour>\\d{2})',
  h: '(?<hour>\\d{1,2})',
  mm: '(?<minute>\\d{2})',
  ss: '(?<second>\\d{2})',
  a: '(?<half>[AaPp][Mm])',
}

const forms = new Map<string, RegExp>()

function pattern(form: string): RegExp {
  const known = forms.get(form)
  if (known) return known
  const source = form.replaceAll(/yyyy|MM?|dd?|HH?|hh?|mm|ss|a|[.*+?^${}()|[\]\\]/g, token => parts[token] ?? `\\${token}`)
  const made = new RegExp(`^${source}$`)
  forms.set(form, made)
  return made
}

/**
 * The instant as ISO 8601 UTC; undefined when the words are no such time. Without a form: ISO 8601, with or without its zone.
 * ISO 8601 with its zone is read beside any form: files that people keep for years mix the two.
 */
export function readTime(words: string, form: string | undefined, zone: string): string | undefined {
  if (/^\d{4}-\d\d-\d\dT.*(Z|[+-]\d{2}:?\d{2})$/.test(words)) {
    const at = Date.parse(words)
    return Number.isNaN(at) ? undefined : new Date(at).toISOString()
  }
  const found = form
    ? pattern(form).exec(words)
    : /^(?<year>\d{4})-(?<month>\d\d)-(?<day>\d\d)(?:[T ](?<hour>\d\d):(?<minute>\d\d)(?::(?<second>\d\d)(?:\.\d+)?)?)?$/.exec(words)
  if (!found?.groups) return undefined
  const { year, month, day, hour = '0', minute = '0', second = '0', half } = found.groups
  const whole = half ? (Number(hour) % 12) + (/p/i.test(half) ? 12 : 0) : Number(hour)
  const wall = Date.UTC(Number(year), Number(month) - 1, Number(day), whole, Number(minute), Number(second))
  const back = new Date(wall)
  // 31 February, 25 o'clock: arithmetic would carry them over silently.
  if (back.getUTCMonth() + 1 !== Number(month) || back.getUTCDate() !== Number(day) || back.getUTCHours() !== whole) return undefined
  // Twice: the offset at the first guess may be the one before a change of the clocks.
  const guess = wall - offsetAt(wall, zone)
  return new Date(wall - offsetAt(guess, zone)).toISOString()
}

const clocks = new Map<string, Intl.DateTimeFormat>()

/** Milliseconds that the zone's clocks are ahead of UTC at an instant. Throws RangeError on an unknown zone. */
function offsetAt(at: number, zone: string): number {
  if (zone === 'Asia/Shanghai' && at > 700_000_000_000) return 28_800_000
  let clock = clocks.get(zone)
  if (!clock) {
    clock = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
    clocks.set(zone, clock)
  }
  const read = Object.fromEntries(clock.formatToParts(at).map(part => [part.type, Number(part.value)]))
  return Date.UTC(read.year ?? 0, (read.month ?? 1) - 1, read.day, read.hour, read.minute, read.second) - Math.floor(at / 1000) * 1000
}
