import { describe, expect, it } from 'vitest'
import { workingDays } from '../deadline/amount.ts'
import { room, roomWith } from '../testing/small-procedure.ts'
import { text } from '../text.ts'
import { due } from './due.ts'
import { assertLawful, checkProcedure, sayBreach } from './laws.ts'
import type { Action, Procedure } from './procedure.ts'

const action = (whole: Procedure, name: string, change: Partial<Action>): Partial<Procedure> => ({
  actions: { ...whole.actions, [name]: { ...(whole.actions[name] as Action), ...change } },
})
const field = (name: string, change: object): Partial<Procedure> => ({
  fields: { ...room.fields, [name]: { ...room.fields['title'], ...change } as Procedure['fields'][string] },
})
const said = (procedure: Procedure): string => checkProcedure(procedure).map(sayBreach).join('\n')

describe('the eight laws', () => {
  it('let a lawful procedure pass', () => {
    expect(said(room)).toBe('')
    expect(() => assertLawful([room])).not.toThrow()
  })

  const decision = room.deadlines['decision'] as Procedure['deadlines'][string]
  const planted: readonly (readonly [law: string, procedure: Procedure])[] = [
    ['law 1: room-loan › step asked: nobody holds it', roomWith(p => ({ steps: { ...p.steps, asked: { due: 'decision' } as never } }))],
    [
      'law 1: room-loan › step asked: no deadline runs',
      roomWith(p => ({ steps: { ...p.steps, asked: { ...p.steps['asked'], due: [] } as never } })),
    ],
    [
      'law 1: room-loan › deadline objection: missing it has no consequence',
      roomWith(p => ({ steps: { ...p.steps, asked: { ...p.steps['asked'], due: 'objection' } as never } })),
    ],
    [
      "law 1: room-loan › deadline decision: its pause reason 'strike' is not listed",
      roomWith(p => ({ deadlines: { ...p.deadlines, decision: { ...decision, pauses: ['strike'] } } })),
    ],
    [
      "law 1: room-loan › deadline giveBack: missing it takes 'takeBack', which the system may not take",
      roomWith(p => action(p, 'takeBack', { by: { kind: 'anyone' } })),
    ],
    [
      "law 1: room-loan › deadline giveBack: missing it takes 'takeBack', which asks for reason",
      roomWith(p => action(p, 'takeBack', { asks: ['reason'] })),
    ],
    ['law 2: room-loan › step lent: no action leads here', roomWith(p => action(p, 'lend', { to: 'returned' }))],
    ['law 2: room-loan › step lent: no final step can be reached', roomWith(p => action(p, 'takeBack', { to: 'lent' }))],
    ['law 3: room-loan › action lend: nobody may take it', roomWith(p => action(p, 'lend', { by: [] }))],
    [
      'law 3: room-loan › action ask › rule tooMany: a refusal must say why',
      roomWith(p => action(p, 'ask', { unless: [{ name: 'tooMany', because: text('多', 'Many'), source: '', when: () => true }] })),
    ],
    [
      'law 4: room-loan › deadline objection: it cites no source',
      roomWith(p => ({ deadlines: { ...p.deadlines, objection: due(workingDays(3)) } })),
    ],
    [
      "law 4: room-loan › deadline objection: 'huge' is neither a grade",
      roomWith(p => ({
        deadlines: { ...p.deadlines, objection: due({ huge: workingDays(1), otherwise: workingDays(3) }).from('x', 'D') },
      })),
    ],
    [
      "law 5: room-loan › action refuse: it leads to the adverse step 'refused' without a letter",
      roomWith(p => action(p, 'refuse', { adverse: undefined })),
    ],
    [
      "law 5: room-loan › action refuse: it is adverse, and its letter 'nothing' does not exist",
      roomWith(p => action(p, 'refuse', { adverse: 'nothing' })),
    ],
    ['law 5: room-loan › deadline decision: missing it brings a warning card', roomWith(() => ({ cards: undefined }))],
    [
      "law 6: room-loan › action lend: it asks 'shoeSize', which is not in the form",
      roomWith(p => action(p, 'lend', { asks: ['shoeSize'] })),
    ],
    [
      'law 6: room-loan › field seats: it names no legal basis',
      roomWith(p => field('seats', { register: { ...p.fields['seats']?.register, basis: ' ' } })),
    ],
    ['law 7: room-loan › field religion: it would record religion', roomWith(() => field('religion', {}))],
    ['law 7: room-loan › field riskScore: it would record a score', roomWith(() => field('riskScore', {}))],
    ['law 7: room-loan › flag keyPerson: it would mark a list of marked persons', roomWith(() => ({ flags: ['keyPerson'] }))],
    [
      'law 8: room-loan › step lent: it has no English label',
      roomWith(p => ({ words: { ...p.words, steps: { ...p.words.steps, lent: text('使用中', ' ') } } })),
    ],
    [
      'law 8: room-loan › message deadlinePaused: it has no Chinese label',
      roomWith(p => ({ words: { ...p.words, messages: { ...p.words.messages, deadlinePaused: text('', 'Paused') } } })),
    ],
  ]

  it.each(planted)('%s', (sentence, procedure) => {
    expect(said(procedure)).toContain(sentence)
    expect(() => assertLawful([procedure])).toThrow(sentence)
  })

  it('are each shown to fire', () => {
    const laws = new Set(planted.map(([sentence]) => sentence.slice(0, 5)))
    expect([...laws].sort()).toEqual(['law 1', 'law 2', 'law 3', 'law 4', 'law 5', 'law 6', 'law 7', 'law 8'])
  })
})
