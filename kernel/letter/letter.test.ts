import { describe, expect, it } from 'vitest'
import { text } from '../text.ts'
import {
  adverseLetter,
  checkLetter,
  chineseNumeral,
  facts,
  type LetterContent,
  letterDate,
  letterTime,
  paragraph,
  renderPlain,
  timeline,
} from './index.ts'

const base: LetterContent = {
  form: 'notice',
  title: text('不予受理告知书', 'Notice of refusal'),
  number: '枫街信不受〔2026〕3号',
  addressee: '李秀兰',
  blocks: [
    paragraph(text('您反映的事项已进入诉讼程序。', 'Your matter is already before the court.')),
    facts([[text('查询码', 'Query code'), 'FQ-2603-0017']]),
    timeline([{ at: '2026-03-01T16:05:00Z', what: text('登记', 'Registered'), by: text('首问岗', 'front desk') }]),
  ],
  issuer: { unit: text('枫桥街道办事处', 'Fengqiao Street Office'), date: '2026-03-02' },
}
const remedy = {
  body: text('枫桥区信访局', 'Fengqiao District Petition Bureau'),
  limit: text('30日内', 'within 30 days'),
  basis: '《信访工作条例》第三十五条',
}

describe('checkLetter', () => {
  it('lets a complete letter go', () => {
    expect(checkLetter(base, { adverse: false })).toEqual([])
    expect(checkLetter(adverseLetter({ ...base, remedy }), { adverse: true })).toEqual([])
  })

  it('holds back an adverse letter without a remedy, and the type does so too', () => {
    expect(checkLetter(base, { adverse: true }).map(each => each.en)).toEqual([expect.stringContaining('does not print a remedy')])
    // @ts-expect-error an adverse letter without a remedy does not compile
    adverseLetter(base)
  })

  it('names the empty language, the unfilled slot and the impossible day', () => {
    const wrong = { ...base, blocks: [paragraph(text('请于{due}前', ''))], issuer: { ...base.issuer, date: '2026-02-30' } }
    const said = checkLetter(wrong, { adverse: false }).map(each => each.en)
    expect(said).toEqual([
      'The date "2026-02-30" is not a day of the calendar (YYYY-MM-DD)',
      'blocks.0.paragraph.0 has no English text',
      'blocks.0.paragraph.0 has an unfilled slot {due}',
    ])
  })
})

describe('renderPlain', () => {
  it('says the whole letter in Chinese', () => {
    expect(renderPlain({ ...base, remedy, copies: ['区信访局'] }, 'zh')).toBe(`枫桥街道办事处
不予受理告知书
枫街信不受〔2026〕3号

李秀兰：
　　您反映的事项已进入诉讼程序。
查询码：FQ-2603-0017
2026年3月2日 00:05  登记（首问岗）

【权利告知】
受理机关：枫桥区信访局
提出期限：30日内
法律依据：《信访工作条例》第三十五条

枫桥街道办事处
2026年3月2日
抄送：区信访局
`)
  })

  it('says it in English without a Chinese word of its own', () => {
    const english = renderPlain({ ...base, number: undefined, addressee: 'Li Xiulan' }, 'en')
    expect(english).toContain('2 March 2026 00:05  Registered (front desk)')
    expect(english).not.toMatch(/[\u4e00-\u9fff]/)
  })
})

describe('dates and numerals', () => {
  it('are written as letters write them', () => {
    expect(letterDate('2026-03-02', 'zh')).toBe('2026年3月2日')
    expect(letterDate('2026-12-31', 'en')).toBe('31 December 2026')
    expect(letterTime('2026-03-01T23:59:00+08:00', 'zh')).toBe('2026年3月1日 23:59')
    expect([1, 10, 11, 20, 35].map(chineseNumeral)).toEqual(['一', '十', '十一', '二十', '三十五'])
  })
})
