import { type FormEvent, useRef, useState } from 'react'
import { shrinkPhoto } from '../filing/photo.ts'
import { TroubleNote } from '../pieces/Feedback.tsx'
import { Area, Check, Choices, Input, Stars } from '../pieces/Field.tsx'
import { newKey, type Trouble } from '../server/call.ts'
import { useSay } from '../settings/settings.ts'
import { isStale, type Matter, type MatterAction, type MatterField, type Source, storeFiles, takeAction } from './source.ts'

type Value = string | number | boolean | readonly File[]

/** The form of any action, drawn from its fields; sends it with the revision that was on the screen. */
export function ActionForm({
  source,
  matter,
  action,
  onDone,
  onStale,
}: {
  source: Source
  matter: Matter
  action: MatterAction
  onDone: () => void
  onStale: () => void
}) {
  const say = useSay()
  const [values, setValues] = useState<Readonly<Record<string, Value>>>({})
  const [missing, setMissing] = useState(false)
  const [busy, setBusy] = useState(false)
  const [trouble, setTrouble] = useState<Trouble>()
  const key = useRef(newKey())
  const has = ({ name }: MatterField) => values[name] !== undefined && values[name] !== ''
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const lacks = action.form.some(field => field.required && !has(field))
    setMissing(lacks)
    if (lacks) return
    setBusy(true)
    setTrouble(undefined)
    const answer = await send()
    setBusy(false)
    if (answer.ok) return onDone()
    if (!answer.trouble.offline) key.current = newKey()
    if (isStale(answer.trouble)) onStale()
    setTrouble(answer.trouble)
  }
  const send = async () => {
    const input: Record<string, unknown> = {}
    let token: string | undefined
    for (const field of action.form) {
      const value = values[field.name]
      if (value === undefined || value === '') continue
      if (field.kind === 'files') {
        const files = value as readonly File[]
        if (files.length === 0) continue
        const stored = await storeFiles(files, shrinkPhoto)
        if (!stored.ok) return stored
        input[field.name] = stored.value.hashes
        token = stored.value.token
      } else input[field.name] = value
    }
    return takeAction(source, matter, action.id, input, key.current, token)
  }
  const put = (name: string, value: Value) => setValues(before => ({ ...before, [name]: value }))
  return (
    <form className="stack" onSubmit={event => void submit(event)} noValidate>
      {action.form.map(field => (
        <ActionField
          key={field.name}
          field={field}
          value={values[field.name]}
          wrong={missing && field.required && !has(field) ? say('这一项要填', 'This is needed') : undefined}
          onChange={value => put(field.name, value)}
        />
      ))}
      <TroubleNote trouble={trouble} />
      <button type="submit" className="button wide" disabled={busy}>
        {busy && <span className="spinner" />}
        {say('确定', 'Confirm')}
        {say('：', ': ')}
        {say(action.label)}
      </button>
    </form>
  )
}

function ActionField({
  field,
  value,
  wrong,
  onChange,
}: {
  field: MatterField
  value: Value | undefined
  wrong: string | undefined
  onChange: (value: Value) => void
}) {
  const say = useSay()
  const label = say(field.label)
  const help = field.help ? say(field.help) : undefined
  const optional = !field.required
  const words = typeof value === 'string' ? value : ''
  switch (field.kind) {
    case 'rating':
      return (
        <div>
          <Stars legend={label} value={typeof value === 'number' ? value : undefined} onChange={onChange} />
          {wrong && <p className="wrong-line">{wrong}</p>}
        </div>
      )
    case 'choice':
      return (
        <Choices
          legend={label}
          value={words || undefined}
          onChange={onChange}
          options={Object.entries(field.options ?? {}).map(([id, one]) => [id, say(one)])}
        />
      )
    case 'yesNo':
      return <Check label={label} checked={value === true} onChange={onChange} />
    case 'files':
      return (
        <Input
          type="file"
          multiple
          accept="image/*,audio/*,video/*,application/pdf"
          {...{ label, help, wrong, optional }}
          onChange={event => onChange([...(event.target.files ?? [])])}
        />
      )
    case 'longText':
      return <Area {...{ label, help, wrong, optional }} value={words} onChange={event => onChange(event.target.value)} />
    case 'number':
      return (
        <Input
          type="number"
          {...{ label, help, wrong, optional }}
          value={typeof value === 'number' ? value : ''}
          onChange={event => onChange(Number.isNaN(event.target.valueAsNumber) ? '' : event.target.valueAsNumber)}
        />
      )
    default:
      return (
        <Input
          type={field.kind === 'date' ? 'date' : field.kind === 'phone' ? 'tel' : 'text'}
          {...{ label, help, wrong, optional }}
          value={words}
          onChange={event => onChange(event.target.value)}
        />
      )
  }
}
