import { type Actor, type CaseState, type Decision, decide, evolve, isRefusal, type Procedure, type Refusal } from '@fengqiao/kernel'
import { randomUUIDv7 } from 'node:crypto'
import type { Cases } from '../cases/cases.ts'
import { chainStart, type CommitItem, commitItem } from '../cases/commit.ts'
import { toWgs84 } from '../places/gcj02.ts'
import { searchWords } from '../search/words.ts'
import { type Computed, inputOf, type MappedStep, type Mapping, type Row, rowRefused, textOf } from './mapping.ts'
import { chooseSubject } from './subject.ts'
import { readTime } from './time.ts'

/** Owns: one source row as the whole story of a case, decided in the kernel like any other. */
export type State = 'auto' | 'open' | 'closed'

export interface Plan {
  readonly mapping: Mapping
  readonly procedure: Procedure
  /** What becomes of matters: as the source says, all open, or all closed. */
  readonly state: State
  readonly dispatch: boolean
  readonly now: Date
}

export interface Built {
  readonly item: CommitItem
  /** The case was left before the end of `dispatch`: the duty list names nobody, or a rule refused; a person takes it on. */
  readonly left: Refusal | undefined
  readonly closed: boolean
}

export function buildCase(cases: Cases, plan: Plan, key: string, row: Row, serial: number): Built | Refusal {
  const { mapping, procedure, now } = plan
  const { services } = cases
  const opened = openingTime(mapping, row, now)
  if (isRefusal(opened)) return opened
  const where = whereIs(cases, mapping, row)
  const subject = mapping.subject
    ? chooseSubject(
        services.reference.dutyList,
        textOf(mapping.subject.of, row).split(/\s+/).filter(Boolean),
        textOf(mapping.subject.words, row),
      )
    : undefined
  if (mapping.subject && !subject) return rowRefused('事项分类不在目录中', 'Its subject is not in the catalogue')
  const duty = subject ? services.reference.dutyList.resolve(subject.code, where.place) : undefined
  const known = duty && !isRefusal(duty) ? duty : undefined
  const computed: Computed = {
    source: mapping.source,
    key,
    time: textOf(mapping.time?.of, row),
    subject: subject?.code ?? '',
    grade: subject?.grade ?? '',
    unit: known?.unit.id ?? '',
    why: known?.why.zh ?? '',
  }
  const shut =
    plan.state === 'closed' || (plan.state === 'auto' && mapping.closed !== undefined && textOf(mapping.closed.when, row, computed) !== '')
  // A matter still open is filed when it was, but its clocks start now: nobody here could have kept them before.
  const world = cases.world(shut ? new Date(opened) : now)
  const actor: Actor = { kind: 'resident', resident: null }
  const filing = {
    id: randomUUIDv7(),
    procedure: procedure.id,
    input: inputOf(mapping.input, row, computed),
    channel: 'import' as const,
    actor,
    ...where,
  }
  const first = cases.opening(procedure, filing, serial, world, filing.id)
  if (isRefusal(first)) return first
  let story: Decision = shut ? first : broughtAt(first, opened)
  let left: Refusal | undefined
  if (shut || plan.dispatch)
    for (const step of shut ? (mapping.closed?.steps ?? []) : mapping.dispatch) {
      const at = shut && step.at === 'closing' ? closingTime(mapping, row, opened, now) : shut ? opened : now.toISOString()
      if (duty && isRefusal(duty) && JSON.stringify(step.input).includes('{@unit}')) left = duty
      else {
        const next = decide(
          procedure,
          story.matter,
          { action: step.action, input: inputOf(step.input, row, computed), actor: actorOf(step, story.matter, mapping) },
          cases.world(new Date(at)),
        )
        if (isRefusal(next)) left = next
        else story = { events: [...story.events, ...next.events], matter: next.matter }
      }
      if (left) break
    }
  // What the source has closed must not come in half open.
  if (shut && (left || !story.matter.closedAt))
    return left ?? rowRefused('映射的步骤没有办结本件', 'The steps of the mapping do not close the matter')
  // The old number finds the case too: it is what people have in their letters.
  const mark = cases.birthmark(procedure, story.matter)
  const words = `${mark.words} ${searchWords(key, '', [])}`
  const item = commitItem(procedure, undefined, chainStart, story, world.org, { ...mark, words })
  return { item: quiet(item), left, closed: shut }
}

/** Moves the filing back to when the matter was brought, while its clocks stay where they are. */
function broughtAt({ events, matter }: Decision, at: string): Decision {
  const [first, ...rest] = events
  if (!first || rest.length > 0) throw new Error(`Opening case ${matter.id} made ${events.length} events; an import can only date one`)
  const moved = { ...first, at }
  return { events: [moved], matter: evolve(undefined, moved) }
}

/** An import tells nobody: what was said to whom years ago is not said again. Counts go on to the statistics. */
function quiet(item: CommitItem): CommitItem {
  const outbox = (item.outbox as readonly { readonly body: object }[]).map(row => ({ ...row, body: { ...row.body, tells: [] } }))
  return { ...item, outbox }
}

/** The post that held the case, under a name that says that the line was imported; each post is its own hand. */
function actorOf(step: MappedStep, matter: CaseState, { source }: Mapping): Actor {
  const name = `历史数据导入（${source}）`
  const holder = matter.assignments.findLast(one => one.kind === 'holder' && !one.to)
  if (step.as === 'system' || !holder?.role) return { kind: 'system', name }
  const { unit, role } = holder
  return { kind: 'staff', account: `import:${unit}:${role}`, name, post: `import:${unit}:${role}`, unit, role }
}

function openingTime({ time }: Mapping, row: Row, now: Date): string | Refusal {
  const written = textOf(time?.of, row)
  if (!time || written === '') return now.toISOString()
  const at = readTime(written, time.form, time.zone)
  if (!at) return rowRefused(`时间“${written}”无法读取`, `The time “${written}” cannot be read`)
  return at > now.toISOString() ? rowRefused(`时间“${written}”在将来`, `The time “${written}” is in the future`) : at
}

function closingTime({ closed, time }: Mapping, row: Row, opened: string, now: Date): string {
  for (const one of closed?.time ?? []) {
    const at = readTime(textOf(one, row), time?.form, time?.zone ?? 'Asia/Shanghai')
    if (at && at >= opened && at <= now.toISOString()) return at
  }
  return opened
}

/** Code, else point, else address, else the district. A point outside the district is not kept: it would be nowhere on the map. */
function whereIs(cases: Cases, { place }: Mapping, row: Row): { place: string; point: readonly [number, number] | null } {
  const { reference, district } = cases.services
  const code = textOf(place.code, row)
  if (code && reference.atlas.find(code)) return { place: code, point: null }
  const [lon, lat] = [textOf(place.lon, row), textOf(place.lat, row)]
  if (lon && lat && Number.isFinite(Number(lon)) && Number.isFinite(Number(lat))) {
    const given = { lon: Number(lon), lat: Number(lat) }
    const point = place.datum === 'gcj02' ? toWgs84(given) : given
    const found = reference.atlas.narrowest(point.lon, point.lat)
    if (found) return { place: found.code, point: [point.lon, point.lat] }
  }
  const address = textOf(place.address, row)
  const named = address ? reference.atlas.findAddress(address)[0]?.place.code : undefined
  return { place: named ?? district, point: null }
}
