import type { Language, Text } from '@fengqiao/kernel'
import { useSyncExternalStore } from 'react'

/** Owns: what a person set on this device (language, size of type). Nothing of it leaves the device but the language of replies. */

export type TypeSize = 'normal' | 'large' | 'huge'
export interface Settings {
  readonly language: Language
  readonly size: TypeSize
}

const place = 'fengqiao.settings'
const listeners = new Set<() => void>()
let current = read()

function read(): Settings {
  const first: Settings = {
    language: navigator.language.toLowerCase().startsWith('zh') || navigator.language === '' ? 'zh' : 'en',
    size: 'normal',
  }
  try {
    return { ...first, ...(JSON.parse(localStorage.getItem(place) ?? '{}') as Partial<Settings>) }
  } catch {
    return first
  }
}

/** Puts the settings on the document: language for screen readers, size for the style sheets. */
export function applySettings(): void {
  document.documentElement.lang = current.language === 'zh' ? 'zh-CN' : 'en'
  document.documentElement.dataset.size = current.size
  // The server reads the same cookie for pages and letters that the browser opens by itself.
  // The newer API is not everywhere
  document.cookie = `lang=${current.language}; path=/; max-age=31536000; samesite=lax`
}

export function changeSettings(change: Partial<Settings>): void {
  current = { ...current, ...change }
  try {
    localStorage.setItem(place, JSON.stringify(current))
  } catch {
    // A browser that keeps nothing still follows the choice until it is closed.
  }
  applySettings()
  for (const listener of listeners) listener()
}

export const settings = (): Settings => current

export function useSettings(): Settings {
  return useSyncExternalStore(
    listener => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => current,
  )
}

export interface Say {
  (text: Text): string
  (zh: string, en: string): string
}

/** Says a text in the chosen language; the component follows when the language changes. */
export function useSay(): Say {
  const { language } = useSettings()
  return (one: Text | string, en?: string) => (typeof one === 'string' ? (language === 'zh' ? one : (en ?? one)) : one[language])
}
