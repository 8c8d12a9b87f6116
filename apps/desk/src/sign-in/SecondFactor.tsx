import { proveSecondFactor, signOut } from '@fengqiao/contract'
import { text } from '@fengqiao/kernel'
import { useText, useWrite } from '@fengqiao/ui'
import { Button, ErrorNote, Input } from '@fengqiao/ui/desk'
import { type FormEvent, useState } from 'react'
import { useNextStep } from './steps.ts'

export function SecondFactor() {
  const say = useText()
  const next = useNextStep()
  const prove = useWrite(proveSecondFactor, { onDone: next })
  const leave = useWrite(signOut, { onDone: next })
  const [code, setCode] = useState('')
  const send = (event: FormEvent): void => {
    event.preventDefault()
    if (code.trim().length >= 6) prove.mutate({ body: { code: code.trim() } })
  }
  return (
    <form className="sign-in-form" onSubmit={send}>
      <h1>{say(text('验证身份', 'One more step'))}</h1>
      <label htmlFor="code">
        {say(text('身份验证器上的 6 位数字，或恢复码', 'Six digits from your authenticator, or a recovery code'))}
      </label>
      <Input id="code" autoComplete="one-time-code" value={code} onChange={event => setCode(event.target.value)} maxLength={20} />
      <div aria-live="assertive">{prove.error ? <ErrorNote error={prove.error} /> : null}</div>
      <Button type="primary" htmlType="submit" block loading={prove.isPending}>
        {say(text('继续', 'Continue'))}
      </Button>
      <Button type="link" onClick={() => leave.mutate({ body: {} })}>
        {say(text('换一个账号', 'Use another account'))}
      </Button>
    </form>
  )
}
