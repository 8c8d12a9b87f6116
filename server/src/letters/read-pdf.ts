/** Reads a PDF back with an engine that shares no code with the one that wrote it. Tests only. */
import { createCanvas } from '@napi-rs/canvas'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'

export interface ReadLine {
  readonly text: string
  /** Points from the page's top left; `y` is the baseline. */
  readonly x: number
  readonly y: number
  readonly width: number
  readonly size: number
}
export interface ReadPage {
  readonly lines: readonly ReadLine[]
  readonly width: number
  readonly height: number
  /** Darkness 0–255 of each pixel, row by row. */
  readonly ink: Uint8Array
  readonly pixels: { readonly width: number; readonly height: number; readonly rgba: Uint8ClampedArray<ArrayBuffer> }
  /** Roles in the structure tree, in order. */
  readonly roles: readonly string[]
}

export const scale = 3

/** Renders every page at 216 dpi and extracts its text and structure. */
export async function readPdf(bytes: Uint8Array): Promise<{ pages: ReadPage[]; title: string; language: string; marked: boolean }> {
  const loading = getDocument({ data: bytes.slice(), useSystemFonts: false, verbosity: 0 })
  const file = await loading.promise
  const { info } = await file.getMetadata()
  // Typed as an object, given as a Map.
  const markInfo: unknown = await file.getMarkInfo()
  const marked = markInfo instanceof Map && markInfo.get('Marked') === true
  const pages: ReadPage[] = []
  for (let n = 1; n <= file.numPages; n++) {
    const page = await file.getPage(n)
    const view = page.getViewport({ scale })
    const canvas = createCanvas(Math.ceil(view.width), Math.ceil(view.height))
    const context = canvas.getContext('2d')
    await page.render({ canvas: canvas as never, canvasContext: context as never, viewport: view }).promise
    const { data } = context.getImageData(0, 0, canvas.width, canvas.height)
    const ink = new Uint8Array(canvas.width * canvas.height)
    for (let i = 0; i < ink.length; i++) ink[i] = 255 - Math.min(data[i * 4] ?? 255, data[i * 4 + 1] ?? 255, data[i * 4 + 2] ?? 255)
    const { items } = await page.getTextContent()
    const lines = items.flatMap(item =>
      'str' in item && item.str.trim() !== ''
        ? [{ text: item.str, x: item.transform[4], y: view.height / scale - item.transform[5], width: item.width, size: item.height }]
        : [],
    )
    const tree = await page.getStructTree()
    pages.push({
      lines,
      width: view.width / scale,
      height: view.height / scale,
      ink,
      pixels: { width: canvas.width, height: canvas.height, rgba: new Uint8ClampedArray(data) },
      roles: rolesOf(tree),
    })
  }
  const said = info as { Title?: string; Language?: string }
  await loading.destroy()
  return { pages, title: said.Title ?? '', language: said.Language ?? '', marked }
}

function rolesOf(node: object | null): string[] {
  if (!node || !('role' in node)) return []
  const children = 'children' in node && Array.isArray(node.children) ? node.children : []
  return [String(node.role), ...children.flatMap((child: object) => rolesOf(child))]
}

/**
 * The cell each Chinese character occupies on the page, as a coarse bitmap: blank cells mean a glyph is missing, equal
 * cells for different characters mean boxes. Text extraction alone sees neither.
 */
export function cellsOf(page: ReadPage): { character: string; inked: number; shape: string }[] {
  const cells: { character: string; inked: number; shape: string }[] = []
  for (const line of page.lines) {
    const characters = [...line.text]
    if (!characters.every(each => /[\p{Script=Han}，。、；：（）《》“”〔〕〓]/u.test(each))) continue
    const step = line.width / characters.length
    for (const [i, character] of characters.entries()) {
      if (!/[\p{Script=Han}〓]/u.test(character)) continue
      cells.push({ character, ...look(page, line.x + i * step, line.y - line.size * 0.88, line.size) })
    }
  }
  return cells
}

function look(page: ReadPage, x: number, y: number, size: number): { inked: number; shape: string } {
  const grid = 8
  const unit = (size * scale) / grid
  let dark = 0
  let shape = ''
  for (let row = 0; row < grid; row++)
    for (let column = 0; column < grid; column++) {
      let sum = 0
      let count = 0
      for (let py = Math.round(y * scale + row * unit); py < y * scale + (row + 1) * unit; py++)
        for (let px = Math.round(x * scale + column * unit); px < x * scale + (column + 1) * unit; px++) {
          sum += page.ink[py * page.pixels.width + px] ?? 0
          count++
        }
      const mean = count === 0 ? 0 : sum / count
      dark += mean > 40 ? 1 : 0
      shape += String.fromCharCode(97 + Math.min(3, Math.floor(mean / 64)))
    }
  return { inked: dark / (grid * grid), shape }
}
