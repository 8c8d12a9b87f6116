import { useEffect, useState } from 'react'

type Squares = { readonly size: number; readonly path: string }

/** Reads the squares of a QR code; the encoder is fetched only where one is shown. */
export async function qrSquares(text: string): Promise<Squares> {
  const { create } = await import('qrcode')
  const { modules } = create(text, { errorCorrectionLevel: 'M' })
  let path = ''
  for (let y = 0; y < modules.size; y += 1) for (let x = 0; x < modules.size; x += 1) if (modules.get(y, x)) path += `M${x} ${y}h1v1h-1z`
  return { size: modules.size, path }
}

export function QrPicture({ text, label }: { text: string; label: string }) {
  const [squares, setSquares] = useState<Squares>()
  useEffect(() => {
    let gone = false
    qrSquares(text).then(
      made => !gone && setSquares(made),
      () => undefined,
    )
    return () => {
      gone = true
    }
  }, [text])
  return (
    <figure className="stack tight centre">
      <svg
        className="qr"
        viewBox={squares ? `0 0 ${squares.size} ${squares.size}` : '0 0 1 1'}
        shapeRendering="crispEdges"
        role="img"
        aria-label={label}
      >
        {squares && <path d={squares.path} fill="#1c1512" />}
      </svg>
      <figcaption className="small soft">{label}</figcaption>
    </figure>
  )
}
