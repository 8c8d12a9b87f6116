// What a new procedure begins with: filed, handled, answered or refused with a remedy. Small enough to read in a minute.

interface Named {
  readonly id: string
  /** The id in camelCase. */
  readonly name: string
  readonly zh: string
  readonly en: string
}

/** Text of each file, by path from the root. */
export function newProcedureFiles(named: Named): Record<string, string> {
  const folder = `procedures/${named.id}`
  return {
    [`${folder}/procedure.ts`]: procedureFile(named),
    [`${folder}/form.ts`]: form,
    [`${folder}/rules.ts`]: rules,
    [`${folder}/words.ts`]: words(named),
    [`${folder}/letters/index.ts`]: letters,
    [`${folder}/walks/index.ts`]: walks(named),
    [`${folder}/walk.test.ts`]: walkTest(named),
  }
}

const procedureFile = ({
  id,
  name,
  en,
}: Named) => `import { adverseEnd, anyone, by, due, escalate, final, issue, own, procedure, reporter, tell, workingDays } from '@fengqiao/kernel'
import { fields } from './form.ts'
import { letters } from './letters/index.ts'
import * as rule from './rules.ts'
import { counts, words } from './words.ts'

const house = '本单位办理规则'
const dispatcher = by('dispatcher').at('receiving centre')
const handler = by('handler').at('owner unit')

/** ${en}. */
// biome-ignore format: read as a table, one line a step, a deadline, an action
export const ${name} = procedure('${id}', {
  version: 1, words, fields, letters, counts,
  basis: [house],
  number: '{place}办〔{year}〕{serial}号',
  grades: ['general'], flags: [],
  title: 'title', text: ['title'],

  steps: {
    registered: { held: dispatcher, due: 'dispatch' },
    handling: { held: handler, due: 'answer' },
    closed: final,
    refused: adverseEnd,
  },

  deadlines: {
    dispatch: due(workingDays(1)).from(house, 'D').missed(escalate('dutyCommander').at('receiving centre')),
    answer: due(workingDays(5)).from(house, 'D').missed(escalate('unitHead').at('owner unit')),
  },

  messages: ['filed', 'answered', 'refused'],

  actions: {
    file: { from: 'start', to: 'registered', by: anyone, asks: ['title', 'contactPhone?'], does: () => [issue('receipt'), tell('reporter', 'filed')] },
    dispatch: { from: 'registered', to: 'handling', by: dispatcher, asks: ['unit'], unless: [rule.unitIsUnknown], does: (_, { unit }) => [own(unit)] },
    answer: { from: 'handling', to: 'closed', by: handler, asks: ['opinion'], does: () => [issue('reply'), tell('reporter', 'answered')] },
    refuse: { from: ['registered', 'handling'], to: 'refused', by: [dispatcher, handler], adverse: 'refusal', asks: ['reason'], does: () => [tell('reporter', 'refused')] },
    withdraw: { from: ['registered', 'handling'], to: 'closed', by: reporter },
  },
})
`

const form = `import { type DataOf, fieldsFor, text } from '@fengqiao/kernel'

const ask = fieldsFor({
  purpose: text('办理本件事项', 'To handle this matter'),
  basis: '本单位办理规则',
  masking: 'open',
  retentionMonths: 36,
})

export const fields = {
  title: ask.text({ label: text('事由', 'Matter'), max: 80 }),
  contactPhone: ask.phone({ label: text('手机', 'Phone'), purpose: text('告知办理结果', 'To tell the outcome') }),
  unit: ask.unit({ label: text('主办单位', 'Unit responsible') }),
  opinion: ask.longText({ label: text('处理意见', 'Opinion') }),
  reason: ask.text({ label: text('理由', 'Reason'), max: 500 }),
} as const

export type Data = DataOf<typeof fields>
`

const rules = `import { ruleFor, text } from '@fengqiao/kernel'
import type { Data } from './form.ts'

const rule = ruleFor<Data>()

export const unitIsUnknown = rule('unitIsUnknown', {
  because: text('没有这个单位', 'There is no such unit'),
  source: '权责清单',
  when: (_, { unit }, { org }) => unit !== undefined && !org.unit(unit),
})
`

