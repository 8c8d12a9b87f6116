import type { Readable } from 'node:stream'

/** A stretch of a blob, both ends included. */
export interface Range {
  readonly start: number
  readonly end: number
}

export interface Blob {
  readonly hash: string
  /** ISO UTC of the last write. */
  readonly at: string
}

/** Content under its SHA-256. Writing the same content again is harmless; what is there is never changed. */
export interface BlobStore {
  /** Takes the file at `path` (moved or copied) under its hash. When it resolves, the content survives a loss of power. */
  put(hash: string, path: string): Promise<void>
  /** Undefined when there is no such blob. The caller must read the stream to its end or destroy it. */
  open(hash: string, range?: Range): Promise<Readable | undefined>
  has(hash: string): Promise<boolean>
  remove(hash: string): Promise<void>
  /** Every blob there is, in any order; for cleaning and checking. */
  list(): AsyncIterable<Blob>
  /** A folder on this machine where uploads are received before they are put. */
  readonly incoming: string
}

export const isHash = (text: string): boolean => /^[0-9a-f]{64}$/.test(text)
