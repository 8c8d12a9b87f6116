import type { Route, Sent } from '@fengqiao/contract'
import { problemOf, useClient, useLanguage } from '@fengqiao/ui'
import { useNotify } from '@fengqiao/ui/desk'
import { useState } from 'react'

/** Fetches a reply that is a file and hands it to the browser to keep; a refusal is told instead of being saved as a file. */
export function useSave(): {
  readonly busy: boolean
  readonly save: <R extends Route>(name: string, route: R, ...sent: Sent<R>) => Promise<void>
} {
  const client = useClient()
  const { language } = useLanguage()
  const notify = useNotify()
  const [busy, work] = useState(false)
  return {
    busy,
    save: async (name, route, ...sent) => {
      work(true)
      try {
        saveAs(name, await client.download(route, ...sent))
      } catch (error) {
        notify.failed(problemOf(error, language).title)
      } finally {
        work(false)
      }
    },
  }
}

/** Gives a blob to the browser under a name. */
function saveAs(name: string, blob: Blob): void {
  const address = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), 10_000)
}
