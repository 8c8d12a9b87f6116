import { calendarDays, workingDays } from '../deadline/amount.ts'
import { localDate } from '../deadline/local-time.ts'
import { fieldsFor } from '../form/field.ts'
import { adverseLetter, facts, type LetterContent, letter } from '../letter/content.ts'
import { anyone, by, reporter, system } from '../permission/who.ts'
import { act, card, due, escalate } from '../procedure/due.ts'
import { issue, tell } from '../procedure/effect.ts'
import { adverseEnd, final, type LetterScene, type Procedure, procedure } from '../procedure/procedure.ts'
import { ruleFor } from '../procedure/rule.ts'
import { text } from '../text.ts'

/** Owns: the smallest procedure that keeps every law, for tests of the kernel: a resident borrows a meeting room. */
const ask = fieldsFor({ purpose: text('办理借用', 'To handle the loan'), basis: '场所借用办法', masking: 'open', retentionMonths: 12 })

export const roomFields = {
  title: ask.text({ label: text('用途', 'Use') }),
  seats: ask.number({ label: text('人数', 'Seats'), min: 1, max: 50 }),
  reason: ask.text({ label: text('理由', 'Reason') }),
  size: ask.choice({ small: text('小', 'Small'), large: text('大', 'Large') }, { label: text('大小', 'Size') }),
} as const

const sheet = (name: string, { org, now }: LetterScene): LetterContent => ({
  form: 'notice',
  title: text('通知', 'Notice'),
  number: name,
  blocks: [facts([[text('事项', 'Matter'), name]])],
  issuer: { unit: org.unit('wanghai-centre')?.name ?? '综治中心', date: localDate(now) },
})

const clerk = by('handler').at('receiving centre')
const tooMany = ruleFor<{ seats: number }>()('tooMany', {
  because: text('超过容量', 'More than the room holds'),
  source: '场所借用办法第三条',
  when: (_, { seats }) => (seats ?? 0) > 30,
})

export const roomParts = {
  version: 1,
  basis: ['场所借用办法'],
  number: '{place}借〔{year}〕{serial}号',
  grades: ['ordinary'],
  flags: ['weekend'],
  fields: roomFields,
  title: 'title',
  text: ['title'],
  cards: { letter: 'card', objection: 'objection' },
  steps: { asked: { held: clerk, due: 'decision' }, lent: { held: clerk, due: 'giveBack' }, returned: final, refused: adverseEnd },
  deadlines: {
    decision: due(workingDays(2))
      .from('场所借用办法第四条', 'D')
      .pausedWhile('closed')
      .missed(escalate('unitHead').at('receiving centre'), card('yellow')),
    giveBack: due(calendarDays(3)).from('场所借用办法第五条', 'D').missed(act('takeBack')),
    objection: due(workingDays(3)).from('场所借用办法第六条', 'D'),
  },
  letters: {
    receipt: (_: unknown, scene: LetterScene) => letter(sheet('receipt', scene)),
    refusal: (_: unknown, scene: LetterScene) =>
      adverseLetter({
        ...sheet('refusal', scene),
        remedy: { body: text('综治中心', 'The centre'), limit: text('三日内', 'Within three days'), basis: '场所借用办法第六条' },
      }),
    card: (_: unknown, scene: LetterScene) =>
      adverseLetter({
        ...sheet('card', scene),
        remedy: { body: text('督查室', 'Supervision'), limit: text('三日内', 'Within three days'), basis: '场所借用办法第六条' },
      }),
  },
  messages: ['received'],
  actions: {
    ask: {
      from: 'start',
      to: 'asked',
      by: anyone,
      asks: ['title', 'seats?'],
      unless: [tooMany],
      does: () => [issue('receipt'), tell('reporter', 'received')],
    },
    lend: { from: 'asked', to: 'lent', by: clerk },
    refuse: { from: 'asked', to: 'refused', by: clerk, adverse: 'refusal', asks: ['reason'] },
    takeBack: { from: 'lent', to: 'returned', by: [clerk, system, reporter] },
  },
  counts: { lent: { kind: 'count', of: ['lend'], label: text('借出', 'Lent') } },
  words: {
    name: text('场所借用', 'Room loan'),
    purpose: text('借用会议室', 'Borrow a meeting room'),
    steps: {
      asked: text('待审', 'Asked'),
      lent: text('使用中', 'Lent'),
      returned: text('已归还', 'Returned'),
      refused: text('不予借用', 'Refused'),
    },
    deadlines: { decision: text('审核时限', 'Decision'), giveBack: text('归还时限', 'Return'), objection: text('异议期限', 'Objection') },
    actions: {
      ask: { label: text('申请', 'Ask'), done: text('提出申请', 'Asked'), event: 'room.asked' },
      lend: { label: text('同意', 'Lend'), done: text('同意借用', 'Lent'), event: 'room.lent' },
      refuse: { label: text('不同意', 'Refuse'), done: text('不予借用', 'Refused'), event: 'room.refused' },
      takeBack: { label: text('归还', 'Take back'), done: text('已归还', 'Returned'), event: 'room.returned' },
    },
    letters: { receipt: text('回执', 'Receipt'), refusal: text('不予借用通知', 'Refusal'), card: text('警示牌', 'Card') },
    messages: {
      received: text('已收到', 'Received'),
      deadlineMissed: text('已超时', 'Late'),
      deadlinePaused: text('仍在暂停', 'Still paused'),
      cardIssued: text('被亮牌', 'Carded'),
    },
    grades: { ordinary: text('一般', 'Ordinary') },
    pauses: { closed: text('场所维修', 'Closed for repair') },
    flags: { weekend: text('周末', 'Weekend') },
  },
} as const

export const room = procedure('room-loan', roomParts)

/** The room loan with something changed; names forgotten, so that anything can be broken. */
export const roomWith = (change: (whole: Procedure) => Partial<Procedure>): Procedure => ({ ...room, ...change(room) })
