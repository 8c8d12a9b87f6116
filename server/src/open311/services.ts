import type { Subject } from '@fengqiao/contract'
import { type Field, type FieldKind, type Language, type Procedure, text } from '@fengqiao/kernel'
import { opener } from '../cases/cases.ts'
import type { DutyList } from '../duty/duty-list.ts'
import type { Value } from './document.ts'

/** Owns: the subject catalogue and a procedure's opening form, said in the words of Open311. */

/** What opens the door to everyone: the first procedure whose opening action anyone may take. */
export function openToAnyone(procedures: readonly Procedure[]): Procedure | undefined {
  return procedures.find(procedure => [procedure.actions[opener(procedure)]?.by].flat().some(who => who?.kind === 'anyone'))
}

/** Subjects that are services: leaves with a public code. */
export const servicesOf = (dutyList: DutyList): readonly Subject[] => dutyList.leaves().filter(subject => subject.serviceCode !== null)

export const serviceOf = (dutyList: DutyList, code: string): Subject | undefined =>
  servicesOf(dutyList).find(subject => subject.serviceCode === code)

export function serviceView(dutyList: DutyList, subject: Subject, hasQuestions: boolean, language: Language): Value {
  return {
    service_code: subject.serviceCode,
    service_name: subject.name[language],
    description: subject.description[language] || subject.name[language],
    metadata: hasQuestions,
    type: 'realtime',
    keywords: subject.keywords.join(','),
    group: dutyList.subject(subject.parent ?? '')?.name[language] ?? '',
  }
}

export interface Question {
  readonly name: string
  readonly field: Field
  readonly datatype: string
}

const datatypes: Partial<Record<FieldKind, string>> = {
  text: 'string',
  longText: 'text',
  number: 'number',
  choice: 'singlevaluelist',
  choices: 'multivaluelist',
  yesNo: 'singlevaluelist',
  date: 'datetime',
  dateTime: 'datetime',
}

/** Names of the fields that the opening action asks, without the marks of what may be left out. */
export const askedOf = (procedure: Procedure): readonly string[] =>
  (procedure.actions[opener(procedure)]?.asks ?? []).map(name => name.replace(/\?$/, ''))

/** The text that carries an Open311 description: the first long one beside the title. */
export const descriptionField = (procedure: Procedure): string | undefined =>
  askedOf(procedure).find(name => name !== procedure.title && procedure.fields[name]?.kind === 'longText')

/** What the opening form asks that the standard's own arguments do not answer. */
export function questionsOf(procedure: Procedure): readonly Question[] {
  const standard = new Set([procedure.title, procedure.subject, descriptionField(procedure)])
  return askedOf(procedure).flatMap(name => {
    const field = procedure.fields[name]
    const datatype = field && datatypes[field.kind]
    return !field || !datatype || standard.has(name) ? [] : [{ name, field, datatype }]
  })
}

const yesNo = { true: text('是', 'Yes'), false: text('否', 'No') }
const kinds: Readonly<Record<string, { zh: string; en: string }>> = {
  string: text('一行文字', 'A line of text'),
  text: text('文字', 'Text'),
  number: text('数字', 'A number'),
  datetime: text('日期，如 2026-03-02', 'A date such as 2026-03-02'),
  singlevaluelist: text('选一项', 'One of the list'),
  multivaluelist: text('可选多项', 'Any of the list'),
}

/** None is required: a choice that must be made has its first option unless another is given. */
export function definitionView(procedure: Procedure, code: string, language: Language): Value {
  return {
    service_code: code,
    attributes: questionsOf(procedure).map(({ name, field, datatype }, index) => ({
      variable: true,
      code: name,
      datatype,
      required: false,
      datatype_description: kinds[datatype]?.[language] ?? '',
      order: index + 1,
      description: field.help ? `${field.label[language]}：${field.help[language]}` : field.label[language],
      values: Object.entries(field.kind === 'yesNo' ? yesNo : (field.options ?? {})).map(([key, label]) => ({
        key,
        name: label[language],
      })),
    })),
  }
}
