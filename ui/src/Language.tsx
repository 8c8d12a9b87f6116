import { fill, type Language, type Text } from '@fengqiao/kernel'
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from 'react'

/** Owns which language the screen speaks and remembers it in this browser. The server is told by whoever offers the switch. */

interface Spoken {
  readonly language: Language
  readonly setLanguage: (language: Language) => void
}

const Speaking = createContext<Spoken>({ language: 'zh', setLanguage: () => {} })

const remembered = /(?:^|;\s*)lang=(zh|en)(?:;|$)/

/** The choice made in this browser, else what the browser prefers, else Chinese. */
export function firstLanguage(cookie: string = document.cookie, preferred: readonly string[] = navigator.languages): Language {
  const chosen = remembered.exec(cookie)?.[1]
  if (chosen === 'zh' || chosen === 'en') return chosen
  const known = preferred.map(one => one.slice(0, 2).toLowerCase()).find(one => one === 'zh' || one === 'en')
  return known === 'en' ? 'en' : 'zh'
}

export function LanguageProvider({ children, initial }: { children: ReactNode; initial?: Language }) {
  const [language, change] = useState<Language>(() => initial ?? firstLanguage())
  const setLanguage = useCallback((next: Language) => {
    // The server reads the same cookie; the newer API is not everywhere
    document.cookie = `lang=${next}; path=/; max-age=31536000; samesite=lax`
    change(next)
  }, [])
  useEffect(() => {
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en'
  }, [language])
  const spoken = useMemo(() => ({ language, setLanguage }), [language, setLanguage])
  return <Speaking.Provider value={spoken}>{children}</Speaking.Provider>
}

export const useLanguage = (): Spoken => useContext(Speaking)

export type Say = (text: Text, values?: Readonly<Record<string, string | number | Text>>) => string

/** `const say = useText(); say(text('受理', 'Accept'))`: one of the two languages, slots filled. */
export function useText(): Say {
  const { language } = useLanguage()
  return useCallback((text, values) => (values ? fill(text, values) : text)[language], [language])
}
