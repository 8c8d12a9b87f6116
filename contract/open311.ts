import { z } from 'zod'
import { route } from './route.ts'

/**
 * Open311 GeoReport v2 (wiki.open311.org/GeoReport_v2), XML and JSON by the ending of the path. Names and shapes are the standard's,
 * so they differ from the rest of the contract. Every failure is an `errors` document: 400, 403 (key), 404, 429 (quota).
 * Public are only matters that were filed through this door; nothing of who filed them is.
 */
const Format = z.object({ format: z.enum(['xml', 'json']) })
const Jurisdiction = z.object({ jurisdiction_id: z.string().max(60).optional().describe('code of the district; may be left out') })
const Moment = z.iso.datetime({ offset: true })
const document = z.string().describe('XML, or the same as JSON, by the ending of the path')

const base = { tag: 'open311', access: 'public', reply: document, replyType: 'text/xml' } as const

export const open311Discovery = route({
  ...base,
  id: 'open311Discovery',
  method: 'GET',
  path: '/open311/v2/discovery.{format}',
  summary: 'Where this endpoint is and what it speaks',
  params: Format,
})

export const open311Services = route({
  ...base,
  id: 'open311Services',
  method: 'GET',
  path: '/open311/v2/services.{format}',
  summary: 'Services that can be asked for: the leaves of the subject catalogue',
  params: Format,
  query: Jurisdiction,
})

export const open311Service = route({
  ...base,
  id: 'open311Service',
  method: 'GET',
  path: '/open311/v2/services/{code}.{format}',
  summary: 'What a service asks beside the standard arguments',
  params: Format.extend({ code: z.string().min(1).max(60) }),
  query: Jurisdiction,
})

export const open311File = route({
  ...base,
  id: 'open311File',
  method: 'POST',
  path: '/open311/v2/requests.{format}',
  summary:
    'File a service request. Needs an API key (`api_key` in the form or the query, or a bearer token); `attribute[code]` answers the definition',
  params: Format,
  query: Jurisdiction,
  bodyType: 'form',
  body: z
    .looseObject({
      api_key: z.string().max(200).optional(),
      jurisdiction_id: z.string().max(60).optional(),
      service_code: z.string().max(60).optional(),
      lat: z.string().max(40).optional().describe('WGS 84; with `long`, or give an address'),
      long: z.string().max(40).optional(),
      address_string: z.string().max(200).optional(),
      address_id: z.string().max(60).optional().describe('code of a place'),
      description: z.string().max(4000).optional(),
      first_name: z.string().max(60).optional(),
      last_name: z.string().max(60).optional(),
      email: z.string().max(120).optional(),
      phone: z.string().max(40).optional(),
      media_url: z.string().max(500).optional().describe('kept as text; never fetched'),
      device_id: z.string().max(200).optional(),
      account_id: z.string().max(200).optional(),
    })
    .describe('application/x-www-form-urlencoded'),
})

const Ids = z.string().max(40_000).optional().describe('comma-separated; with it every other filter is ignored')

export const open311Requests = route({
  ...base,
  id: 'open311Requests',
  method: 'GET',
  path: '/open311/v2/requests.{format}',
  summary: 'Requests filed through Open311, newest first: 90 days or 1000 unless told. `Link: rel="next"` leads on',
  params: Format,
  query: Jurisdiction.extend({
    service_request_id: Ids,
    service_code: z.string().max(4000).optional().describe('comma-separated'),
    start_date: Moment.optional(),
    end_date: Moment.optional(),
    status: z
      .string()
      .regex(/^(open|closed)(,(open|closed))*$/)
      .optional(),
    page: z.coerce.number().int().min(1).max(100).default(1),
    page_size: z.coerce.number().int().min(1).max(1000).default(1000),
    after: z.string().max(200).optional().describe('cursor of the next page, as the Link header gives it'),
  }),
})

export const open311Request = route({
  ...base,
  id: 'open311Request',
  method: 'GET',
  path: '/open311/v2/requests/{id}.{format}',
  summary: 'One request',
  params: Format.extend({ id: z.string().min(1).max(60) }),
  query: Jurisdiction,
})

export const open311Token = route({
  ...base,
  id: 'open311Token',
  method: 'GET',
  path: '/open311/v2/tokens/{token}.{format}',
  summary: 'The request behind a token. Requests get their id at once, so the token is the id',
  params: Format.extend({ token: z.string().min(1).max(60) }),
  query: Jurisdiction,
})

export const open311Updates = route({
  ...base,
  id: 'open311Updates',
  method: 'GET',
  path: '/open311/v2/servicerequestupdates.{format}',
  summary: 'What happened to requests, in plain words, oldest first (the updates extension): 90 days or 1000 unless told',
  params: Format,
  query: Jurisdiction.extend({
    service_request_id: Ids,
    start_date: Moment.optional(),
    end_date: Moment.optional(),
    page_size: z.coerce.number().int().min(1).max(1000).default(1000),
  }),
})
