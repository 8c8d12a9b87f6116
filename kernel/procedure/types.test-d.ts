/**
 * What must not compile. Never run: `npm run check` type-checks it, and an expectation that no longer fails is an error itself.
 */

import { workingDays } from '../deadline/amount.ts'
import { anyone, by } from '../permission/who.ts'
import { roomParts } from '../testing/small-procedure.ts'
import { card, due, escalate } from './due.ts'
import { extend, flag, forget, issue, start, tell } from './effect.ts'
import { procedure } from './procedure.ts'

const { actions, steps, deadlines, words } = roomParts

procedure('right', roomParts)

// @ts-expect-error a step that does not exist
procedure('step', { ...roomParts, actions: { ...actions, lend: { ...actions.lend, to: 'lnet' } } })
// @ts-expect-error a step to leave that does not exist
procedure('from', { ...roomParts, actions: { ...actions, lend: { ...actions.lend, from: 'requested' } } })
// @ts-expect-error a deadline that does not exist
procedure('due', { ...roomParts, steps: { ...steps, asked: { ...steps.asked, due: 'descision' } } })
// @ts-expect-error a letter that does not exist
procedure('letter', { ...roomParts, actions: { ...actions, lend: { ...actions.lend, does: () => [issue('reciept')] } } })
// @ts-expect-error the letter of an adverse action does not exist
procedure('adverse', { ...roomParts, actions: { ...actions, refuse: { ...actions.refuse, adverse: 'refusel' } } })
// @ts-expect-error a message that does not exist
procedure('message', { ...roomParts, actions: { ...actions, lend: { ...actions.lend, does: () => [tell('reporter', 'recieved')] } } })
// @ts-expect-error a clock that does not exist
procedure('clock', { ...roomParts, actions: { ...actions, lend: { ...actions.lend, does: () => [start('objektion')] } } })
// @ts-expect-error a field to forget that does not exist
procedure('forget', { ...roomParts, actions: { ...actions, lend: { ...actions.lend, does: () => [forget('sheats')] } } })
// @ts-expect-error a field asked that does not exist
procedure('field', { ...roomParts, actions: { ...actions, lend: { ...actions.lend, asks: ['seat'] } } })
procedure('duty', {
  ...roomParts,
  actions: {
    ask: { from: 'start', to: 'asked', by: anyone, asks: ['title'] },
    refuse: { from: 'asked', to: 'refused', by: anyone, adverse: 'refusal', notWhoDid: ['ask'] },
    takeBack: { from: 'lent', to: 'returned', by: anyone },
    // @ts-expect-error an action of separation of duty that does not exist
    lend: { from: 'asked', to: 'lent', by: by('handler').at('receiving centre'), notWhoDid: ['aks'] },
  },
})
// @ts-expect-error a grade that does not exist
procedure('grade', { ...roomParts, deadlines: { ...deadlines, objection: due({ urgnet: workingDays(1), otherwise: workingDays(2) }) } })
// @ts-expect-error a deadline without words
procedure('words', { ...roomParts, words: { ...words, deadlines: { decision: words.deadlines.decision } } })
// @ts-expect-error a masked title must at least be a field
procedure('title', { ...roomParts, title: 'tilte' })

// @ts-expect-error a role that does not exist
by('triageOficer')
// @ts-expect-error a relation that does not exist
by('handler').at('owning unit')
// @ts-expect-error a relation of an escalation that does not exist
escalate('unitHead').at('owning unit')
// @ts-expect-error a colour that does not exist
card('orange')
flag('anything')
extend('anything')

procedure('input', {
  ...roomParts,
  actions: {
    ...actions,
    lend: {
      from: 'asked',
      to: 'lent',
      by: by('handler').at('owner unit'),
      asks: ['reason', 'seats?', 'size'],
      does: (_, input) => {
        const reason: string = input.reason
        const seats: number | undefined = input.seats
        const size: 'small' | 'large' = input.size
        // @ts-expect-error an optional input may be absent
        const certain: number = input.seats
        // @ts-expect-error nobody asked for the title
        const title: string = input.title
        return [reason, seats, size, certain, title].length > 0 ? [issue('receipt')] : []
      },
    },
  },
})
