import { type Refusal, refusal, text } from '@fengqiao/kernel'
import sharp from 'sharp'

export interface Encoded {
  readonly bytes: Buffer
  readonly type: 'image/jpeg' | 'image/png' | 'image/webp'
  readonly width: number
  readonly height: number
  /** WebP, at most 320 pixels a side. */
  readonly thumbnail: Buffer
}

/** A 64-megapixel phone camera; decoded it takes 256 MB. */
const MOST_PIXELS = 64_000_000
const LONGEST_SIDE = 4096
const THUMBNAIL_SIDE = 320
const SECONDS = 30
/** Decoding is the heaviest thing a stranger can ask of this server. */
const AT_ONCE = 2

let running = 0
const waiting: (() => void)[] = []

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= AT_ONCE) await new Promise<void>(resolve => waiting.push(resolve))
  else running++
  try {
    return await work()
  } finally {
    // The place passes straight to the next in line, so that no newcomer can slip in between.
    const next = waiting.shift()
    if (next) next()
    else running--
  }
}

/**
 * Decodes and encodes anew, upright, at most 4096 pixels a side: what survives is pixels. Place, device, date, comments, colour
 * profiles and anything hidden behind the image are gone. Refuses what cannot be decoded and what would decode to more than 64
 * megapixels (a few kilobytes can claim gigabytes).
 */
export async function encodeImage(path: string): Promise<Encoded | Refusal> {
  return inTurn(async () => {
    try {
      const open = () => sharp(path, { limitInputPixels: MOST_PIXELS, failOn: 'error', pages: 1 }).timeout({ seconds: SECONDS })
      const { format, hasAlpha, width, height } = await sharp(path, { limitInputPixels: false }).metadata()
      if (width * height > MOST_PIXELS) return tooLarge
      const upright = open().autoOrient().resize(LONGEST_SIDE, LONGEST_SIDE, { fit: 'inside', withoutEnlargement: true })
      const as = format === 'png' || format === 'webp' ? format : hasAlpha ? 'webp' : 'jpeg'
      const encoded =
        as === 'png' ? upright.png({ compressionLevel: 8 }) : as === 'webp' ? upright.webp({ quality: 85 }) : upright.jpeg({ quality: 85 })
      const { data, info } = await encoded.toBuffer({ resolveWithObject: true })
      const thumbnail = await sharp(data)
        .resize(THUMBNAIL_SIDE, THUMBNAIL_SIDE, { fit: 'inside', withoutEnlargement: true })
        .webp({ quality: 70 })
        .toBuffer()
      return { bytes: data, type: `image/${as}`, width: info.width, height: info.height, thumbnail }
    } catch (error) {
      if (error instanceof Error && /pixel limit/i.test(error.message)) return tooLarge
      return unreadable
    }
  })
}

const tooLarge = refusal('imageIsTooLarge', text('图片像素过大（超过 6400 万像素）', 'The image has more than 64 million pixels'), {
  help: text('请截图或缩小后再上传', 'Send a screenshot or a smaller copy'),
})
const unreadable = refusal(
  'imageIsUnreadable',
  text('图片无法识别，可能已损坏或格式不支持', 'The image cannot be read: it is damaged or of a form we cannot decode'),
  {
    help: text(
      '苹果手机请在“设置-相机-格式”中选择“兼容性最佳”，或上传截图',
      'On an iPhone choose Settings, Camera, Formats, Most Compatible; or send a screenshot',
    ),
  },
)
