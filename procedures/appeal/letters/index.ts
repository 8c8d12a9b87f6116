import * as orders from './orders.ts'
import * as replies from './replies.ts'

/** Each letter the appeal issues, by name; `issue('receipt')` draws `receipt`. */
export const letters = { ...orders, ...replies }
