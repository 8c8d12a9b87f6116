import { join } from 'node:path'
import type { BlobStore } from './blobs.ts'
import { localBlobs } from './local-blobs.ts'
import { s3Blobs } from './s3-blobs.ts'

/** The bucket of S3_URL when it is set, else `<FENGQIAO_DATA>/files`. Either way uploads are received in the data folder. */
export function openBlobs(dataFolder: string, s3Url: string | undefined): Promise<BlobStore> {
  const folder = join(dataFolder, 'files')
  return s3Url ? s3Blobs(s3Url, join(folder, 'incoming')) : localBlobs(folder)
}
