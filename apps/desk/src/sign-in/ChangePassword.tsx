import { changePassword, signOut } from '@fengqiao/contract'
import { text } from '@fengqiao/kernel'
import { useText, useWrite } from '@fengqiao/ui'
import { Button, ErrorNote, Input } from '@fengqiao/ui/desk'
import { type FormEvent, useState } from 'react'
import { useNextStep } from './steps.ts'

/** Asked of a first sign-in and of a password that has aged. */
export function ChangePassword() {
  const say = useText()
  const next = useNextStep()
  const change = useWrite(changePassword, { onDone: next })
  const leave = useWrite(signOut, { onDone: next })
  const [current, setCurrent] = useState('')
  const [fresh, setFresh] = useState('')
  const [again, setAgain] = useState('')
  const differs = again !== '' && again !== fresh
  const send = (event: FormEvent): void => {
    event.preventDefault()
    if (current && fresh && fresh === again) change.mutate({ body: { current, next: fresh } })
  }
  return (
    <form className="sign-in-form" onSubmit={send}>
      <h1>{say(text('请设置新密码', 'Choose a new password'))}</h1>
      <p className="fq-help">
        {say(
          text(
            '首次登录或密码到期时需要更换。不少于 12 个字符，含大写字母、小写字母、数字、符号中的三类；或者用一句 20 个字符以上、只有您知道的话。',
            'Asked at first sign-in and when a password has aged. At least 12 characters of three kinds (capitals, small letters, digits, signs), or a sentence only you know of 20 or more.',
          ),
        )}
      </p>
      <label htmlFor="current">{say(text('现在的密码', 'Present password'))}</label>
      <Input.Password
        id="current"
        autoComplete="current-password"
        value={current}
        onChange={event => setCurrent(event.target.value)}
        required
      />
      <label htmlFor="fresh">{say(text('新密码', 'New password'))}</label>
      <Input.Password id="fresh" autoComplete="new-password" value={fresh} onChange={event => setFresh(event.target.value)} required />
      <label htmlFor="again">{say(text('再输入一次新密码', 'New password again'))}</label>
      <Input.Password
        id="again"
        autoComplete="new-password"
        value={again}
        onChange={event => setAgain(event.target.value)}
        status={differs ? 'error' : ''}
        aria-invalid={differs}
        aria-describedby="again-error"
        required
      />
      <p id="again-error" className="fq-field-error" aria-live="polite">
        {differs ? say(text('两次输入不一致', 'The two do not match')) : ''}
      </p>
      <div aria-live="assertive">{change.error ? <ErrorNote error={change.error} /> : null}</div>
      <Button type="primary" htmlType="submit" block loading={change.isPending} disabled={differs}>
        {say(text('保存并继续', 'Save and continue'))}
      </Button>
      <Button type="link" onClick={() => leave.mutate({ body: {} })}>
        {say(text('退出', 'Sign out'))}
      </Button>
    </form>
  )
}
