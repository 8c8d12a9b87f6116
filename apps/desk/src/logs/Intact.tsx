import { text } from '@fengqiao/kernel'
import { useText } from '@fengqiao/ui'
import { Icon } from '@fengqiao/ui/desk'

/** Whether a row still carries the seal it was written with. */
export function Intact({ is }: { is: boolean }) {
  const say = useText()
  return is ? (
    <span className="fq-muted" title={say(text('与写入时一致', 'As it was written'))}>
      <Icon name="check" />
      <span className="fq-sr">{say(text('完好', 'Intact'))}</span>
    </span>
  ) : (
    <span className="fq-chip" data-tone="late">
      {say(text('已被篡改', 'Altered'))}
    </span>
  )
}
