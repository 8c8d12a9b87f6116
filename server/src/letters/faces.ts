/**
 * The three faces of a letter, read once. Song (Noto Serif SC) stands for 仿宋 and 小标宋, Hei (Noto Sans SC) for 黑体:
 * both under the SIL Open Font License, so that every letter can carry them.
 */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { create, type Font } from 'fontkit'

const require = createRequire(import.meta.url)
const files = {
  song: '@expo-google-fonts/noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf',
  songBold: '@expo-google-fonts/noto-serif-sc/700Bold/NotoSerifSC_700Bold.ttf',
  hei: '@expo-google-fonts/noto-sans-sc/500Medium/NotoSansSC_500Medium.ttf',
} as const

export type Face = keyof typeof files

/** Printed in place of a character no face has; the mark printers use for a missing sort. */
export const missingMark = '〓'

interface Loaded {
  readonly bytes: Buffer
  readonly font: Font
  readonly widths: Map<string, number>
}
const loaded = new Map<Face, Loaded>()
const mostCachedWidths = 20_000

function load(face: Face): Loaded {
  const known = loaded.get(face)
  if (known) return known
  const bytes = readFileSync(require.resolve(files[face]))
  const font = create(bytes)
  if (!('unitsPerEm' in font))
    throw new Error(`Font ${files[face]} is a collection; letters need a single TrueType face. Reinstall the package.`)
  const entry: Loaded = { bytes, font, widths: new Map() }
  loaded.set(face, entry)
  return entry
}

/** TrueType bytes for embedding. */
export const faceBytes = (face: Face): Buffer => load(face).bytes

/** Advance of a word or character in points at `size`, shaped exactly as it will be drawn. */
export function widthOf(words: string, face: Face, size: number): number {
  const { font, widths } = load(face)
  let units = widths.get(words)
  if (units === undefined) {
    units = font.layout(words).advanceWidth / font.unitsPerEm
    if (widths.size >= mostCachedWidths) widths.clear()
    widths.set(words, units)
  }
  return units * size
}

/** The face that can draw the character: the one asked for, else another, else none. */
export function faceFor(character: string, wanted: Face): Face | undefined {
  const point = character.codePointAt(0) ?? 0
  if (load(wanted).font.hasGlyphForCodePoint(point)) return wanted
  const other: Face = wanted === 'hei' ? 'song' : 'hei'
  return load(other).font.hasGlyphForCodePoint(point) ? other : undefined
}
