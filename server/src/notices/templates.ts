import { dueTimeOf, fill, type Language, type Text, text } from '@fengqiao/kernel'
import { z } from 'zod'

export interface NoticeTemplate {
  readonly subject: Text
  readonly text: Text
}
export type Templates = (id: string) => NoticeTemplate | undefined

const template = (subject: Text, body: Text): NoticeTemplate => ({ subject, text: body })

/** Notices that every matter can need. Slots: {number} case number, {step}, {unit}, {phone} of the unit, {due}, {letter}, {reason}. */
export const houseTemplates: Readonly<Record<string, NoticeTemplate>> = {
  'case.received': template(
    text('已收到您反映的事项', 'We have received your matter'),
    text('您反映的事项已登记，编号 {number}，现由{unit}负责。', 'Your matter is registered as {number}; {unit} is responsible for it.'),
  ),
  'case.moved': template(
    text('事项有新进展', 'Your matter has moved on'),
    text('事项 {number} 现已进入“{step}”，由{unit}负责，办理时限 {due}。', 'Matter {number} is now at “{step}” with {unit}, due {due}.'),
  ),
  'case.answered': template(
    text('事项已有答复', 'Your matter has been answered'),
    text(
      '事项 {number} 已答复，请查看并评价。对答复不满意的，可按告知的途径申请复查。',
      'Matter {number} has been answered: please read and rate it. If you disagree, you can ask for review as the answer explains.',
    ),
  ),
  'case.extended': template(
    text('办理时限已延长', 'The time limit was extended'),
    text('事项 {number} 的办理时限延长至 {due}，理由：{reason}。', 'Matter {number} is now due {due}. Reason: {reason}.'),
  ),
  'letter.issued': template(
    text('您有一份新文书', 'A letter for you'),
    text(
      '事项 {number} 已出具《{letter}》，请查阅；不服的途径和期限写在文书中。',
      '“{letter}” was issued in matter {number}. It states how and until when you can object.',
    ),
  ),
  'work.assigned': template(
    text('新任务待接收', 'New work for you'),
    text('事项 {number}“{step}”已派至{unit}，时限 {due}。', 'Matter {number}, “{step}”, was sent to {unit}; due {due}.'),
  ),
  'work.whistled': template(
    text('吹哨：请到场', 'Whistle: please come'),
    text('{unit}就事项 {number} 吹哨，请于 {due} 前到场。', '{unit} whistles in matter {number}: be there by {due}.'),
  ),
  'deadline.near': template(
    text('时限将至', 'A time limit is near'),
    text('事项 {number}“{step}”将于 {due} 到期。', 'Matter {number}, “{step}”, is due {due}.'),
  ),
  'deadline.missed': template(
    text('已超过时限', 'A time limit was missed'),
    text('事项 {number}“{step}”已于 {due} 逾期，责任单位{unit}。', 'Matter {number}, “{step}”, was due {due}; {unit} is responsible.'),
  ),
}

export const findHouseTemplate: Templates = id => (Object.hasOwn(houseTemplates, id) ? houseTemplates[id] : undefined)

const Bilingual = z.object({ zh: z.string(), en: z.string() })
const instant = z.iso.datetime({ offset: true })

/** Fills the slots in one language. Instants are written as times in Shanghai; texts in two languages in the right one. */
export function render(
  found: NoticeTemplate,
  params: Readonly<Record<string, unknown>>,
  language: Language,
): { subject: string; text: string } {
  const values: Record<string, string | number | Text> = {}
  for (const [slot, value] of Object.entries(params)) {
    const both = Bilingual.safeParse(value)
    if (both.success) values[slot] = both.data
    else if (typeof value === 'number') values[slot] = value
    else if (typeof value === 'string') values[slot] = instant.safeParse(value).success ? dueTimeOf(value) : value
  }
  return { subject: fill(found.subject, values)[language], text: fill(found.text, values)[language] }
}
