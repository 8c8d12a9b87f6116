import type { Text } from '@fengqiao/kernel'
import { text } from '@fengqiao/kernel'
import { useText } from '@fengqiao/ui'
import { useEffect, useRef, useState } from 'react'

/**
 * A plot. The library (about 150 kB) is fetched when the first one is shown. To a screen reader it is one picture with a name;
 * the numbers are in the table beside the switch.
 */
export function Plot({ option, height, label }: { option: object; height: number; label: Text }) {
  const say = useText()
  const box = useRef<HTMLDivElement>(null)
  const drawn = useRef<{ setOption(option: object, replace: boolean): void; resize(): void; dispose(): void } | undefined>(undefined)
  const latest = useRef(option)
  const [state, become] = useState<'waiting' | 'shown' | 'failed'>('waiting')

  useEffect(() => {
    latest.current = option
    drawn.current?.setOption(option, true)
  }, [option])

  useEffect(() => {
    let gone = false
    const sized = new ResizeObserver(() => drawn.current?.resize())
    void import('./echarts.ts')
      .then(({ draw }) => {
        if (gone || !box.current) return
        drawn.current = draw(box.current)
        drawn.current.setOption(latest.current, true)
        sized.observe(box.current)
        become('shown')
      })
      .catch(() => become('failed'))
    return () => {
      gone = true
      sized.disconnect()
      drawn.current?.dispose()
      drawn.current = undefined
    }
  }, [])

  return (
    <div style={{ position: 'relative' }}>
      {state === 'shown' ? null : (
        <output className="fq-muted">
          {say(
            state === 'failed'
              ? text('图没有加载成功，请切换到表格查看', 'The plot did not load; switch to the tables')
              : text('正在画图…', 'Drawing…'),
          )}
        </output>
      )}
      {/* oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- the library draws into it; an <img> holds nothing */}
      <div ref={box} role="img" aria-label={say(label)} style={{ height }} data-testid="plot" />
    </div>
  )
}
