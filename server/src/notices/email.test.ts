import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { DeliveryProblem } from './channel.ts'
import { type MailChannel, mailChannel } from './email.ts'

interface Mail {
  to: string[]
  user: string
  source: string
}

let mails: Mail[]
let refuse: number | undefined
let server: SMTPServer
let mail: MailChannel
let port: number

beforeAll(async () => {
  server = new SMTPServer({
    authOptional: false,
    allowInsecureAuth: true,
    disabledCommands: ['STARTTLS'],
    onAuth: ({ username, password }, _, done) => (password === 'p@ss' ? done(null, { user: username }) : done(new Error('no such user'))),
    onRcptTo: (_, __, done) => done(refuse ? Object.assign(new Error('refused'), { responseCode: refuse }) : null),
    onData(stream, session, done) {
      let source = ''
      stream.on('data', chunk => {
        source += String(chunk)
      })
      stream.on('end', () => {
        mails.push({ to: session.envelope.rcptTo.map(one => one.address), user: String(session.user), source })
        done()
      })
    },
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  port = (server.server.address() as AddressInfo).port
  mail = mailChannel(`smtp://centre:p%40ss@127.0.0.1:${port}`, 'Fengqiao <no-reply@fengqiao.example>')
})
afterAll(async () => {
  mail.end()
  await new Promise<void>(resolve => server.close(() => resolve()))
})
beforeEach(() => {
  mails = []
  refuse = undefined
})

const message = {
  district: '440304',
  key: 'notice-1',
  address: 'lin.hua@example.com',
  subject: '事项已有答复',
  text: '事项 12 已答复。',
  url: 'https://fengqiao.example/m/12',
}

it('reaches a mail server in Chinese, with one Message-ID however often it is sent', async () => {
  await mail.send(message)
  await mail.send(message)
  await mail.send({ ...message, key: 'notice-2' })
  expect(mails.map(one => one.to)).toEqual([['lin.hua@example.com'], ['lin.hua@example.com'], ['lin.hua@example.com']])
  const [first, again, other] = mails.map(one => ({
    id: /^Message-ID: (.+)$/im.exec(one.source)?.[1],
    text: Buffer.from(one.source.split('\r\n\r\n').slice(1).join('\r\n\r\n'), 'base64').toString(),
    automatic: /^Auto-Submitted: auto-generated$/im.test(one.source),
  }))
  expect(first).toMatchObject({ automatic: true, id: expect.stringMatching(/^<[0-9a-f]{40}@fengqiao\.example>$/) })
  expect(first?.text).toBe('事项 12 已答复。\r\n\r\nhttps://fengqiao.example/m/12\r\n')
  expect(again?.id).toBe(first?.id)
  expect(other?.id).not.toBe(first?.id)
})

it('never becomes two recipients or a forged header', async () => {
  await mail.send({ ...message, subject: 'x\r\nBcc: c@example.com' })
  expect(mails.map(one => one.to)).toEqual([['lin.hua@example.com']])
  expect(mails[0]?.source).not.toMatch(/^bcc:/im)
  for (const address of ['a@example.com, b@example.com', 'a@example.com\r\nBcc: b@example.com', 'nobody', ''])
    await expect(mail.send({ ...message, address })).rejects.toMatchObject({ permanent: true })
  expect(mails).toHaveLength(1)
})

it('a 5xx answer is for good, a 4xx one is not, nor is a server that is away', async () => {
  const problem = (channel: MailChannel) =>
    channel.send(message).then(
      () => expect.unreachable('the mail was taken'),
      (error: unknown) => error as DeliveryProblem,
    )
  refuse = 550
  expect(await problem(mail)).toMatchObject({ permanent: true, message: 'Mail server: 550' })
  refuse = 451
  expect(await problem(mail)).toMatchObject({ permanent: false, message: 'Mail server: 451' })
  const stranger = mailChannel(`smtp://centre:wrong@127.0.0.1:${port}`, 'no-reply@fengqiao.example')
  expect(await problem(stranger)).toMatchObject({ permanent: false })
  stranger.end()
  const away = mailChannel('smtp://127.0.0.1:1', 'no-reply@fengqiao.example')
  const missing = await problem(away)
  expect(missing).toBeInstanceOf(DeliveryProblem)
  expect(missing).toMatchObject({ permanent: false, message: 'Mail server: ESOCKET' })
  away.end()
})
