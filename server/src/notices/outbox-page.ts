import { localTime } from '@fengqiao/kernel'
import type { LocalMessage } from './local-store.ts'

const escaped = (value: string): string => value.replaceAll(/[&<>"']/g, sign => `&#${sign.charCodeAt(0)};`)

const kinds = { sms: '短信 SMS', email: '邮件 E-mail' } as const

/** The page /dev/outbox: what would have gone to gateways that are not set. Plain HTML without scripts. */
export function outboxPage(messages: readonly LocalMessage[]): string {
  const rows = messages.map(
    ({ channel, address, subject, body, at }) =>
      `<tr><td>${localTime(at)}</td><td>${kinds[channel]}</td><td>${escaped(address)}</td><td><b>${escaped(subject)}</b><br>${escaped(body)}</td></tr>`,
  )
  const empty =
    '<tr><td colspan="4">还没有消息。用演示手机号登录或提交诉求后刷新本页。<br>Nothing yet: sign in with a demo phone number or file a matter, then reload.</td></tr>'
  return `<!doctype html>
<html lang="zh">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>本地发件箱 Local outbox</title>
<style>
body{font:16px/1.6 system-ui,sans-serif;margin:1.5rem;color:#222}
table{border-collapse:collapse;width:100%}
td,th{border-bottom:1px solid #ccc;padding:.5rem;text-align:left;vertical-align:top;overflow-wrap:anywhere}
</style>
<h1>本地发件箱 Local outbox</h1>
<p>演示模式未设置短信网关，消息留在这里，没有发出。<br>No gateway is set in this demo: messages stay here and are not sent.</p>
<table>
<thead><tr><th>时间 Time<th>渠道 Channel<th>收件人 To<th>内容 Message</tr></thead>
<tbody>${rows.join('') || empty}</tbody>
</table>
</html>
`
}
