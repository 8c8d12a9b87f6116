import { text } from '@fengqiao/kernel'
import { useLanguage, useText } from '@fengqiao/ui'
import { Button, Icon } from '@fengqiao/ui/desk'
import { useState } from 'react'
import type { Procedure } from './ProcedurePage.tsx'

const zooms = [0.5, 0.75, 1, 1.5, 2] as const

/** The state diagram, drawn by the server from the procedure, at its own size to begin with. The steps tab says the same in words. */
export function Diagram({ procedure }: { procedure: Procedure }) {
  const say = useText()
  const { language } = useLanguage()
  const [at, zoom] = useState<number | 'fit'>(2)
  const [natural, measure] = useState(0)
  const step = (by: 1 | -1): void => zoom(at === 'fit' ? (by === 1 ? 1 : 0) : Math.min(zooms.length - 1, Math.max(0, at + by)))
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
        <Button size="small" onClick={() => zoom('fit')}>
          {say(text('适合宽度', 'Fit the width'))}
        </Button>
        <a href={source} download={`${procedure.id}.svg`}>
          <Icon name="download" /> SVG
        </a>
      </div>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a box that scrolls must be reachable by keyboard (WCAG 2.1.1) */}
      <section className="procedure-diagram" tabIndex={0} aria-label={say(text('状态图，可滚动', 'State diagram, scrolls'))}>
        <img
          src={source}
          alt={say(
            text(
              `${procedure.name.zh}的状态图：${procedure.steps.map(({ label }) => label.zh).join('、')}`,
              `State diagram of ${procedure.name.en}: ${procedure.steps.map(({ label }) => label.en).join(', ')}`,
            ),
          )}
          onLoad={event => measure(event.currentTarget.naturalWidth)}
          style={at === 'fit' ? { maxWidth: '100%' } : { width: natural ? natural * (zooms[at] ?? 1) : undefined, maxWidth: 'none' }}
          data-testid="diagram"
        />
      </section>
    </div>
  )
}
