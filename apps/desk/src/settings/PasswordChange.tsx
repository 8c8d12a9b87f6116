import { changePassword } from '@fengqiao/contract'
import { text } from '@fengqiao/kernel'
import { fieldProblems, problemOf, useLanguage, useText, useWrite } from '@fengqiao/ui'
import { Button, Input, ProblemNote, useNotify } from '@fengqiao/ui/desk'
import { type FormEvent, useState } from 'react'

export function PasswordChange() {
  const say = useText()
  const { language } = useLanguage()
  const notify = useNotify()
  const [current, setCurrent] = useState('')
  const [fresh, setFresh] = useState('')
  const [again, setAgain] = useState('')
  const change = useWrite(changePassword, {
    onDone: () => {
      notify.done(say(text('密码已更换，其他设备上的登录已结束', 'Password changed; your other sessions have ended')))
      setCurrent('')
      setFresh('')
      setAgain('')
    },
  })
  const problem = change.error ? problemOf(change.error, language) : undefined
  const wrong = fieldProblems(problem, ['current', 'next'])
  const differs = again !== '' && again !== fresh
  const send = (event: FormEvent): void => {
    event.preventDefault()
    if (current && fresh && fresh === again) change.mutate({ body: { current, next: fresh } })
  }
  return (
    <form className="fq-stack settings-password" onSubmit={send}>
      <div className="fq-field">
        <label htmlFor="my-current">{say(text('现在的密码', 'Present password'))}</label>
        <Input.Password
          id="my-current"
          autoComplete="current-password"
          value={current}
          onChange={event => setCurrent(event.target.value)}
        />
        <p className="fq-field-error">{wrong['current']}</p>
      </div>
      <div className="fq-field">
        <label htmlFor="my-fresh">{say(text('新密码', 'New password'))}</label>
        <Input.Password
          id="my-fresh"
          autoComplete="new-password"
          value={fresh}
          onChange={event => setFresh(event.target.value)}
          aria-describedby="my-fresh-help"
        />
        <p id="my-fresh-help" className="fq-help">
          {say(text('不少于 12 个字符，一句只有您知道的话最好', 'Twelve characters or more; a sentence only you know is best'))}
        </p>
        <p className="fq-field-error">{wrong['next']}</p>
      </div>
      <div className="fq-field">
        <label htmlFor="my-again">{say(text('再输入一次', 'Once more'))}</label>
        <Input.Password
          id="my-again"
          autoComplete="new-password"
          value={again}
          onChange={event => setAgain(event.target.value)}
          status={differs ? 'error' : ''}
          aria-invalid={differs}
          aria-describedby="my-again-error"
        />
        <p id="my-again-error" className="fq-field-error" aria-live="polite">
          {differs ? say(text('两次输入不一致', 'The two do not match')) : ''}
        </p>
      </div>
      <div aria-live="assertive">{problem ? <ProblemNote problem={problem} /> : null}</div>
      <div>
        <Button type="primary" htmlType="submit" loading={change.isPending} disabled={!current || !fresh || fresh !== again}>
          {say(text('更换密码', 'Change password'))}
        </Button>
      </div>
    </form>
  )
}
