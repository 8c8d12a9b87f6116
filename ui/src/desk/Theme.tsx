import './desk.css'
import './form.css'
import './table.css'
import './timeline.css'
import './print.css'
import { App, ConfigProvider, type ConfigProviderProps, type ThemeConfig } from 'antd'
import enUS from 'antd/es/locale/en_US.js'
import zhCN from 'antd/es/locale/zh_CN.js'
import dayjs from 'dayjs'
import 'dayjs/locale/zh-cn.js'
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react'
import { useLanguage } from '../Language.tsx'

/** Owns the look of the desk: deep teal ink on paper, maple red kept for what is late or adverse. */
export const palette = {
  ink: '#10222b',
  muted: '#52646b',
  line: '#dbe3e1',
  paper: '#f4f7f6',
  teal: '#17605c',
  deep: '#0f3835',
  maple: '#b3392d',
  amber: '#8a5a00',
  moss: '#2f6b35',
} as const

interface Look {
  readonly large: boolean
  readonly setLarge: (large: boolean) => void
}
const Looking = createContext<Look>({ large: false, setLarge: () => {} })

/** Whether large type is on, and the switch. Remembered in this browser. */
export const useLook = (): Look => useContext(Looking)

type Words = NonNullable<ConfigProviderProps['locale']>
/** The library's types say that a locale is wrapped, its files that it is not; both are taken. */
const unwrapped = (found: object): Words => ('locale' in found ? found : (found as { default: object }).default) as Words

const keep = 'fengqiao.large'

function readLarge(): boolean {
  try {
    return localStorage.getItem(keep) === '1'
  } catch {
    return false
  }
}

export function DeskProvider({ children }: { children: ReactNode }) {
  const { language } = useLanguage()
  const [large, change] = useState(readLarge)
  useEffect(() => {
    document.documentElement.classList.toggle('fq-large', large)
    try {
      localStorage.setItem(keep, large ? '1' : '0')
    } catch {
      // A browser that keeps nothing still shows large type until it is closed.
    }
  }, [large])
  useEffect(() => {
    dayjs.locale(language === 'zh' ? 'zh-cn' : 'en')
  }, [language])
  const look = useMemo(() => ({ large, setLarge: change }), [large])
  const theme = useMemo(() => themeOf(large), [large])
  return (
    <Looking.Provider value={look}>
      <ConfigProvider
        locale={unwrapped(language === 'zh' ? zhCN : enUS)}
        theme={theme}
        componentSize={large ? 'large' : 'middle'}
        button={{ autoInsertSpace: false }}
      >
        <App message={{ maxCount: 3 }}>{children}</App>
      </ConfigProvider>
    </Looking.Provider>
  )
}

const themeOf = (large: boolean): ThemeConfig => ({
  token: {
    colorPrimary: palette.teal,
    colorLink: palette.teal,
    colorLinkHover: palette.deep,
    colorError: palette.maple,
    colorWarning: palette.amber,
    colorSuccess: palette.moss,
    colorInfo: palette.teal,
    colorText: palette.ink,
    colorTextSecondary: palette.muted,
    colorTextTertiary: palette.muted,
    colorTextDescription: palette.muted,
    colorTextDisabled: '#5f6e74',
    colorTextPlaceholder: '#64757c',
    colorBorder: '#b9c6c3',
    colorBorderSecondary: palette.line,
    colorBgLayout: palette.paper,
    borderRadius: 6,
    fontSize: large ? 18 : 14,
    controlHeight: large ? 44 : 34,
    fontFamily: 'inherit',
    motionDurationMid: '0.12s',
    motionDurationSlow: '0.16s',
  },
  components: {
    Tabs: { horizontalItemPadding: '10px 2px', horizontalItemGutter: 24 },
    Button: { primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none' },
    Card: { headerFontSize: large ? 19 : 15 },
  },
})
