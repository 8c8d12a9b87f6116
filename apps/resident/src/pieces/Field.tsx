import { type ComponentProps, type ReactNode, useId } from 'react'
import { useSay } from '../settings/settings.ts'
import { Icon } from './Icon.tsx'

interface Labelled {
  label: string
  help?: ReactNode
  wrong?: string | undefined
  optional?: boolean
}

/** A label, its input, its help and what is wrong, tied together for a screen reader. */
function Labelling({ id, label, help, wrong, optional, children }: Labelled & { id: string; children: ReactNode }) {
  const say = useSay()
  return (
    <div className="field">
      <label htmlFor={id}>
        {label}
        {optional && <span className="optional">{say('选填', 'optional')}</span>}
      </label>
      {help && (
        <div className="help" id={`${id}-help`}>
          {help}
        </div>
      )}
      {children}
      {wrong && (
        <div className="wrong" id={`${id}-wrong`}>
          <Icon name="warn" size={20} />
          {wrong}
        </div>
      )}
    </div>
  )
}

const describedBy = (id: string, { help, wrong }: Labelled) =>
  [help && `${id}-help`, wrong && `${id}-wrong`].filter(Boolean).join(' ') || undefined

export function Input({ label, help, wrong, optional, ...rest }: Labelled & ComponentProps<'input'>) {
  const own = useId()
  const id = rest.id ?? own
  return (
    <Labelling {...{ id, label, help, wrong, optional }}>
      <input className="input" aria-invalid={Boolean(wrong)} aria-describedby={describedBy(id, { label, help, wrong })} {...rest} id={id} />
    </Labelling>
  )
}

export function Area({ label, help, wrong, optional, ...rest }: Labelled & ComponentProps<'textarea'>) {
  const own = useId()
  const id = rest.id ?? own
  return (
    <Labelling {...{ id, label, help, wrong, optional }}>
      <textarea
        className="input"
        aria-invalid={Boolean(wrong)}
        aria-describedby={describedBy(id, { label, help, wrong })}
        {...rest}
        id={id}
      />
    </Labelling>
  )
}

export function Check({ label, checked, onChange }: { label: ReactNode; checked: boolean; onChange: (checked: boolean) => void }) {
  return (
    <label className="check">
      <input type="checkbox" checked={checked} onChange={event => onChange(event.target.checked)} />
      <span className="grow">{label}</span>
    </label>
  )
}

/** One of a few, as large pills. */
export function Choices<V extends string>({
  legend,
  options,
  value,
  onChange,
}: {
  legend: string
  options: readonly (readonly [V, string])[]
  value: V | undefined
  onChange: (value: V) => void
}) {
  const name = useId()
  return (
    <fieldset className="field">
      <legend className="label">{legend}</legend>
      <div className="choices">
        {options.map(([id, label]) => (
          <label key={id}>
            <input type="radio" name={name} checked={value === id} onChange={() => onChange(id)} />
            <span>{label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}

const starWords = [
  ['很不满意', 'Very dissatisfied'],
  ['不满意', 'Dissatisfied'],
  ['一般', 'Neither'],
  ['满意', 'Satisfied'],
  ['很满意', 'Very satisfied'],
] as const

/** One to five stars as radio buttons, each said in words. */
export function Stars({ legend, value, onChange }: { legend: string; value: number | undefined; onChange: (stars: number) => void }) {
  const say = useSay()
  const name = useId()
  const chosen = value ? starWords[value - 1] : undefined
  return (
    <fieldset className="field">
      <legend className="label">{legend}</legend>
      <div className="stars">
        {starWords.map(([zh, en], index) => (
          <label key={zh} className={value !== undefined && index < value ? 'lit' : ''}>
            <input type="radio" name={name} checked={value === index + 1} onChange={() => onChange(index + 1)} />
            <Icon name="star" size={36} />
            <span className="unseen">{say(zh, en)}</span>
          </label>
        ))}
      </div>
      <p className="soft small" aria-live="polite">
        {chosen ? say(chosen[0], chosen[1]) : say('轻点星星评分', 'Tap a star')}
      </p>
    </fieldset>
  )
}
