import { useEffect } from 'react'
import { rememberScanned } from '../filing/current-draft.ts'
import { go } from '../navigate.ts'
import { Bones, Note, TroubleNote } from '../pieces/Feedback.tsx'
import { Page } from '../pieces/Page.tsx'
import { endpoints } from '../server/endpoints.ts'
import { useLoad } from '../server/use-load.ts'
import { useSay } from '../settings/settings.ts'

/** Behind the QR code of a place: remembers where one stands and goes home, where the place is shown and filled in. */
export default function ScannedPage({ rest: [code = ''] }: { rest: readonly string[] }) {
  const say = useSay()
  const { value, trouble, reload } = useLoad(endpoints.getPlace, { params: { code } })
  useEffect(() => {
    if (!value) return
    rememberScanned({ code: value.code, zh: value.name.zh, en: value.name.en })
    go('/', 'replace')
  }, [value])
  return (
    <Page title={say('正在识别地点', 'Finding the place')}>
      {!trouble && <Bones />}
      {trouble?.offline && <TroubleNote trouble={trouble} retry={reload} />}
      {trouble && !trouble.offline && (
        <Note tone="care">
          {say('没有认出这个地点码，您仍可以自己填写地点。', 'This place code is not known. You can still give the place yourself.')}
        </Note>
      )}
      {trouble && (
        <a className="button wide" href="#/">
          {say('继续反映', 'Go on')}
        </a>
      )}
    </Page>
  )
}
