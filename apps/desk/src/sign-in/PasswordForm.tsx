import { signIn, startOidc } from '@fengqiao/contract'
import { text } from '@fengqiao/kernel'
import { useClient, useText, useWrite } from '@fengqiao/ui'
import { Button, Divider, ErrorNote, Input } from '@fengqiao/ui/desk'
import { type FormEvent, useState } from 'react'
import { useNextStep } from './steps.ts'

export function PasswordForm({ oidc }: { oidc: boolean }) {
  const say = useText()
  const client = useClient()
  const next = useNextStep()
  const enter = useWrite(signIn, { onDone: next })
  const [login, setLogin] = useState('')
  const [password, setPassword] = useState('')
  const send = (event: FormEvent): void => {
    event.preventDefault()
    if (login && password) enter.mutate({ body: { login, password } })
  }
  return (
    <form className="sign-in-form" onSubmit={send}>
      <h1>{say(text('登录工作台', 'Sign in to the desk'))}</h1>
      <label htmlFor="login">{say(text('账号', 'Login name'))}</label>
      <Input
        id="login"
        autoComplete="username"
        autoCapitalize="none"
        value={login}
        onChange={event => setLogin(event.target.value)}
        required
      />
      <label htmlFor="password">{say(text('密码', 'Password'))}</label>
      <Input.Password
        id="password"
        autoComplete="current-password"
        value={password}
        onChange={event => setPassword(event.target.value)}
        required
      />
      <div aria-live="assertive">{enter.error ? <ErrorNote error={enter.error} /> : null}</div>
      <Button type="primary" htmlType="submit" block loading={enter.isPending} data-testid="sign-in">
        {say(text('登录', 'Sign in'))}
      </Button>
      {oidc ? (
        <>
          <Divider plain>{say(text('或', 'or'))}</Divider>
          <Button block href={client.address(startOidc, { query: { returnTo: `${window.location.pathname}${window.location.search}` } })}>
            {say(text('使用单位统一身份登录', 'Use your organisation’s sign-in'))}
          </Button>
        </>
      ) : null}
      <p className="fq-help">
        {say(
          text(
            '忘记密码或手机丢失，请联系本单位系统管理员重置。',
            'Forgotten password or lost phone: ask your system administrator to reset it.',
          ),
        )}
      </p>
    </form>
  )
}
