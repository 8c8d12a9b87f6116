import { type CaseState, type LetterScene, letterTime, type Text, text } from '@fengqiao/kernel'
import { type AppealData, grades } from '../form.ts'
import { words } from '../words.ts'

export type Matter = CaseState<AppealData>

export const time = (at: string): Text => ({ zh: letterTime(at, 'zh'), en: letterTime(at, 'en') })
export const none = text('未填写', 'Not given')
export const unitName = (id: string, { org }: LetterScene): Text => org.unit(id)?.name ?? text(id, id)
export const dueOf = (matter: Matter, key: string): Text => {
  const clock = matter.clocks.findLast(one => one.key === key)
  return clock ? time(clock.due) : none
}
export const gradeName = (matter: Matter): Text =>
  matter.variant === 'petition'
    ? words.grades.petition
    : matter.grade
      ? (grades[matter.grade as keyof typeof grades] ?? none)
      : text('待定', 'Not yet graded')
