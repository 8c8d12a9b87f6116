import { z } from 'zod'

/** RFC 9457 problem document, in the caller's language. `rule` and `source` come from the kernel's Refusal. */
export const Problem = z
  .object({
    type: z.string().describe('URI reference of the problem type: /problems/<rule>'),
    title: z.string(),
    status: z.int(),
    detail: z.string().optional(),
    instance: z.string().optional(),
    rule: z.string().describe('stable code of the refusal'),
    source: z.string().optional().describe('statute or house rule that the refusal rests on'),
    help: z.string().optional().describe('what would help'),
    fields: z.array(z.object({ path: z.string(), because: z.string() })).optional(),
  })
  .meta({ id: 'Problem' })
export type Problem = z.infer<typeof Problem>
