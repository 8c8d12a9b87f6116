import { isResident, useMe } from '../mine/me.ts'
import { PushOffer } from '../mine/PushOffer.tsx'
import { Choices } from '../pieces/Field.tsx'
import { Page } from '../pieces/Page.tsx'
import { call } from '../server/call.ts'
import { endpoints } from '../server/endpoints.ts'
import { changeSettings, type Settings, useSay, useSettings } from './settings.ts'

export default function SettingsPage() {
  const say = useSay()
  const { language, size } = useSettings()
  const { value: about } = useMe()
  const setLanguage = (chosen: Settings['language']) => {
    changeSettings({ language: chosen })
    if (isResident(about)) void call(endpoints.chooseLanguage, { body: { language: chosen } })
  }
  return (
    <Page title={say('设置', 'Settings')} back="#/me">
      <div className="card stack">
        <Choices
          legend={say('语言', 'Language')}
          value={language}
          onChange={setLanguage}
          options={[
            ['zh', '中文'],
            ['en', 'English'],
          ]}
        />
        <Choices
          legend={say('字号', 'Size of type')}
          value={size}
          onChange={chosen => changeSettings({ size: chosen })}
          options={[
            ['normal', say('标准', 'Normal')],
            ['large', say('大', 'Large')],
            ['huge', say('特大', 'Very large')],
          ]}
        />
      </div>
      {isResident(about) && <PushOffer />}
      <p className="soft small">{say('设置只存在这台手机上。', 'Settings stay on this phone.')}</p>
    </Page>
  )
}
