import type { Language } from '@fengqiao/kernel'
import { qrSquares } from './QrPicture.tsx'
import { groupCode } from './query-code.ts'

interface ReceiptFacts {
  readonly number: string
  readonly queryCode: string
  readonly title: string
  readonly moment: string
  readonly link: string
}

const width = 720
const height = 1040

/** Draws the receipt as a picture for the phone's album and hands it to the browser to save. */
export async function saveReceipt(facts: ReceiptFacts, language: Language): Promise<void> {
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = height
  const pen = canvas.getContext('2d')
  if (!pen) return
  const say = (zh: string, en: string) => (language === 'zh' ? zh : en)
  pen.fillStyle = '#faf6f0'
  pen.fillRect(0, 0, width, height)
  pen.fillStyle = '#a8321a'
  pen.fillRect(0, 0, width, 14)
  pen.textAlign = 'center'
  const line = (words: string, y: number, size: number, colour: string, weight = 400) => {
    pen.font = `${weight} ${size}px system-ui, "PingFang SC", "Noto Sans SC", sans-serif`
    pen.fillStyle = colour
    pen.fillText(words, width / 2, y, width - 80)
  }
  line(say('枫桥·码上办 回执', 'Fengqiao receipt'), 96, 38, '#a8321a', 700)
  const title = [...facts.title]
  line(title.length > 24 ? `${title.slice(0, 23).join('')}…` : facts.title, 162, 30, '#2a211c', 600)
  line(facts.number, 214, 24, '#62564d')
  line(facts.moment, 254, 24, '#62564d')
  line(say('查询码', 'Query code'), 326, 24, '#62564d')
  line(groupCode(facts.queryCode), 384, 46, '#2a211c', 700)
  const { size, path } = await qrSquares(facts.link)
  const side = 460
  const [left, top] = [(width - side) / 2, 430]
  pen.fillStyle = '#fff'
  pen.fillRect(left - 24, top - 24, side + 48, side + 48)
  pen.save()
  pen.translate(left, top)
  pen.scale(side / size, side / size)
  pen.fillStyle = '#1c1512'
  pen.fill(new Path2D(path))
  pen.restore()
  line(say('扫码或输入查询码，随时看进展', 'Scan or enter the code to follow it'), 980, 24, '#62564d')
  const picture = await new Promise<Blob | null>(resolve => canvas.toBlob(resolve, 'image/png'))
  if (!picture) return
  const address = URL.createObjectURL(picture)
  const anchor = document.createElement('a')
  anchor.href = address
  anchor.download = `${facts.number}.png`
  anchor.click()
  setTimeout(() => URL.revokeObjectURL(address), 10_000)
}
