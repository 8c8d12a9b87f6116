import type { PlaceLevel } from '@fengqiao/contract'
import type { Language } from '@fengqiao/kernel'
import type { LayerSpecification } from 'maplibre-gl'

/** Owns how the district is drawn: quiet ground, so that what happened stands out. */
export const colours = { ground: '#e9efed', land: '#f7faf9', line: '#9db4b0', bold: '#4d726d', label: '#34524e', accent: '#b23a2e' }

const width: Readonly<Partial<Record<PlaceLevel, number>>> = { district: 2.5, street: 1.8, community: 1, cell: 0.5 }

/** Boundaries of the asked levels, the widest last, with names that give way to one another. */
export function layers(levels: readonly PlaceLevel[], language: Language): LayerSpecification[] {
  const outlines = (['cell', 'community', 'street', 'district'] as const)
    .filter(level => level === 'district' || levels.includes(level))
    .map(
      (level): LayerSpecification => ({
        id: `${level}-line`,
        type: 'line',
        source: 'places',
        filter: ['==', ['get', 'level'], level],
        paint: {
          'line-color': level === 'cell' || level === 'community' ? colours.line : colours.bold,
          'line-width': width[level] ?? 1,
          ...(level === 'community' ? { 'line-dasharray': [3, 2] } : {}),
        },
      }),
    )
  return [
    { id: 'land', type: 'fill', source: 'places', filter: ['==', ['get', 'level'], 'street'], paint: { 'fill-color': colours.land } },
    ...outlines,
    ...levels
      .filter(level => level === 'street' || level === 'community')
      .map(
        (level): LayerSpecification => ({
          id: `${level}-name`,
          type: 'symbol',
          source: 'places',
          filter: ['==', ['get', 'level'], level],
          ...(level === 'community' ? { minzoom: 12.5 } : {}),
          layout: {
            'text-field': ['get', language === 'zh' ? 'name_zh' : 'name_en'],
            'text-size': level === 'street' ? 14 : 11,
            'text-max-width': 8,
          },
          paint: { 'text-color': colours.label, 'text-halo-color': '#ffffff', 'text-halo-width': 1.4 },
        }),
      ),
  ]
}
