import { text } from '@fengqiao/kernel'
import { Component, lazy, type ReactNode, Suspense } from 'react'
import { useText } from '../Language.tsx'
import type { MapCanvasProps } from './MapCanvas.tsx'

const MapCanvas = lazy(() => import('./MapCanvas.tsx'))

export type { MapCanvasProps, MapPin } from './MapCanvas.tsx'

/**
 * A map of the district from its own GeoJSON: no tiles, nothing asked of anyone outside. The library (about 250 kB) is fetched when the
 * first map is shown. Give it a height by `className` or `style`; it fills its box.
 */
export function MapView(props: MapCanvasProps & { className?: string; height?: number | string }) {
  const say = useText()
  const { className, height = 280, ...rest } = props
  const waiting = (words: string) => (
    <output
      style={{ display: 'grid', placeItems: 'center', height: '100%', color: 'var(--fq-muted, #57606a)', padding: 16, textAlign: 'center' }}
    >
      {words}
    </output>
  )
  return (
    <div className={className} style={{ height, position: 'relative', borderRadius: 8, overflow: 'hidden', background: '#eef2f1' }}>
      <Fallback
        shown={waiting(say(text('此设备无法显示地图，请用文字填写地点', 'This device cannot show the map; type the place instead')))}
      >
        <Suspense fallback={waiting(say(text('正在打开地图…', 'Opening the map…')))}>
          <MapCanvas {...rest} />
        </Suspense>
      </Fallback>
    </div>
  )
}

/** A machine without WebGL, or a library that did not arrive, must not take the page with it. */
class Fallback extends Component<{ shown: ReactNode; children: ReactNode }, { failed: boolean }> {
  override state = { failed: false }

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true }
  }

  override render(): ReactNode {
    return this.state.failed ? this.props.shown : this.props.children
  }
}
