import { z } from 'zod'

/** Keyset paging: `after` is the opaque cursor of the previous page's `next`; absent on the first page. */
export const PageQuery = z.object({
  after: z.string().max(400).optional().describe('cursor from the previous page'),
  limit: z.coerce.number().int().min(1).max(100).default(20),
})

export const page = <Row extends z.ZodType>(row: Row) =>
  z.object({ rows: z.array(row), next: z.string().nullable().describe('cursor of the next page, null at the end') })
