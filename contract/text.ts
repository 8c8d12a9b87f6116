import { z } from 'zod'

/** Both languages of a label; the client shows one, so that switching language needs no second request. */
export const TextShape = z.object({ zh: z.string(), en: z.string() }).meta({ id: 'Text' })

/** An id with its name. */
export const Named = z.object({ id: z.string(), name: TextShape }).meta({ id: 'Named' })

export const Instant = z.iso.datetime().describe('ISO 8601, UTC')
export const PointShape = z
  .tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)])
  .describe('longitude, latitude; WGS 84 degrees')
