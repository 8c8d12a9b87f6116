// Matters brought to the point where a journey takes them up, through the same doors as everyone.
import { randomInt } from 'node:crypto'
import { house } from './people.ts'
import { staffCalls } from './house.ts'

export interface Prepared {
  readonly id: string
  readonly number: string
  readonly code: string
  readonly title: string
}

export const rongshuCommunity = '440399003001'
export const team = { id: 'rongwan.urban', name: '榕湾街道综合行政执法队', handler: 'huang.handler', head: 'lu.head' } as const

/** Words that no other journey uses, so that a matter is found by its title alone. */
export const someBlock = (): string => `榕树花园${randomInt(100, 10_000)}号门前`

interface Filing {
  readonly title: string
  readonly description?: string
  readonly contactPhone?: string
}

/** Files an appeal in Rongshu Community as anyone may. */
export async function filed({ title, description = `${title}，请派人来看。`, contactPhone = '19900005001' }: Filing): Promise<Prepared> {
  const answer = await fetch(`${house()}/api/cases`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'Idempotency-Key': crypto.randomUUID(), 'X-Requested-With': 'fengqiao-resident' },
    body: JSON.stringify({
      procedure: 'appeal',
      place: rongshuCommunity,
      input: { service: 'petition', title, description, contactPhone },
    }),
  })
  if (!answer.ok) throw new Error(`filing was answered ${answer.status}: ${await answer.text()}`)
  const { id, number, queryCode } = (await answer.json()) as { id: string; number: string; queryCode: string }
  return { id, number, code: queryCode, title }
}

/** An action taken by a member of staff, at a post of theirs where they hold several. */
export async function taken(
  matter: Prepared,
  login: string,
  action: string,
  input: Readonly<Record<string, unknown>> = {},
  post?: string,
): Promise<void> {
  const { ask } = await staffCalls(house(), login, post)
  await ask('POST', `/api/cases/${matter.id}/actions`, { action, input })
}

interface Course extends Filing {
  readonly unit?: string
  readonly grade?: 'urgent' | 'general' | 'complex' | 'consult'
  readonly kind?: 'appeal' | 'petition'
}

/** Filed, triaged and dispatched to the street's enforcement team unless said. */
export async function dispatched({ unit = team.id, grade = 'general', kind = 'appeal', ...filing }: Course): Promise<Prepared> {
  const matter = await filed(filing)
  await taken(matter, 'pan.triage', 'triage', { subject: 'road.light', grade, kind }, 'rongwan.governance.triageOfficer')
  await taken(matter, 'wu.dispatcher', 'dispatch', { unit, reason: '归口办理' }, 'rongwan.governance.dispatcher')
  return matter
}

/** Accepted by the street's enforcement team. */
export async function handling(course: Course): Promise<Prepared> {
  const matter = await dispatched(course)
  await taken(matter, team.handler, 'accept')
  return matter
}

/** Answered and through its check: the resident may say whether it is settled. */
export async function answered(course: Course): Promise<Prepared> {
  const matter = await handling(course)
  await taken(matter, team.handler, 'answer', { finding: '现场属实。', opinion: '已安排维修。' })
  await taken(matter, 'wu.dispatcher', 'passCheck', {}, 'rongwan.governance.dispatcher')
  return matter
}
