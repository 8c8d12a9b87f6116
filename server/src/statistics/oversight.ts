import { type Refusal, refusal, text } from '@fengqiao/kernel'
import type { Snapshot } from '../reference/reference.ts'
import type { Scope } from './store.ts'

/**
 * Owns: whose figures a unit may see. What serves a whole place (governance centre, government office, supervision, petition) sees every
 * unit of that place; any other unit sees itself and the units below it.
 */
const servesThePlace = new Set(['governanceCentre', 'governmentOffice', 'supervision', 'petition'])

/** Ids of the units overseen, in the order of the organisation: the wider place first, then by id. Empty when the unit is unknown. */
export function overseenBy({ organisation, atlas }: Pick<Snapshot, 'organisation' | 'atlas'>, id: string): string[] {
  const own = organisation.find(id)
  if (!own) return []
  const wide = servesThePlace.has(own.kind)
  return organisation
    .units()
    .filter(
      unit =>
        organisation.isWithin(unit.id, id) ||
        (wide && (unit.place === own.place || atlas.ancestors(unit.place).some(place => place.code === own.place))),
    )
    .toSorted((a, b) => rank(atlas, a.place) - rank(atlas, b.place) || (a.id < b.id ? -1 : 1))
    .map(unit => unit.id)
}

const rank = (atlas: Snapshot['atlas'], place: string): number => atlas.ancestors(place).length

const notYours = refusal('not-permitted', text('您的单位看不到这些数据', 'Your unit does not see these figures'), {
  help: text(
    '可查看本单位及下级单位；综治中心、督查室等可查看本辖区',
    'A unit sees itself and those below it; governance centres and supervision see their place',
  ),
})

/** What a question of a unit may cover: a place for those that serve one, else the unit and those below it; narrowed as asked. */
export function scopeFor(
  snapshot: Pick<Snapshot, 'organisation' | 'atlas'>,
  id: string,
  asked: { place?: string | undefined; unit?: string | undefined },
): Scope | Refusal {
  const own = snapshot.organisation.find(id)
  if (!own) return notYours
  const wide = servesThePlace.has(own.kind)
  const whole = wide ? own.place.slice(0, 12) : ''
  const place = asked.place?.slice(0, 12) ?? whole
  if (!place.startsWith(whole)) return notYours
  const below = wide ? undefined : overseenBy(snapshot, id)
  if (!asked.unit) return { place, units: below }
  return below && !below.includes(asked.unit) ? notYours : { place, units: [asked.unit] }
}
