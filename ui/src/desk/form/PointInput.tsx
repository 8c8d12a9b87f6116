import { type Point, text } from '@fengqiao/kernel'
import { Button } from 'antd'
import { useState } from 'react'
import { useText } from '../../Language.tsx'
import { MapView } from '../../map/MapView.tsx'
import { formatPoint, whereAmI, whereaboutsWords } from '../../point.ts'
import { Icon } from '../Icon.tsx'
import type { InputProps } from './FieldInput.tsx'

/** A point by where one stands or by the map. Refusing location blocks nothing. */
export function PointInput({
  id,
  value,
  onChange,
  field,
}: Pick<InputProps, 'id' | 'value' | 'onChange'> & Partial<Pick<InputProps, 'field'>>) {
  const say = useText()
  const [open, setOpen] = useState(false)
  const [note, setNote] = useState('')
  const point = Array.isArray(value) ? ([Number(value[0]), Number(value[1])] as const) : undefined
  const locate = async (): Promise<void> => {
    setNote(say(text('正在定位…', 'Finding the location…')))
    const here = await whereAmI()
    if (here.found) onChange([...here.point])
    setNote(
      here.found
        ? say(text(`精度约 ${Math.round(here.accuracy)} 米`, `accurate to about ${Math.round(here.accuracy)} m`))
        : say(whereaboutsWords[here.why]),
    )
  }
  const pick = (picked: Point): void => {
    onChange([Math.round(picked[0] * 1e6) / 1e6, Math.round(picked[1] * 1e6) / 1e6])
    setNote('')
  }
  return (
    <div className="fq-point">
      <div className="fq-row">
        <Button id={id} icon={<Icon name="aim" />} onClick={() => void locate()}>
          {say(text('使用当前位置', 'Use my location'))}
        </Button>
        <Button icon={<Icon name="place" />} aria-expanded={open} onClick={() => setOpen(!open)}>
          {say(open ? text('收起地图', 'Close the map') : text('在地图上选', 'Pick on the map'))}
        </Button>
        {point ? (
          <Button type="text" icon={<Icon name="close" />} onClick={() => onChange(undefined)}>
            {say(text('清除', 'Clear'))}
          </Button>
        ) : null}
      </div>
      <p className="fq-help" aria-live="polite">
        {point ? `${say(text('已选：', 'Chosen: '))}${formatPoint(point)} ` : ''}
        {note}
      </p>
      {open ? (
        <MapView
          label={field?.label ?? text('选择位置', 'Choose a place')}
          height={260}
          pins={point ? [{ id: 'chosen', point }] : []}
          onPick={pick}
          {...(point ? { centre: point } : {})}
        />
      ) : null}
    </div>
  )
}
