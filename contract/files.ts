import { z } from 'zod'
import { route } from './route.ts'

const Hash = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .describe('SHA-256 of the stored content, hexadecimal')

export const StoredFile = z
  .object({
    hash: Hash,
    type: z.string().describe('media type, found from the content'),
    size: z.int().describe('bytes as stored'),
    width: z.int().nullable().describe('pixels, for images'),
    height: z.int().nullable(),
    thumbnail: z.boolean(),
    changed: z.boolean().describe('re-encoded or stripped of its place: differs from what was sent'),
  })
  .meta({ id: 'StoredFile' })
export type StoredFile = z.infer<typeof StoredFile>

const tag = 'files'

export const createUploadToken = route({
  id: 'createUploadToken',
  method: 'POST',
  path: '/api/upload-tokens',
  tag,
  summary: 'A token to attach files to one matter without signing in; sent with each upload as X-Upload-Token',
  access: 'public',
  reply: z.object({ token: z.string(), files: z.int().describe('how many files it is good for'), expiresAt: z.iso.datetime() }),
  status: 201,
  refusals: ['too-many'],
})

export const uploadFile = route({
  id: 'uploadFile',
  method: 'POST',
  path: '/api/files',
  tag,
  summary: 'Store one file (multipart field "file"); images are re-encoded and lose their place, device and date',
  access: 'public',
  bodyType: 'multipart',
  query: z.object({
    for: z.string().max(80).optional().describe('procedure and field that asked for it: decides whether the original is kept too'),
  }),
  reply: StoredFile,
  status: 201,
  refusals: [
    'sign-in-required',
    'too-many',
    'too-large',
    'wrong-type',
    'fileIsMissing',
    'imageIsUnreadable',
    'imageIsTooLarge',
    'uploadTokenIsUsed',
  ],
})

export const downloadFile = route({
  id: 'downloadFile',
  method: 'GET',
  path: '/api/files/{hash}',
  tag,
  summary: 'The content of a file that the caller may read; one byte range is served',
  access: 'public',
  params: z.object({ hash: Hash }),
  query: z.object({ version: z.enum(['stored', 'thumbnail', 'original']).default('stored') }),
  reply: z.string(),
  replyType: 'application/octet-stream',
  refusals: ['not-found'],
})
