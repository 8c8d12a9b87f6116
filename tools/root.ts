import { resolve } from 'node:path'

/** Absolute path of the checkout, without a trailing slash; works in folders with spaces and Chinese characters. */
export const root = resolve(import.meta.dirname, '..')
