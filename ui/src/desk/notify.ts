import { App } from 'antd'
import { useMemo } from 'react'

/** Short messages that go by themselves; anything that must be read stands on the page instead. */
export function useNotify(): { done: (words: string) => void; failed: (words: string) => void } {
  const { message } = App.useApp()
  return useMemo(() => ({ done: words => void message.success(words), failed: words => void message.error(words) }), [message])
}
