import type { Text } from '@fengqiao/kernel'
import type { Reference } from '../reference/reference.ts'

export interface PosterFacts {
  /** From the community down, so that nobody wonders which of two estates of one name is meant. */
  readonly place: Text
  readonly district: Text
  readonly url: string
  readonly hotline?: string
}

/** What stands on the poster of a place; undefined where there is no such place. The number is that of the nearest receiving unit above it. */
export function posterOf({ atlas, organisation }: Reference, code: string, publicUrl: string): PosterFacts | undefined {
  const place = atlas.find(code)
  if (!place) return undefined
  const line = [place, ...atlas.ancestors(code)]
  const district = line.find(one => one.level === 'district') ?? place
  const community = place.level === 'community' ? undefined : line.find(one => one.level === 'community')
  const named: Text = community ? { zh: `${community.name.zh}${place.name.zh}`, en: `${place.name.en}, ${community.name.en}` } : place.name
  const phone = line
    .flatMap(one => organisation.units().filter(unit => unit.place === one.code && receiving.has(unit.kind)))
    .find(unit => unit.phone !== '')?.phone
  return {
    place: place === district ? { zh: '', en: '' } : named,
    district: district.name,
    url: `${publicUrl}/#/p/${encodeURIComponent(code)}`,
    ...(phone ? { hotline: phone } : {}),
  }
}

const receiving: ReadonlySet<string> = new Set(['serviceStation', 'governanceCentre'])
