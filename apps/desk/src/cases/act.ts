import { getCase, type Problem, type Reply, takeAction } from '@fengqiao/contract'
import { text } from '@fengqiao/kernel'
import { keyOf, problemOf, useLanguage, useText, useWrite } from '@fengqiao/ui'
import { useNotify } from '@fengqiao/ui/desk'
import { useQueryClient } from '@tanstack/react-query'

type Matter = Pick<Reply<typeof getCase>, 'id' | 'revision'>

export interface Act {
  readonly busy: boolean
  readonly problem: Problem | undefined
  send: (action: { id: string; label: { zh: string; en: string } }, input: Record<string, unknown>, done?: () => void) => void
  /** Reads the case again after somebody else changed it; what was typed stays in the form. */
  lookAgain: () => void
  forget: () => void
}

/** Takes an action on a case as the screen shows it: a newer revision refuses, and pressing twice is one action. */
export function useAct({ id, revision }: Matter): Act {
  const say = useText()
  const { language } = useLanguage()
  const queries = useQueryClient()
  const notify = useNotify()
  const stale = ['getCase', 'listInbox', 'countInbox', 'listQueue', 'listWhistles', 'listSupervision', 'getSuggestion', 'searchCases']
  const act = useWrite(takeAction, { stale })
  return {
    busy: act.isPending,
    problem: act.error ? problemOf(act.error, language) : undefined,
    send: (action, input, done) =>
      act.mutate(
        { params: { id }, body: { action: action.id, input, revision } },
        {
          onSuccess: () => {
            notify.done(say(text(`已完成：${action.label.zh}`, `Done: ${action.label.en}`)))
            done?.()
          },
        },
      ),
    lookAgain: () => {
      void queries.invalidateQueries({ queryKey: keyOf(getCase, { params: { id } }) })
      act.reset()
    },
    forget: act.reset,
  }
}
