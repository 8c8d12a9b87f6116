import { type Text, text } from '@fengqiao/kernel'
import { z } from 'zod'
import { PageQuery, page } from './page.ts'
import { route } from './route.ts'
import { TextShape } from './text.ts'

/** Levels of a place from wide to narrow, domain part B. A site (estate, park, market, worksite) is a point. */
export const placeLevels = {
  city: text('市', 'City'),
  district: text('区', 'District'),
  street: text('街道', 'Street'),
  community: text('社区', 'Community'),
  cell: text('网格', 'Grid cell'),
  site: text('小区与重点场所', 'Estate or key site'),
} as const satisfies Record<string, Text>
export type PlaceLevel = keyof typeof placeLevels
export const placeLevelIds = Object.keys(placeLevels) as [PlaceLevel, ...PlaceLevel[]]

export const siteKinds = {
  estate: text('住宅小区', 'Housing estate'),
  village: text('城中村', 'Urban village'),
  park: text('园区', 'Industrial or country park'),
  mall: text('商圈', 'Shopping area'),
  school: text('学校', 'School'),
  hospital: text('医疗养老机构', 'Hospital or care home'),
  worksite: text('工地', 'Worksite'),
  market: text('市场', 'Market'),
  office: text('公共机构', 'Public office'),
  transit: text('交通场站', 'Transit stop'),
} as const satisfies Record<string, Text>
export type SiteKind = keyof typeof siteKinds
export const siteKindIds = Object.keys(siteKinds) as [SiteKind, ...SiteKind[]]

export const TextPair = TextShape
export const Longitude = z.coerce.number().min(-180).max(180).describe('degrees east, WGS 84 unless said otherwise')
export const Latitude = z.coerce.number().min(-90).max(90).describe('degrees north, WGS 84 unless said otherwise')
export const PlaceCode = z.string().min(1).max(40)

export const Place = z
  .object({
    code: PlaceCode,
    level: z.enum(placeLevelIds),
    kind: z.enum(siteKindIds).nullable().describe('what a site is; null on other levels'),
    name: TextPair,
    parent: PlaceCode.nullable(),
    centre: z.object({ lon: z.number(), lat: z.number() }).nullable(),
    version: z.int(),
  })
  .meta({ id: 'Place' })
export type Place = z.infer<typeof Place>

const Position = z.array(z.number()).min(2).max(3)
export const PlaceGeometry = z.discriminatedUnion('type', [
  z.object({ type: z.literal('Polygon'), coordinates: z.array(z.array(Position).min(4)).min(1) }),
  z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(z.array(z.array(Position).min(4)).min(1)).min(1) }),
  z.object({ type: z.literal('Point'), coordinates: Position }),
])
export type PlaceGeometry = z.infer<typeof PlaceGeometry>

export const PlaceFeatures = z
  .object({
    type: z.literal('FeatureCollection'),
    features: z.array(
      z.object({
        type: z.literal('Feature'),
        id: z.string(),
        properties: z.object({
          code: PlaceCode,
          level: z.enum(placeLevelIds),
          kind: z.enum(siteKindIds).nullable(),
          name_zh: z.string(),
          name_en: z.string(),
          parent: PlaceCode.nullable(),
        }),
        geometry: PlaceGeometry.nullable(),
      }),
    ),
  })
  .meta({ id: 'PlaceFeatures' })

const datum = z
  .enum(['wgs84', 'gcj02'])
  .default('wgs84')
  .describe('what the given coordinates are measured in; Chinese map apps give GCJ-02')

export const listPlaces = route({
  id: 'listPlaces',
  method: 'GET',
  path: '/api/places',
  tag: 'places',
  summary: 'List or search places by name, level and parent',
  access: 'public',
  query: PageQuery.extend({
    level: z.enum(placeLevelIds).optional(),
    parent: PlaceCode.optional(),
    search: z.string().trim().max(80).optional().describe('part of the Chinese or English name'),
  }),
  reply: page(Place),
})

export const getPlace = route({
  id: 'getPlace',
  method: 'GET',
  path: '/api/places/{code}',
  tag: 'places',
  summary: 'One place, with the places it lies in from near to far',
  access: 'public',
  params: z.object({ code: PlaceCode }),
  reply: Place.extend({ ancestors: z.array(Place) }),
})

export const placesAsGeoJson = route({
  id: 'placesAsGeoJson',
  method: 'GET',
  path: '/api/places.geojson',
  tag: 'places',
  summary: 'Boundaries as GeoJSON (RFC 7946, WGS 84)',
  access: 'public',
  query: z.object({ level: z.enum(placeLevelIds).optional(), within: PlaceCode.optional() }),
  reply: PlaceFeatures,
  replyType: 'application/geo+json',
})

export const placePoster = route({
  id: 'placePoster',
  method: 'GET',
  path: '/api/places/{code}/poster',
  tag: 'places',
  summary: 'A poster to hang there: its code opens the filing page with the place already filled in',
  access: 'staff',
  params: z.object({ code: PlaceCode }),
  query: z.object({ size: z.enum(['A4', 'A5']).default('A4') }),
  reply: z.string(),
  replyType: 'application/pdf',
  refusals: ['not-found'],
})

export const Located = z
  .object({
    site: Place.nullable(),
    cell: Place.nullable(),
    community: Place.nullable(),
    street: Place.nullable(),
    district: Place.nullable(),
  })
  .meta({ id: 'Located' })

export const locatePlace = route({
  id: 'locatePlace',
  method: 'GET',
  path: '/api/locate',
  tag: 'places',
  summary: 'Which cell, community, street and district a point lies in; all null outside the district',
  access: 'public',
  query: z.object({ lon: Longitude, lat: Latitude, datum }),
  reply: Located,
})

export const findAddress = route({
  id: 'findAddress',
  method: 'GET',
  path: '/api/addresses',
  tag: 'places',
  summary: 'Places named in a typed address, the narrowest and surest first',
  access: 'public',
  query: z.object({ text: z.string().trim().min(1).max(200) }),
  reply: z.object({ found: z.array(Place.extend({ matched: z.string().describe('the words of the address that named it') })) }),
})

export const nearestStations = route({
  id: 'nearestStations',
  method: 'GET',
  path: '/api/stations/nearest',
  tag: 'places',
  summary: 'Nearest service stations and governance centres, by straight-line distance',
  access: 'public',
  query: z.object({ lon: Longitude, lat: Latitude, datum, limit: z.coerce.number().int().min(1).max(10).default(3) }),
  reply: z.object({
    stations: z.array(
      z.object({
        unit: z.string(),
        name: TextPair,
        phone: z.string(),
        address: TextPair,
        hours: z.string(),
        lon: z.number(),
        lat: z.number(),
        metres: z.number(),
      }),
    ),
  }),
})