const words = ({ zh, en }: Named) => `import { text } from '@fengqiao/kernel'

export const words = {
  name: text('${zh}', '${en}'),
  purpose: text('${zh}', '${en}'),
  grades: { general: text('一般', 'General') },
  steps: {
    registered: text('待分拨', 'Awaiting dispatch'),
    handling: text('办理中', 'Being handled'),
    closed: text('已办结', 'Closed'),
    refused: text('不予办理', 'Refused'),
  },
  deadlines: { dispatch: text('分拨时限', 'Dispatch'), answer: text('答复时限', 'Answer') },
  pauses: {},
  flags: {},
  letters: { receipt: text('回执', 'Receipt'), reply: text('答复书', 'Reply'), refusal: text('不予办理告知书', 'Notice of refusal') },
  messages: {
    filed: text('{number}已收到。', '{number} has been received.'),
    answered: text('{number}已有答复。', 'There is an answer to {number}.'),
    refused: text('{number}不予办理，告知书写明了救济途径。', '{number} was refused; the notice says where to turn.'),
    deadlineMissed: text('{number}的{deadline}已超时。', '{number}: {deadline} is late.'),
    deadlinePaused: text('{number}的{deadline}仍在暂停。', '{number}: {deadline} is still paused.'),
    cardIssued: text('{number}：贵单位被亮牌。', '{number}: your unit has received a card.'),
  },
  actions: {
    file: { label: text('提交', 'File'), done: text('提交', 'Filed'), event: 'matter.filed' },
    dispatch: { label: text('分拨', 'Dispatch'), done: text('分拨至{unit}', 'Dispatched to {unit}'), event: 'order.dispatched' },
    answer: { label: text('答复', 'Answer'), done: text('作出答复', 'Answered'), event: 'matter.answered' },
    refuse: { label: text('不予办理', 'Refuse'), done: text('不予办理', 'Refused'), event: 'matter.refused' },
    withdraw: { label: text('撤回', 'Withdraw'), done: text('撤回', 'Withdrawn'), event: 'matter.withdrawn' },
  },
} as const

export const counts = { answeredOnTime: { kind: 'onTime', clock: 'answer', label: text('按期答复率', 'Answered on time') } } as const
`

const letters = `import { adverseLetter, type CaseState, facts, type LetterContent, type LetterScene, letter, localDate, text } from '@fengqiao/kernel'
import type { Data } from '../form.ts'
import { words } from '../words.ts'

type Matter = CaseState<Data>

const sheet = (name: keyof typeof words.letters, matter: Matter, { org, now, verifyUrl }: LetterScene, said = ''): LetterContent => ({
  form: 'notice',
  title: words.letters[name],
  number: matter.number,
  blocks: [
    facts([
      [text('事由', 'Matter'), matter.data.title ?? ''],
      ...(said ? [[text('内容', 'Content'), said] as const] : []),
    ]),
  ],
  issuer: { unit: org.unit(matter.owner)?.name ?? matter.owner, date: localDate(now) },
  verifyUrl,
})

const receipt = (matter: Matter, scene: LetterScene) => letter(sheet('receipt', matter, scene))
const reply = (matter: Matter, scene: LetterScene) => letter(sheet('reply', matter, scene, matter.data.opinion))
const refusal = (matter: Matter, scene: LetterScene) =>
  adverseLetter({
    ...sheet('refusal', matter, scene, matter.data.reason),
    remedy: {
      body: scene.org.unit(scene.org.superior(matter.owner) ?? matter.owner)?.name ?? matter.owner,
      limit: text('收到之日起三十日内', 'Within thirty days of receipt'),
      basis: '本单位办理规则',
    },
  })

export const letters = { receipt, reply, refusal }
`

const walks = ({ name }: Named) => `import { walksOf } from '@fengqiao/kernel/testing'
import { ${name} } from '../procedure.ts'

const { walk, walks } = walksOf(${name})
export { walks }

const team = 'wanghai-urban-management'
const matter = { title: '路灯不亮' }

walk('filed, dispatched, answered', city => {
  const told = city.resident('林桦').files(matter).on('2026-03-02 09:10')
  told.isAt('registered').isDue('dispatch', '2026-03-03 18:00').hasIssued('receipt')
  city.dispatcher.does('dispatch', { unit: 'nowhere' }).at('09:20').isRefused('unitIsUnknown')
  city.dispatcher.does('dispatch', { unit: team }).at('09:30')
  told.isHeldBy('handler', team).hasMet('dispatch').isDue('answer', '2026-03-09 18:00')
  city.handler(team).does('answer', { opinion: '已修复' }).on('2026-03-03 10:00')
  told.isClosed().hasMet('answer').hasIssued('reply')
})

walk('refused, with a letter that says where to turn', city => {
  const told = city.anonymous.files(matter).on('2026-03-02 09:10')
  city.handler(team).does('refuse', { reason: '不属职责' }).at('09:15').isRefused('not-permitted')
  city.dispatcher.does('answer', { opinion: '无' }).at('09:16').isRefused('not-permitted')
  city.handler('wanghai-centre').does('answer', { opinion: '无' }).at('09:17').isRefused('not-at-this-step')
  city.dispatcher.does('refuse', {}).at('09:18').isRefused('bad-input')
  city.dispatcher.does('refuse', { reason: '重复' }).at('09:20')
  told.isAt('refused').isClosed().hasIssued('refusal')
})

walk('late at every step, then withdrawn', city => {
  const told = city.resident('林桦').files(matter).on('2026-03-02 09:10')
  city.waits('2026-03-03 18:00')
  told.isLate('dispatch').isEscalatedTo('dutyCommander', 'wanghai-centre')
  city.dispatcher.does('dispatch', { unit: team }).on('2026-03-04 09:00')
  city.waits('2026-03-11 18:00')
  told.isLate('answer').isEscalatedTo('unitHead', team)
  city.resident('林桦').does('withdraw').on('2026-03-12 09:00').isClosed()
})
`

const walkTest = ({ en }: Named) => `import { describe, expect, it } from 'vitest'
import { walks } from './walks/index.ts'

describe('stories of ${en.toLowerCase()}', () => {
  for (const { title, run } of walks)
    it(title, () => {
      expect(run().steps.length).toBeGreaterThan(0)
    })
})
`
