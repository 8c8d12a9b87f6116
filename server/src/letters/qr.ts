import qrcode from 'qrcode'
import type { Sheet } from './sheet.ts'

/**
 * Draws a QR code as vector squares, `size` points wide without its quiet zone (leave four modules of white around it).
 * `level` M survives 15% damage, Q 25%, H 30%.
 */
export function drawQr(
  sheet: Sheet,
  address: string,
  x: number,
  y: number,
  size: number,
  level: 'M' | 'Q' | 'H' = 'M',
  colour = '#000000',
): void {
  const { modules } = qrcode.create(address, { errorCorrectionLevel: level })
  const unit = size / modules.size
  sheet.doc.save()
  for (let row = 0; row < modules.size; row++)
    for (let column = 0; column < modules.size; column++) {
      if (!modules.get(row, column)) continue
      let end = column + 1
      while (end < modules.size && modules.get(row, end)) end++
      // A hair taller than a module, so that no white seam shows between rows.
      sheet.doc.rect(x + column * unit, y + row * unit, (end - column) * unit, unit * 1.02)
      column = end
    }
  sheet.doc.fill(colour)
  sheet.doc.restore()
}
