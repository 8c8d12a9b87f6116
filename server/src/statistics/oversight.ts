import type { Snapshot } from '../reference/reference.ts'

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
