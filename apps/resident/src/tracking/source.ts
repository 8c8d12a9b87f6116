import type { trackCase } from '@fengqiao/contract'
import { type Answer, call, callForFile, type Reply, type Trouble } from '../server/call.ts'
import { endpoints } from '../server/endpoints.ts'

/** How a resident reaches a case: by its query code, or as the signed-in person who brought it. */
export type Source = { readonly kind: 'code'; readonly code: string } | { readonly kind: 'mine'; readonly id: string }

export type Matter = Reply<typeof trackCase>
export type MatterAction = Matter['actions'][number]
export type MatterField = MatterAction['form'][number]
export type Letter = Matter['letters'][number]

/** Takes an action from the revision the screen shows; `uploadToken` claims the attachments that `input` names. */
export function takeAction(
  source: Source,
  matter: Matter,
  action: string,
  input: Record<string, unknown>,
  key: string,
  uploadToken?: string,
): Promise<Answer<unknown>> {
  const body = { action, input, revision: matter.revision, ...(uploadToken ? { uploadToken } : {}) }
  return source.kind === 'code'
    ? call(endpoints.trackAction, { code: source.code, body, key })
    : call(endpoints.takeMyAction, { params: { id: source.id }, body, key })
}

/** A letter of the case as PDF. Letters are fetched by query code, so that no address ever opens one. */
export function fetchLetter(code: string, letter: string, language: 'zh' | 'en'): Promise<Answer<Blob>> {
  return callForFile(endpoints.trackLetter, { code, params: { letter: letter.replace('#', '~') }, query: { language } })
}

/** Stores files for an action; gives their hashes and the token that claims them. */
export async function storeFiles(
  files: readonly File[],
  shrink: (file: File) => Promise<Blob>,
): Promise<Answer<{ hashes: string[]; token: string }>> {
  const opened = await call(endpoints.createUploadToken)
  if (!opened.ok) return opened
  const { token } = opened.value
  const hashes: string[] = []
  for (const file of files) {
    const form = new FormData()
    form.append('file', file.type.startsWith('image/') ? await shrink(file) : file, file.name)
    const stored = await call(endpoints.uploadFile, { form, uploadToken: token })
    if (!stored.ok) return stored
    hashes.push(stored.value.hash)
  }
  return { ok: true, value: { hashes, token } }
}

/** True when the screen is older than the case: reading again shows what happened meanwhile. */
export const isStale = (trouble: Trouble | undefined): boolean => trouble?.rule === 'version-conflict'
