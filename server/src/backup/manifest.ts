import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { Listing } from './copy-tree.ts'

const Files = z.record(z.string(), z.tuple([z.int(), z.string().regex(/^[0-9a-f]{64}$/)]))

/** `backup.json`: what a backup holds, so that a restore can tell whether every byte of it is there. */
const Manifest = z.object({
  format: z.literal(1),
  madeAt: z.string(),
  district: z.string(),
  name: z.object({ zh: z.string(), en: z.string() }),
  /** elsewhere: DATABASE_URL was set, and the database is backed up by its own tools. */
  database: z.enum(['embedded', 'elsewhere']),
  /** Attachments are here, or in the bucket of S3_URL. */
  attachments: z.enum(['here', 's3']),
  files: Files,
})
export type Manifest = z.infer<typeof Manifest>

const nameOf = (folder: string): string => join(folder, 'backup.json')

export const writeManifest = (folder: string, manifest: Omit<Manifest, 'files'> & { files: Listing }): Promise<void> =>
  writeFile(nameOf(folder), JSON.stringify(manifest, null, 1), { mode: 0o600, flush: true })

/** Undefined when the folder is no backup, or one cut off before its end. */
export async function readManifest(folder: string): Promise<Manifest | undefined> {
  try {
    return Manifest.parse(JSON.parse(await readFile(nameOf(folder), 'utf8')))
  } catch {
    return undefined
  }
}
