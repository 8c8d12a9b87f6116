import type { Holidays, Organisation as KernelOrganisation, Period, UnitFact, World } from '@fengqiao/kernel'
import { text } from '@fengqiao/kernel'
import type { Unit } from '@fengqiao/contract'
import { today } from '../reference/day.ts'
import type { Reference, Snapshot } from '../reference/reference.ts'

/**
 * Owns: what the kernel may know of the outside: the hour, the holidays, the organisation, the configured periods.
 */
export interface Rules {
  /** The configured period of a deadline row on a day (YYYY-MM-DD), when one overrides the default. */
  find(rule: string, day: string): Period | undefined
}

export function worldOf(reference: Reference, holidays: Holidays, rules: Rules, now: string): World {
  return {
    now,
    holidays,
    org: organisationOf(reference.snapshot),
    period: (rule, byDefault) => rules.find(rule, today(new Date(now))) ?? byDefault,
  }
}

const made = new WeakMap<Snapshot, KernelOrganisation>()

/** The kernel's view of the organisation; made once for each snapshot. */
export function organisationOf(snapshot: Snapshot): KernelOrganisation {
  const known = made.get(snapshot)
  if (known) return known
  const fresh = adapt(snapshot)
  made.set(snapshot, fresh)
  return fresh
}

const factOf = (unit: Unit): UnitFact => ({
  id: unit.id,
  name: unit.name,
  kind: unit.kind,
  level: unit.level,
  place: unit.place,
  phone: unit.phone || undefined,
})

function adapt({ organisation, atlas }: Snapshot): KernelOrganisation {
  const facts = new Map(organisation.units().map(unit => [unit.id, factOf(unit)]))
  // The governance centre receives and dispatches; the community's station is the first contact beside it.
  const centre = (place: string): string => organisation.unitOf('governanceCentre', place)?.id ?? organisation.below()[0]?.id ?? ''
  return {
    unit: id => facts.get(id),
    superior: id => organisation.superiorInLine(id)?.id,
    // Whoever designates must have somebody to do it: the nearest common superior with a duty commander.
    commonSuperior: (a, b) => {
      const common = organisation.commonSuperior(a, b)?.id
      const seat = common && organisation.nearestWith(common, 'dutyCommander')?.id
      return seat ?? centre(atlas.ancestors(facts.get(a)?.place ?? '').at(-1)?.code ?? facts.get(a)?.place ?? '')
    },
    unitOf: (kind, place) => organisation.unitOf(kind as Unit['kind'], place)?.id,
    receivingCentre: centre,
    holds: (account, role, unit) => organisation.holders(unit, role).includes(account),
    placeName: code => atlas.find(code)?.name ?? text(code, code),
  }
}
