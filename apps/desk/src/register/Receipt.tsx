import { getSlip } from '@fengqiao/contract'
import { text } from '@fengqiao/kernel'
import { formatTime, useNow, useText } from '@fengqiao/ui'
import { Button, Icon, QRCode } from '@fengqiao/ui/desk'
import { useEffect, useRef } from 'react'
import { Link } from 'react-router'
import { useSave } from '../pieces/save.ts'
import type { Filed } from './RegisterPage.tsx'

/** What the visitor takes home: number, query code, QR. The code is shown once. */
export function Receipt({ reply, seconds, title, onAgain }: { reply: Filed; seconds: number; title: string; onAgain: () => void }) {
  const say = useText()
  const head = useRef<HTMLHeadingElement>(null)
  useEffect(() => head.current?.focus(), [])
  const now = useNow()
  const { busy, save } = useSave()
  const address = new URL(reply.trackUrl, window.location.origin).href
  return (
    <div className="receipt-page">
      <article className="fq-panel receipt" data-testid="receipt">
        <h1 ref={head} tabIndex={-1}>
          {say(text('登记回执', 'Receipt'))}
        </h1>
        <div className="receipt-body">
          <dl>
            <dt>{say(text('事由', 'Matter'))}</dt>
            <dd>{title}</dd>
            <dt>{say(text('编号', 'Number'))}</dt>
            <dd className="fq-num" data-testid="receipt-number">
              {reply.number}
            </dd>
            <dt>{say(text('查询码', 'Query code'))}</dt>
            <dd className="receipt-code" data-testid="query-code">
              {reply.queryCode}
            </dd>
            <dt>{say(text('现由谁办', 'With whom'))}</dt>
            <dd>{say(reply.unit)}</dd>
            <dt>{say(text('登记时间', 'Registered'))}</dt>
            <dd>{formatTime(now)}</dd>
          </dl>
          <figure>
            <QRCode value={address} type="svg" size={168} bordered={false} />
            <figcaption>{say(text('扫码查看进度、补充情况、评价', 'Scan to follow, add to it and rate it'))}</figcaption>
          </figure>
        </div>
        <p className="fq-help">
          {say(
            text('请妥善保管查询码：凭它即可查看本事项，无需登录。', 'Keep the query code safe: it opens the matter without signing in.'),
          )}
        </p>
      </article>
      <p className="fq-no-print fq-muted" data-testid="took">
        {say(text(`本次登记用时 ${seconds} 秒`, `Registered in ${seconds} seconds`))}
      </p>
      <div className="fq-row fq-no-print">
        <Button type="primary" icon={<Icon name="print" />} onClick={() => window.print()}>
          {say(text('打印回执', 'Print the receipt'))}
        </Button>
        <Button loading={busy} onClick={() => void save(`${reply.number}.pdf`, getSlip, { params: { id: reply.id } })}>
          {say(text('热敏小票', 'Slip for the slip printer'))}
        </Button>
        <Button icon={<Icon name="plus" />} onClick={onAgain}>
          {say(text('登记下一位', 'Register the next'))}
        </Button>
        <Link to={`/cases/${reply.id}`}>{say(text('打开事项', 'Open the matter'))}</Link>
      </div>
    </div>
  )
}
