import { isRefusal, type Language, type LetterContent, localDate, type Refusal, refusal, replay, text } from '@fengqiao/kernel'
import type { FastifyReply } from 'fastify'
import { renderLetterPdf, renderReceiptSlip } from '../letters/index.ts'
import type { Cases } from './cases.ts'
import { textOf, unitNamed, valueOf } from './naming.ts'
import { namingOf, procedureOfCase } from './reading.ts'
import type { CasePage } from './page-store.ts'

const noLetter = refusal('not-found', text('没有这份文书', 'There is no such letter'))

/** Draws a letter from the case as it stood when the letter was issued, so that it reads the same for ever. */
export function letterContent(cases: Cases, page: CasePage, id: string, publicUrl: string): LetterContent | Refusal {
  const issued = page.matter.letters.find(one => one.id === id.replace('~', '#'))
  const procedure = procedureOfCase(cases, page)
  const draw = issued && procedure.letters[issued.letter]
  if (!issued || !draw) return noLetter
  const then = replay(page.events.filter(event => event.seq <= issued.seq))
  const event = page.events.find(one => one.seq === issued.seq)
  const { org } = namingOf(cases)
  return draw(then, {
    ...cases.world(new Date(issued.at)),
    org,
    actor: event?.actor ?? { kind: 'system', name: 'letters' },
    to: issued.to,
    verifyUrl: `${publicUrl}/#/t/${cases.services.queryCode(page.matter.id)}`,
  })
}

const notYours = refusal('not-permitted', text('只有当时登记的前台可以打印小票', 'Only the desk that registered it prints the slip'))

/** The counter's receipt: it shows the query code, so only the person who filed on behalf may print it. */
export async function sendSlip(
  cases: Cases,
  page: CasePage,
  account: string,
  publicUrl: string,
  reply: FastifyReply,
): Promise<Refusal | undefined> {
  const first = page.events[0]?.actor
  if (first?.kind !== 'staff' || first.account !== account) return notYours
  const procedure = procedureOfCase(cases, page)
  const { org } = namingOf(cases)
  const { matter } = page
  const code = cases.services.queryCode(matter.id)
  const pdf = await renderReceiptSlip({
    title: procedure.words.letters['receipt'] ?? procedure.words.name,
    code,
    rows: [
      { label: text('编号', 'Number'), value: matter.number },
      { label: text('事由', 'Matter'), value: textOf(valueOf(matter, procedure.title)) },
      { label: text('查询码', 'Query code'), value: code },
    ],
    unit: unitNamed({ org }, org.receivingCentre(matter.place)).name,
    date: localDate(matter.filedAt),
    url: `${publicUrl}/#/t/${code}`,
  })
  await reply.type('application/pdf').header('Cache-Control', 'private, no-store').send(Buffer.from(pdf))
  return undefined
}

export async function sendLetter(
  cases: Cases,
  page: CasePage,
  id: string,
  language: Language,
  publicUrl: string,
  reply: FastifyReply,
): Promise<Refusal | undefined> {
  const content = letterContent(cases, page, id, publicUrl)
  if (isRefusal(content)) return content
  // An order goes to a unit: the query code in the QR is for the resident's own letters only.
  const pdf = await renderLetterPdf(content.form === 'order' ? { ...content, verifyUrl: undefined } : content, { language })
  const name = `${page.matter.number}-${id.replace('~', '-')}.pdf`
  await reply
    .type('application/pdf')
    .header('Cache-Control', 'private, no-store')
    .header('Content-Disposition', `inline; filename="letter.pdf"; filename*=UTF-8''${encodeURIComponent(name)}`)
    .send(Buffer.from(pdf))
  return undefined
}
