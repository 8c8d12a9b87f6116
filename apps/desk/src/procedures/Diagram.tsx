import { text } from '@fengqiao/kernel'
import { useLanguage, useText } from '@fengqiao/ui'
import { Button, Icon } from '@fengqiao/ui/desk'
import { useState } from 'react'
import type { Procedure } from './ProcedurePage.tsx'

const zooms = [0.5, 0.75, 1, 1.5, 2] as const

/** The state diagram, drawn by the server from the procedure. The steps tab says the same in words. */
export function Diagram({ procedure }: { procedure: Procedure }) {
  const say = useText()
  const { language } = useLanguage()
  const [zoom, setZoom] = useState<number | undefined>()
  const step = (by: 1 | -1): void => {
    const at = zoom === undefined ? (by === 1 ? 1 : 2) : zooms.findIndex(one => one === zoom)
    setZoom(zooms[Math.min(zooms.length - 1, Math.max(0, at + by))])
  }
  const source = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(procedure.svg[language])}`
  return (
    <div>
      <div className="fq-row fq-no-print procedure-zoom">
        <Button size="small" onClick={() => step(-1)} aria-label={say(text('缩小', 'Smaller'))}>
          −
        </Button>
        <Button size="small" onClick={() => step(1)} aria-label={say(text('放大', 'Larger'))}>
          +
        </Button>
        <Button size="small" onClick={() => setZoom(undefined)}>
          {say(text('适合宽度', 'Fit the width'))}
        </Button>
        <a href={source} download={`${procedure.id}.svg`}>
          <Icon name="download" /> SVG
        </a>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard */}
      <section className="procedure-diagram" tabIndex={0} aria-label={say(text('状态图，可滚动', 'State diagram, scrolls'))}>
        <img
          src={source}
          alt={say(
            text(
              `${procedure.name.zh}的状态图：${procedure.steps.map(({ label }) => label.zh).join('、')}`,
              `State diagram of ${procedure.name.en}: ${procedure.steps.map(({ label }) => label.en).join(', ')}`,
            ),
          )}
          style={zoom === undefined ? { maxWidth: '100%' } : { width: `${zoom * 100}%`, maxWidth: 'none' }}
          data-testid="diagram"
        />
      </section>
    </div>
  )
}
