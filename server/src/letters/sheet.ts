/**
 * A stack of A4 pages with a cursor: draws broken lines, tags what is content and what is decoration, and numbers the
 * pages at the end. It knows nothing of letters.
 */
import PDFDocument from 'pdfkit'
import { type Face, faceBytes } from './faces.ts'
import { breakLines, type Line, type Measure } from './line-break.ts'

export const mm = (length: number): number => (length * 72) / 25.4

export interface SheetOptions {
  readonly size: readonly [width: number, height: number]
  readonly margins: { readonly top: number; readonly right: number; readonly bottom: number; readonly left: number }
  readonly title: string
  readonly author: string
  readonly language: 'zh-CN' | 'en'
  /** Stands in the file; never the clock, so that the same letter is the same bytes. */
  readonly date: Date
  /** Moves the cursor and draws nothing: to learn where things would fall. */
  readonly measuring?: boolean
}
export interface Style {
  readonly face: Face
  readonly size: number
  readonly colour?: string
}
export type Tag = 'P' | 'H1' | 'H2' | 'Lbl' | 'LBody' | 'TH' | 'TD' | 'Caption'
export type Group = 'Sect' | 'Table' | 'TR' | 'L' | 'LI'

export class Sheet {
  readonly doc: PDFKit.PDFDocument
  readonly options: SheetOptions
  y: number
  readonly #root: PDFKit.PDFStructureElement
  #open: PDFKit.PDFStructureElement[]
  readonly #bytes: Promise<Uint8Array>

  constructor(options: SheetOptions) {
    this.options = options
    this.doc = new PDFDocument({
      size: [...options.size],
      margin: 0,
      pdfVersion: '1.7',
      lang: options.language,
      tagged: true,
      displayTitle: true,
      bufferPages: true,
      font: '',
      info: {
        Title: options.title,
        Author: options.author,
        Creator: '枫桥',
        Producer: 'Fengqiao',
        CreationDate: options.date,
        ModDate: options.date,
      },
    })
    const chunks: Buffer[] = []
    this.#bytes = new Promise((resolve, reject) => {
      this.doc.on('data', (chunk: Buffer) => chunks.push(chunk))
      this.doc.on('end', () => resolve(new Uint8Array(Buffer.concat(chunks))))
      this.doc.on('error', reject)
    })
    this.#root = this.doc.struct('Document')
    this.doc.addStructure(this.#root)
    this.#open = [this.#root]
    this.y = options.margins.top
  }

  get left(): number {
    return this.options.margins.left
  }
  get width(): number {
    return this.options.size[0] - this.options.margins.left - this.options.margins.right
  }
  get right(): number {
    return this.left + this.width
  }
  get bottom(): number {
    return this.options.size[1] - this.options.margins.bottom
  }

  /** Starts a new page when less than `height` is left. Says whether it did. */
  ensure(height: number): boolean {
    if (this.y + height <= this.bottom + 0.5) return false
    this.newPage()
    return true
  }
  newPage(): void {
    if (!this.options.measuring) this.doc.addPage()
    this.y = this.options.margins.top
  }

  /** Everything tagged inside `draw` becomes a child of the group. */
  group(type: Group, draw: () => void): void {
    if (this.options.measuring) return draw()
    const element = this.doc.struct(type)
    this.#open.at(-1)?.add(element)
    this.#open.push(element)
    draw()
    this.#open.pop()
    element.end()
  }

  /** What `draw` draws is content with this tag; one element even when called in parts over several pages. */
  tagged(type: Tag, draw: (part: (drawPart: () => void) => void) => void): void {
    if (this.options.measuring) return draw(() => undefined)
    const element = this.doc.struct(type)
    this.#open.at(-1)?.add(element)
    draw(drawPart => {
      element.add(this.doc.markStructureContent(type))
      drawPart()
      this.doc.endMarkedContent()
    })
    element.end()
  }

  /** Lines, tints and page numbers: not read aloud. */
  decoration(draw: () => void): void {
    if (this.options.measuring) return
    this.doc.markContent('Artifact', { type: 'Layout' })
    draw()
    this.doc.endMarkedContent()
  }

  /** Draws one line with its baseline at `baseline`. Must stand inside `tagged` or `decoration`. */
  drawLine(line: Line, x: number, baseline: number, style: Style): void {
    let at = x + line.indent
    for (const run of line.runs) {
      this.#font(run.face, style.size)
      this.doc
        .fillColor(style.colour ?? '#000000')
        .text(run.text, at, baseline, { lineBreak: false, baseline: 'alphabetic', characterSpacing: run.chinese ? line.spread : 0 })
      at += run.width + line.spread * (run.chinese ? [...run.text].length : 1)
    }
  }

  /** One line without breaking, aligned inside `width`. */
  drawText(
    text: string,
    x: number,
    baseline: number,
    style: Style,
    align: { width: number; to: 'left' | 'center' | 'right' } = { width: 0, to: 'left' },
  ): void {
    const line = this.oneLine(text, style)
    const shift = align.to === 'left' ? 0 : align.to === 'center' ? (align.width - line.width) / 2 : align.width - line.width
    this.drawLine(line, x + shift, baseline, style)
  }

  /** The text as one line, however wide. */
  oneLine(text: string, style: Style): Line {
    return this.break(text.replaceAll('\n', ' '), { face: style.face, size: style.size, width: Number.POSITIVE_INFINITY })[0] as Line
  }

  /** Breaks text into lines. The faces' curly quotes are Chinese ones, a full character wide: English gets straight ones. */
  break(text: string, measure: Measure): Line[] {
    const plain = this.options.language === 'en' ? text.replaceAll(/[‘’]/g, "'").replaceAll(/[“”]/g, '"') : text
    return breakLines(plain, measure)
  }

  /** Calls `draw` once for each page, in order, with the page in hand. */
  eachPage(draw: (page: number, pages: number) => void): void {
    const { start, count } = this.doc.bufferedPageRange()
    for (let page = 0; page < count; page++) {
      this.doc.switchToPage(start + page)
      draw(page + 1, count)
    }
  }

  /** Closes the document. */
  finish(): Promise<Uint8Array> {
    this.#root.end()
    this.doc.end()
    return this.#bytes
  }

  readonly #registered = new Set<Face>()
  #font(face: Face, size: number): void {
    if (!this.#registered.has(face)) {
      this.doc.registerFont(face, faceBytes(face))
      this.#registered.add(face)
    }
    this.doc.font(face, size)
  }
}
