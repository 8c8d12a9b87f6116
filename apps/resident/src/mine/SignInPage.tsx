import { type FormEvent, useEffect, useRef, useState } from 'react'
import { queue, useFilings } from '../filing/filings.ts'
import { go } from '../navigate.ts'
import { Note, TroubleNote } from '../pieces/Feedback.tsx'
import { Check, Input } from '../pieces/Field.tsx'
import { Page } from '../pieces/Page.tsx'
import { call } from '../server/call.ts'
import { endpoints } from '../server/endpoints.ts'
import { useSend } from '../server/use-load.ts'
import { useSay } from '../settings/settings.ts'
import { DemoResidents } from './DemoResidents.tsx'
import { useMe } from './me.ts'

const phonePattern = /^1[3-9]\d{9}$/

export default function SignInPage() {
  const say = useSay()
  const { value: about } = useMe()
  const [phone, setPhone] = useState('')
  const [sent, setSent] = useState(false)
  return (
    <Page title={say('手机号登录', 'Sign in by phone')} back="#/me">
      {sent ? (
        <CodeStep phone={phone} demo={about?.demo ?? false} onBack={() => setSent(false)} />
      ) : (
        <PhoneStep phone={phone} setPhone={setPhone} onSent={() => setSent(true)} />
      )}
      {about?.demo && <DemoResidents />}
    </Page>
  )
}

function PhoneStep({ phone, setPhone, onSent }: { phone: string; setPhone: (phone: string) => void; onSent: () => void }) {
  const say = useSay()
  const { run, busy, trouble } = useSend(endpoints.requestPhoneCode)
  const [wrong, setWrong] = useState(false)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const isPhone = phonePattern.test(phone.trim())
    setWrong(!isPhone)
    if (isPhone && (await run({ body: { phone: phone.trim() } })).ok) onSent()
  }
  return (
    <form className="card stack" onSubmit={event => void submit(event)} noValidate>
      <Input
        label={say('手机号', 'Mobile number')}
        wrong={wrong ? say('请输入 11 位手机号', 'Please enter the 11 digits of a mobile number') : undefined}
        type="tel"
        inputMode="numeric"
        autoComplete="tel-national"
        maxLength={11}
        value={phone}
        onChange={event => setPhone(event.target.value)}
      />
      <TroubleNote trouble={trouble} />
      <button type="submit" className="button wide" disabled={busy}>
        {busy && <span className="spinner" />}
        {say('发送验证码', 'Send me a code')}
      </button>
    </form>
  )
}

function CodeStep({ phone, demo, onBack }: { phone: string; demo: boolean; onBack: () => void }) {
  const say = useSay()
  const { remembered } = useFilings()
  const { run, busy, trouble } = useSend(endpoints.verifyPhoneCode)
  const again = useSend(endpoints.requestPhoneCode)
  const [code, setCode] = useState('')
  const [claim, setClaim] = useState(true)
  const [wait, setWait] = useState(60)
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => field.current?.focus(), [])
  useEffect(() => {
    const timer = setInterval(() => setWait(before => Math.max(0, before - 1)), 1000)
    return () => clearInterval(timer)
  }, [])
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (!(await run({ body: { phone: phone.trim(), code: code.trim() } })).ok) return
    if (claim) for (const { queryCode } of await queue.remembered()) await call(endpoints.claimCase, { body: { queryCode } })
    go('/me', 'replace')
  }
  const resend = async () => {
    const answer = await again.run({ body: { phone: phone.trim() } })
    if (answer.ok) setWait(answer.value.again)
  }
  return (
    <form className="card stack" onSubmit={event => void submit(event)} noValidate>
      <p>
        {say('验证码已发到 ', 'A code was sent to ')}
        <b className="number">{phone}</b>
      </p>
      <Input
        ref={field}
        label={say('6 位验证码', 'Six-digit code')}
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={6}
        value={code}
        onChange={event => setCode(event.target.value.replaceAll(/\D/g, ''))}
      />
      {remembered.length > 0 && (
        <Check
          label={say(
            `把这台手机上的 ${remembered.length} 件事项放进我的账户`,
            `Put the ${remembered.length} matters of this phone into my account`,
          )}
          checked={claim}
          onChange={setClaim}
        />
      )}
      {demo && (
        <Note>
          {say('演示环境不发真短信：', 'The demo sends no real text messages: ')}
          <a href="/dev/outbox" target="_blank" rel="noreferrer">
            {say('查看验证码', 'see the code')}
          </a>
        </Note>
      )}
      <TroubleNote trouble={trouble ?? again.trouble} />
      <button type="submit" className="button wide" disabled={busy || code.length !== 6}>
        {busy && <span className="spinner" />}
        {say('登录', 'Sign in')}
      </button>
      <div className="row wrap">
        <button type="button" className="button plain small" onClick={onBack}>
          {say('换个号码', 'Other number')}
        </button>
        <button type="button" className="button plain small" disabled={wait > 0} onClick={() => void resend()}>
          {wait > 0 ? say(`${wait} 秒后可重发`, `Again in ${wait} s`) : say('重新发送', 'Send again')}
        </button>
      </div>
    </form>
  )
}
