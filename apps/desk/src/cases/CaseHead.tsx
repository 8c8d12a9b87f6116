import { type Channel, type Text, text } from '@fengqiao/kernel'
import { formatTime, useText } from '@fengqiao/ui'
import { Button, DueTag, Icon } from '@fengqiao/ui/desk'
import type { CaseData } from './CasePage.tsx'

const channelNames: Readonly<Record<Channel, Text>> = {
  app: text('手机页面', 'Mobile page'),
  qr: text('扫码', 'QR code'),
  counter: text('驿站窗口', 'Front desk'),
  phone: text('电话', 'Phone'),
  letter: text('来信', 'Letter'),
  grid: text('网格员上报', 'Grid worker'),
  open311: text('开放接口', 'Open interface'),
  import: text('批量导入', 'Import'),
}

/** Who owns it, how long is left, and why this unit: before anything else. */
export function CaseHead({ matter }: { matter: CaseData }) {
  const say = useText()
  return (
    <header className="case-head">
      <div className="case-head-main">
        <p className="fq-row case-head-line">
          <span className="fq-num case-number">{matter.number}</span>
          <span className="fq-chip" data-testid="step">
            {say(matter.step.name)}
          </span>
          {matter.grade ? (
            <span className="fq-chip" data-tone="plain">
              {say(matter.grade.name)}
            </span>
          ) : null}
          {matter.variant && matter.variant.id !== matter.grade?.id ? (
            <span className="fq-chip" data-tone="plain">
              {say(matter.variant.name)}
            </span>
          ) : null}
          {matter.flags.map(flag => (
            <span key={flag.id} className="fq-chip" data-tone="soon">
              {say(flag.name)}
            </span>
          ))}
          {matter.sealed ? (
            <span className="fq-chip" data-tone="late">
              {say(text('已封存', 'Sealed'))}
            </span>
          ) : null}
        </p>
        <h1>{matter.title}</h1>
        <p className="fq-muted case-head-facts">
          <span>
            <Icon name="place" /> {say(matter.placePath)}
          </span>
          <span>
            {say(text('提交于 ', 'Filed '))}
            {formatTime(matter.filedAt)} · {say(channelNames[matter.channel])}
          </span>
          {matter.reporters > 1 ? <span>{say(text(`${matter.reporters} 人反映`, `${matter.reporters} people reported it`))}</span> : null}
        </p>
      </div>
      <dl className="case-head-side">
        <div>
          <dt>{say(text('主办单位', 'Unit responsible'))}</dt>
          <dd data-testid="owner">
            <strong>{say(matter.owner.name)}</strong>
            {matter.ownerPhone ? (
              <a href={`tel:${matter.ownerPhone}`} className="case-phone">
                <Icon name="phone" /> {matter.ownerPhone}
              </a>
            ) : null}
          </dd>
        </div>
        <div>
          <dt>{say(text('当前由谁办', 'With whom now'))}</dt>
          <dd>
            {matter.final
              ? say(text('已结束', 'It has ended'))
              : matter.holder
                ? `${say(matter.holder.unit.name)} · ${say(matter.holder.role.name)}`
                : '—'}
          </dd>
        </div>
        <div>
          <dt>{matter.due && !matter.final ? say(matter.due.label) : say(text('时限', 'Due'))}</dt>
          <dd className="case-due">
            {matter.final ? <>{matter.closedAt ? formatTime(matter.closedAt) : '—'}</> : <DueTag due={matter.due} live withTime />}
          </dd>
        </div>
      </dl>
      <div className="case-head-foot">
        {matter.why ? (
          <p className="fq-help case-why" data-testid="why">
            <strong>{say(text('为什么由该单位办：', 'Why this unit: '))}</strong>
            {say(matter.why)}
          </p>
        ) : (
          <span />
        )}
        <Button className="fq-no-print case-print" icon={<Icon name="print" />} onClick={() => window.print()}>
          {say(text('打印', 'Print'))}
        </Button>
      </div>
    </header>
  )
}
