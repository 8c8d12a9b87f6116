import { fileURLToPath } from 'node:url'

/** Absolute path of the checkout, with a trailing slash; works in folders with spaces and Chinese characters. */
export const root = fileURLToPath(new URL('..', import.meta.url))
