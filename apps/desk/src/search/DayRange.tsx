import { text } from '@fengqiao/kernel'
import { useText } from '@fengqiao/ui'
import { FieldInput } from '@fengqiao/ui/desk'

interface DayRangeProps {
  readonly from: string | undefined
  readonly to: string | undefined
  readonly onChange: (from: string | undefined, to: string | undefined) => void
}

/** Filed between two days, both included. */
export function DayRange({ from, to, onChange }: DayRangeProps) {
  const say = useText()
  const day = (name: 'from' | 'to', label: { zh: string; en: string }, value: string | undefined) => (
    <span className="fq-row">
      <label htmlFor={`day-${name}`} className="fq-muted">
        {say(label)}
      </label>
      <FieldInput
        id={`day-${name}`}
        value={value}
        onChange={next => (name === 'from' ? onChange(next as string | undefined, to) : onChange(from, next as string | undefined))}
        invalid={false}
        describedBy={undefined}
        field={{ name, kind: 'date', label, required: false, masking: 'open' }}
      />
    </span>
  )
  return (
    <>
      {day('from', text('自', 'From'), from)}
      {day('to', text('至', 'To'), to)}
    </>
  )
}
