import type { Duty, PlaceLevel, Subject, Unit } from '@fengqiao/contract'
import { fill, type Refusal, refusal, type Text, text } from '@fengqiao/kernel'
import type { Atlas } from '../places/atlas.ts'
import type { Organisation } from '../units/organisation.ts'

export interface Responsible {
  readonly unit: Unit
  readonly duty: Duty
  /** Why this unit, in words a resident understands, with the legal basis. */
  readonly why: Text
  /** Units that the duty list names to assist at this place. */
  readonly assisting: readonly Unit[]
}

const narrowFirst: readonly PlaceLevel[] = ['site', 'community', 'street', 'district', 'city']

const why = {
  direct: text(
    '权责清单：“{subject}”在{level}一级由{kind}负责，{place}由{unit}承办。依据：{basis}。',
    'Duty list: “{subject}” is answered for at {level} level by {kind}; {unit} serves {place}. Basis: {basis}.',
  ),
  climbed: text(
    '权责清单：“{subject}”由{kind}负责；{place}本级没有该单位，由上一级的{unit}承办。依据：{basis}。',
    'Duty list: “{subject}” is answered for by {kind}; {place} has none of its own, so {unit} of the wider area takes it. Basis: {basis}.',
  ),
}

const levelNames: Record<PlaceLevel, Text> = {
  city: text('市', 'city'),
  district: text('区', 'district'),
  street: text('街道', 'street'),
  community: text('社区', 'community'),
  cell: text('网格', 'grid cell'),
  site: text('小区', 'estate'),
}

/**
 * The duty list in memory: subject × place level → kind of unit → unit. Immutable. Rules only; what a learned
 * classifier suggests is a subject, never a unit.
 */
export class DutyList {
  readonly #atlas: Atlas
  readonly #organisation: Organisation
  readonly #subjects: ReadonlyMap<string, Subject>
  readonly #bySubject: ReadonlyMap<string, readonly Duty[]>
  readonly #kindNames: Readonly<Record<string, Text>>

  constructor(
    atlas: Atlas,
    organisation: Organisation,
    subjects: Iterable<Subject>,
    duties: Iterable<Duty>,
    kindNames: Readonly<Record<string, Text>>,
  ) {
    this.#atlas = atlas
    this.#organisation = organisation
    this.#subjects = new Map([...subjects].map(subject => [subject.code, subject]))
    this.#bySubject = Map.groupBy(duties, duty => duty.subject)
    this.#kindNames = kindNames
  }

  subject(code: string): Subject | undefined {
    return this.#subjects.get(code)
  }

  subjects(): readonly Subject[] {
    return [...this.#subjects.values()]
  }

  /** Subjects that can be filed and dispatched: those with a group above them. */
  leaves(): readonly Subject[] {
    return this.subjects().filter(subject => subject.parent !== null)
  }

  dutiesOf(subject: string): readonly Duty[] {
    return this.#bySubject.get(subject) ?? []
  }

  all(): readonly Duty[] {
    return [...this.#bySubject.values()].flat()
  }

  /**
   * The one unit responsible for a subject at a place. A row narrowed to a nearer place beats a wider one; then the
   * narrowest level that has such a unit beats the wider levels; a subject's rows are its group's when it has none.
   */
  resolve(subject: string, place: string): Responsible | Refusal {
    const named = this.#subjects.get(subject)
    if (!named || !this.#atlas.find(place)) return noDuty(subject, place)
    const rows = this.dutiesOf(subject).length > 0 || !named.parent ? this.dutiesOf(subject) : this.dutiesOf(named.parent)
    const own = this.#inOrder(
      rows.filter(duty => duty.part === 'own'),
      place,
    )
    if (own.length === 0) return noDuty(named.name.zh, place)
    const direct = own.map(duty => ({ duty, unit: this.#unitAt(duty, place) })).find(found => found.unit)
    const climbed = own.map(duty => ({ duty, unit: this.#organisation.unitOf(duty.unitKind, place) })).find(found => found.unit)
    const found = direct ?? climbed
    if (!found?.unit) return noUnit(named.name, place)
    const { duty, unit } = found
    return { unit, duty, why: this.#explain(duty, named, unit, place, direct !== undefined), assisting: this.#assisting(rows, place, unit) }
  }

  /** The same subject one level up: who handles it when it is reopened. */
  resolveAbove(subject: string, place: string, unit: string): Responsible | Refusal {
    const below = this.#organisation.find(unit)
    const wider = below && this.#atlas.ancestors(below.place)[0]
    const found = wider ? this.resolve(subject, wider.code) : this.resolve(subject, place)
    return found
  }

  #inOrder(rows: readonly Duty[], place: string): readonly Duty[] {
    const chain = [place, ...this.#atlas.ancestors(place).map(wider => wider.code)]
    const nearness = (duty: Duty) => (duty.place === null ? chain.length : chain.indexOf(duty.place))
    return rows
      .filter(duty => duty.place === null || chain.includes(duty.place))
      .toSorted(
        (a, b) => nearness(a) - nearness(b) || narrowFirst.indexOf(a.level) - narrowFirst.indexOf(b.level) || (a.id < b.id ? -1 : 1),
      )
  }

  /** The unit of the row's kind that serves the place at the row's own level. */
  #unitAt(duty: Duty, place: string): Unit | undefined {
    const at = this.#atlas.atLevel(place, duty.level)
    const unit = at && this.#organisation.unitOf(duty.unitKind, at.code)
    return unit?.place === at?.code ? unit : undefined
  }

  #assisting(rows: readonly Duty[], place: string, owner: Unit): readonly Unit[] {
    const units = this.#inOrder(
      rows.filter(duty => duty.part === 'assist'),
      place,
    ).flatMap(duty => {
      const unit = this.#unitAt(duty, place) ?? this.#organisation.unitOf(duty.unitKind, place)
      return unit && unit.id !== owner.id ? [unit] : []
    })
    return [...new Map(units.map(unit => [unit.id, unit])).values()]
  }

  #explain(duty: Duty, subject: Subject, unit: Unit, place: string, direct: boolean): Text {
    return fill(direct ? why.direct : why.climbed, {
      id: duty.id,
      subject: subject.name,
      level: levelNames[duty.level],
      kind: this.#kindNames[duty.unitKind] ?? text(duty.unitKind, duty.unitKind),
      place: this.#atlas.find(place)?.name ?? text(place, place),
      unit: unit.name,
      basis: duty.legalBasis,
    })
  }
}

const noDuty = (subject: string, place: string): Refusal =>
  refusal('no-duty', text(`权责清单没有“${subject}”在 ${place} 的承办规定`, `The duty list names nobody for “${subject}” at ${place}`), {
    help: text(
      '请由分拨员人工指定，并请系统管理员补充清单',
      'Have the triage officer choose a unit and the administrator complete the list',
    ),
  })

const noUnit = (subject: Text, place: string): Refusal =>
  refusal(
    'no-unit',
    text(`“${subject.zh}”的承办单位在 ${place} 及其上级均未设立`, `No unit for “${subject.en}” exists at ${place} or above it`),
    {
      help: text('请由值班指挥长指定承办单位', 'Have the duty commander designate a unit'),
    },
  )
