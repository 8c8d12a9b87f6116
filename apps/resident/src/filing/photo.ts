/** Longest side after shrinking, in pixels: enough to read a door plate, a twentieth of the bytes of a phone's photo. */
const longestSide = 1600

/**
 * Shrinks a photo on the phone before it is sent; this also drops where and with what it was taken. A picture the browser
 * cannot read is sent as it is: the server strips it as well.
 */
export async function shrinkPhoto(file: File): Promise<Blob> {
  try {
    const picture = await createImageBitmap(file, { imageOrientation: 'from-image' })
    const scale = Math.min(1, longestSide / Math.max(picture.width, picture.height))
    const canvas = document.createElement('canvas')
    canvas.width = Math.round(picture.width * scale)
    canvas.height = Math.round(picture.height * scale)
    const pen = canvas.getContext('2d')
    if (!pen) return file
    // JPEG has no transparency: what a screenshot leaves open would turn black.
    pen.fillStyle = '#fff'
    pen.fillRect(0, 0, canvas.width, canvas.height)
    pen.drawImage(picture, 0, 0, canvas.width, canvas.height)
    picture.close()
    const made = await new Promise<Blob | null>(resolve => canvas.toBlob(resolve, 'image/jpeg', 0.82))
    return made ?? file
  } catch {
    return file
  }
}
