/** What may be attached. The type is told by the content, never by the name or what the sender says. */
export interface Kind {
  readonly way: 'image' | 'movie' | 'plain'
  readonly megabytes: number
  /** Shown by the browser in its place; everything else is saved. A shown file runs in a sandbox without scripts. */
  readonly inline: boolean
  /** Ending under which it is saved, whatever it was called: a PDF named .html must not open as a page from somebody's disk. */
  readonly ending: string
}

const image: Omit<Kind, 'ending'> = { way: 'image', megabytes: 25, inline: true }
const sound: Omit<Kind, 'ending'> = { way: 'plain', megabytes: 50, inline: true }
const movie: Omit<Kind, 'ending'> = { way: 'movie', megabytes: 200, inline: true }
const document: Omit<Kind, 'ending'> = { way: 'plain', megabytes: 50, inline: false }

/** Media type → kind. `way` says what is done on receipt: images re-encoded, movies stripped of their place, the rest as it is. */
export const kinds: Readonly<Record<string, Kind>> = {
  'image/jpeg': { ...image, ending: 'jpg' },
  'image/png': { ...image, ending: 'png' },
  'image/webp': { ...image, ending: 'webp' },
  'image/avif': { ...image, ending: 'avif' },
  'image/heic': { ...image, ending: 'heic' },
  'audio/mpeg': { ...sound, ending: 'mp3' },
  'audio/ogg': { ...sound, ending: 'ogg' },
  'audio/wav': { ...sound, ending: 'wav' },
  'audio/x-m4a': { ...sound, way: 'movie', ending: 'm4a' },
  'audio/mp4': { ...sound, way: 'movie', ending: 'm4a' },
  'video/mp4': { ...movie, ending: 'mp4' },
  'video/quicktime': { ...movie, ending: 'mov' },
  'video/webm': { ...movie, way: 'plain', ending: 'webm' },
  'application/pdf': { ...document, ending: 'pdf' },
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': { ...document, ending: 'docx' },
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': { ...document, ending: 'xlsx' },
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': { ...document, ending: 'pptx' },
}

export const kindOf = (type: string): Kind | undefined => (Object.hasOwn(kinds, type) ? kinds[type] : undefined)
