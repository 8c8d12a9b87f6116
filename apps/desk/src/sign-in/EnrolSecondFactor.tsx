import { beginTotp, confirmTotp } from '@fengqiao/contract'
import { text } from '@fengqiao/kernel'
import { useText, useWrite } from '@fengqiao/ui'
import { Button, ErrorNote, Icon, Input, QRCode } from '@fengqiao/ui/desk'
import { type FormEvent, useState } from 'react'
import { useNextStep } from './steps.ts'

/** Three steps: the password again, the QR code and its first digits, the recovery codes that are shown once. */
export function EnrolSecondFactor({ onDone }: { onDone?: () => void }) {
  const say = useText()
  const next = useNextStep()
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  const begin = useWrite(beginTotp)
  const confirm = useWrite(confirmTotp)
  const started = begin.data
  const done = confirm.data

  if (done) {
    return (
      <div className="sign-in-form">
        <h1>{say(text('请保存恢复码', 'Keep your recovery codes'))}</h1>
        <p>
          {say(
            text(
              '手机丢失时，每个恢复码可代替验证码使用一次。它们只显示这一次，请打印或抄写后妥善保管。',
              'If you lose your phone, each code works once instead of the digits. They are shown only now: print or write them down.',
            ),
          )}
        </p>
        <ul className="sign-in-codes">
          {done.recoveryCodes.map(one => (
            <li key={one}>
              <code>{one}</code>
            </li>
          ))}
        </ul>
        <div className="fq-row">
          <Button icon={<Icon name="print" />} onClick={() => window.print()}>
            {say(text('打印', 'Print'))}
          </Button>
          <Button type="primary" onClick={() => (onDone ?? next)()}>
            {say(text('我已保存', 'I have kept them'))}
          </Button>
        </div>
      </div>
    )
  }
  const sendPassword = (event: FormEvent): void => {
    event.preventDefault()
    if (password) begin.mutate({ body: { password } })
  }
  const sendCode = (event: FormEvent): void => {
    event.preventDefault()
    if (code.length === 6) confirm.mutate({ body: { code } })
  }
  if (!started) {
    return (
      <form className="sign-in-form" onSubmit={sendPassword}>
        <h1>{say(text('绑定身份验证器', 'Add an authenticator'))}</h1>
        <p>
          {say(
            text(
              '您的账号需要两步验证。请先在手机上安装任意一款身份验证器应用，再输入密码开始绑定。',
              'Your account needs a second step. Install any authenticator app on your phone, then give your password to begin.',
            ),
          )}
        </p>
        <label htmlFor="enrol-password">{say(text('密码', 'Password'))}</label>
        <Input.Password
          id="enrol-password"
          autoComplete="current-password"
          value={password}
          onChange={event => setPassword(event.target.value)}
        />
        <div aria-live="assertive">{begin.error ? <ErrorNote error={begin.error} /> : null}</div>
        <Button type="primary" htmlType="submit" block loading={begin.isPending}>
          {say(text('开始绑定', 'Begin'))}
        </Button>
      </form>
    )
  }
  return (
    <form className="sign-in-form" onSubmit={sendCode}>
      <h1>{say(text('用验证器扫描', 'Scan with the authenticator'))}</h1>
      <span aria-hidden>
        <QRCode value={started.uri} type="svg" size={190} bordered={false} />
      </span>
      <p className="fq-help">
        {say(text('不能扫描时，请手动输入密钥：', 'If you cannot scan, type this key: '))}
        <code>{started.secret}</code>
      </p>
      <label htmlFor="enrol-code">{say(text('验证器显示的 6 位数字', 'The six digits it shows'))}</label>
      <Input
        id="enrol-code"
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={6}
        value={code}
        onChange={event => setCode(event.target.value.replaceAll(/\D/g, ''))}
      />
      <div aria-live="assertive">{confirm.error ? <ErrorNote error={confirm.error} /> : null}</div>
      <Button type="primary" htmlType="submit" block loading={confirm.isPending}>
        {say(text('完成绑定', 'Finish'))}
      </Button>
    </form>
  )
}
