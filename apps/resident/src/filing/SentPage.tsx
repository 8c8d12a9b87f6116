import { useState } from 'react'
import { Bones, Note } from '../pieces/Feedback.tsx'
import { Icon } from '../pieces/Icon.tsx'
import { Page } from '../pieces/Page.tsx'
import { endpoints } from '../server/endpoints.ts'
import { useLoad } from '../server/use-load.ts'
import { useSay, useSettings } from '../settings/settings.ts'
import { sayMoment } from '../settings/time.ts'
import { Handler } from '../tracking/Handler.tsx'
import { LetterButton } from '../tracking/LetterButton.tsx'
import { useFilings } from './filings.ts'
import { QrPicture } from './QrPicture.tsx'
import { groupCode } from './query-code.ts'
import type { Remembered } from './queue.ts'
import { saveReceipt } from './receipt-picture.ts'

/** After sending: the receipt, or, without a network, the plain word that it waits on this phone. */
export default function SentPage({ rest: [key = ''] }: { rest: readonly string[] }) {
  const say = useSay()
  const { ready, waiting, remembered } = useFilings()
  const filed = remembered.find(one => one.key === key)
  const held = waiting.find(one => one.draft.key === key)
  const title = filed ? say('已收到', 'Received') : held ? say('等网络恢复', 'Waiting for the network') : say('回执', 'Receipt')
  return (
    <Page title={title}>
      {filed && <Receipt key={filed.key} filed={filed} />}
      {!filed && held && <Waits />}
      {!filed && !held && (ready ? <Gone /> : <Bones />)}
    </Page>
  )
}

function Waits() {
  const say = useSay()
  return (
    <>
      <div className="card stack centre">
        <Icon name="away" size={44} />
        <h2>{say('现在没有网络，内容已存在这台手机上', 'There is no network; it is kept on this phone')}</h2>
        <p className="soft">
          {say(
            '一有网络就自动发出，只会发一次。请不要清除浏览器数据；发出后这里会显示查询码。',
            'It goes out by itself, once, as soon as there is a network. Please do not clear the browser’s data. The query code will appear here.',
          )}
        </p>
      </div>
      <Note tone="bad">
        {say(
          '如果很急，请直接拨打 110、119、120，或到最近的驿站。',
          'If it is urgent, call 110, 119 or 120, or go to the nearest station.',
        )}
      </Note>
      <a className="button quiet wide" href="#/">
        {say('回首页', 'Home')}
      </a>
    </>
  )
}

function Gone() {
  const say = useSay()
  return (
    <>
      <Note tone="care">
        {say(
          '这台手机上没有这份回执了。有查询码就能查进度。',
          'This phone no longer has that receipt. The query code still opens the matter.',
        )}
      </Note>
      <a className="button wide" href="#/t">
        {say('查进度', 'Track progress')}
      </a>
    </>
  )
}

function Receipt({ filed }: { filed: Remembered }) {
  const say = useSay()
  const { language } = useSettings()
  const [saved, setSaved] = useState(false)
  const link = `${location.origin}/#/t/${filed.queryCode}`
  const { value: matter } = useLoad(endpoints.trackCase, { code: filed.queryCode })
  const receipt = matter?.letters[0]
  const save = async () => {
    await saveReceipt({ ...filed, link, moment: sayMoment(filed.filedAt, language) }, language)
    setSaved(true)
  }
  return (
    <>
      <section className="card stack centre receipt">
        <span className="done-mark">
          <Icon name="check" size={32} />
        </span>
        <div>
          <p className="strong">{filed.title}</p>
          <p className="soft small number">
            {filed.number} · {sayMoment(filed.filedAt, language)}
          </p>
        </div>
        <div>
          <p className="soft small">{say('查询码（请截图或保存）', 'Query code (please keep it)')}</p>
          <p className="code">{groupCode(filed.queryCode)}</p>
        </div>
        <QrPicture text={link} label={say('扫一扫查进度', 'Scan to follow')} />
        <p className="soft small">
          {say('谁有这个码谁就能看进展，请不要随意转发。', 'Whoever has this code can see the progress; share it with care.')}
        </p>
        <div className="row wrap centre no-print">
          <button type="button" className="button quiet small" onClick={() => void save()}>
            <Icon name="save" size={20} />
            {say('存为图片', 'Save picture')}
          </button>
          <button type="button" className="button quiet small" onClick={() => window.print()}>
            <Icon name="print" size={20} />
            {say('打印', 'Print')}
          </button>
          {receipt && <LetterButton letter={receipt} source={{ kind: 'code', code: filed.queryCode }} />}
        </div>
        <p aria-live="polite" className="live small">
          {saved && say('图片已保存', 'Picture saved')}
        </p>
      </section>
      {matter && <Handler matter={matter} />}
      <a className="button wide no-print" href={`#/t/${filed.queryCode}`}>
        {say('看进展', 'Follow it')}
      </a>
      <a className="button plain wide no-print" href="#/">
        {say('回首页', 'Home')}
      </a>
    </>
  )
}
