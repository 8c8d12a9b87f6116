import * as contract from '@fengqiao/contract'
import { refusal, text } from '@fengqiao/kernel'
import type { FastifyInstance } from 'fastify'
import { serve } from '../http/serve.ts'
import { named, pageOf } from '../reference/pages.ts'
import type { Reference } from '../reference/reference.ts'
import { renderPoster } from '../letters/index.ts'
import { nearest } from './atlas.ts'
import { toWgs84 } from './gcj02.ts'
import { toGeoJson } from './geojson.ts'
import type { Place } from './place.ts'
import { posterOf } from './poster-facts.ts'

const unknownPlace = refusal('not-found', text('没有这个地点', 'There is no such place'))

interface PlaceServices {
  readonly reference: Reference
  /** Address under which residents reach the platform; printed in codes. */
  readonly publicUrl: string
}

export function placeRoutes(app: FastifyInstance, { reference, publicUrl }: PlaceServices): void {
  serve(app, contract.listPlaces, ({ query }) => {
    const { atlas } = reference
    const candidates = query.parent ? atlas.children(query.parent) : atlas.all()
    const rows = candidates
      .filter(place => (!query.level || place.level === query.level) && named(place.name, query.search))
      .toSorted((a, b) => (a.code < b.code ? -1 : 1))
    const { rows: shown, next } = pageOf(rows, place => place.code, query)
    return { rows: shown.map(toPublic), next }
  })

  serve(app, contract.getPlace, ({ params }) => {
    const { atlas } = reference
    const place = atlas.find(params.code)
    return place ? { ...toPublic(place), ancestors: atlas.ancestors(place.code).map(toPublic) } : unknownPlace
  })

  serve(app, contract.placesAsGeoJson, ({ query, reply }) => {
    const { atlas } = reference
    if (query.within && !atlas.find(query.within)) return unknownPlace
    const places = (query.within ? atlas.within(query.within) : atlas.all()).filter(place => !query.level || place.level === query.level)
    reply.type('application/geo+json').header('Cache-Control', 'public, max-age=60')
    return toGeoJson(places)
  })

  serve(app, contract.placePoster, async ({ params, query, reply }) => {
    const found = posterOf(reference, params.code, publicUrl)
    if (!found) return unknownPlace
    const pdf = await renderPoster({ ...found, size: query.size })
    await reply
      .type('application/pdf')
      .header('Cache-Control', 'private, max-age=300')
      .header('Content-Disposition', `inline; filename="poster-${query.size}.pdf"`)
      .send(Buffer.from(pdf))
    return undefined
  })

  serve(app, contract.locatePlace, ({ query }) => {
    const point = query.datum === 'gcj02' ? toWgs84(query) : query
    const found = reference.atlas.locate(point.lon, point.lat)
    const show = (place: Place | null) => place && toPublic(place)
    return {
      site: show(found.site),
      cell: show(found.cell),
      community: show(found.community),
      street: show(found.street),
      district: show(found.district),
    }
  })

  serve(app, contract.findAddress, ({ query }) => ({
    found: reference.atlas.findAddress(query.text).map(({ place, matched }) => ({ ...toPublic(place), matched })),
  }))

  serve(app, contract.nearestStations, ({ query }) => {
    const point = query.datum === 'gcj02' ? toWgs84(query) : query
    const receiving = reference.organisation
      .units()
      .filter(unit => unit.kind === 'serviceStation' || unit.kind === 'governanceCentre')
      .map(unit => ({ unit, lon: unit.centre?.lon, lat: unit.centre?.lat }))
    return {
      stations: nearest(receiving, point, query.limit).map(({ thing: { unit }, metres }) => ({
        unit: unit.id,
        name: unit.name,
        phone: unit.phone,
        address: unit.address,
        hours: unit.hours,
        lon: unit.centre?.lon ?? 0,
        lat: unit.centre?.lat ?? 0,
        metres: Math.round(metres),
      })),
    }
  })
}

const toPublic = ({ code, level, kind, name, parent, centre, version }: Place) => ({ code, level, kind, name, parent, centre, version })
