import { text } from '@fengqiao/kernel'
import { useText } from '@fengqiao/ui'

export function Brand() {
  const say = useText()
  return (
    <div className="desk-brand">
      <img src={`${import.meta.env.BASE_URL}icon.svg`} alt="" width={30} height={30} />
      <span>
        <strong>{say(text('枫桥', 'Fengqiao'))}</strong>
        <small>{say(text('一个入口，闭环办理', 'One door, closed loop'))}</small>
      </span>
    </div>
  )
}
