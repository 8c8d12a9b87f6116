import { BarChart, LineChart } from 'echarts/charts'
import { GridComponent, LegendComponent, TooltipComponent } from 'echarts/components'
import { use as include, init } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'

/** The only file that imports the plotting library, and only the parts in use: it makes a chunk of its own. SVG prints sharply. */
include([LineChart, BarChart, GridComponent, TooltipComponent, LegendComponent, SVGRenderer])

export const draw = (box: HTMLElement) => init(box, undefined, { renderer: 'svg' })
