import * as contract from '@fengqiao/contract'
import { refusal, text } from '@fengqiao/kernel'
import type { FastifyInstance } from 'fastify'
import { attempts } from '../cases/attempts.ts'
import type { Cases } from '../cases/cases.ts'
import { stepNamed } from '../cases/naming.ts'
import { namingOf } from '../cases/reading.ts'
import type { DutyList } from '../duty/duty-list.ts'
import { serve } from '../http/serve.ts'
import type { Learned } from './learned.ts'
import { communityOf, findNear } from './near.ts'
import { aboutPlaces } from './rules.ts'
import type { CandidateRow } from './similar-store.ts'

const tooMany = refusal(
  'too-many',
  text('查询过于频繁，请一分钟后再试；仍可直接提交', 'Asked too often; try again in a minute. You can file all the same'),
)
/** How often one address may ask in a minute: a form asks once or twice while it is filled in. */
const mostPerMinute = 30
/** Older matters are another story for whoever files today. */
const days = 30

/**
 * Offered before filing: open matters nearby that say the same. A stranger sees the title, the community, the step and how many
 * have reported it, and only of matters about a place anybody can see: no petition, no flag, nothing sealed, nothing about people.
 */
export function publicTriageRoutes(app: FastifyInstance, { cases, learned }: { readonly cases: Cases; readonly learned: Learned }): void {
  const { db, district, now, procedures, reference } = cases.services
  const asked = attempts(mostPerMinute, 60_000, () => now().getTime())

  serve(app, contract.findSimilar, async ({ body, request, reply }) => {
    if (asked.tooMany(request.ip)) return tooMany
    asked.note(request.ip)
    const { atlas, dutyList } = reference.snapshot
    const given =
      (body.place ? atlas.find(body.place) : undefined) ?? (body.point ? atlas.narrowest(body.point[0], body.point[1]) : undefined)
    const place = given && communityOf(reference, given.code)
    const street = place && atlas.atLevel(place, 'street')?.code
    const found = await findNear(
      { db, district, procedures, reference, learned },
      { title: body.title, body: body.description, place: place ?? null, at: now().getTime() },
      { scope: 'system', openOnly: true, within: street, days, most: 5, only: row => mayBeOffered(dutyList, row) },
    )
    void reply.header('Cache-Control', 'private, no-store')
    const naming = namingOf(cases)
    return {
      rows: found.flatMap(({ row, similar }) => {
        const procedure = cases.procedure(row.procedure)
        if (!procedure) return []
        return [
          {
            title: withoutNumbers(row.title),
            step: stepNamed(procedure, row.step).name,
            place: naming.org.placeName(communityOf(reference, row.place)),
            filedAt: row.filed_at,
            score: similar.score,
            reporters: row.reporters,
          },
        ]
      }),
    }
  })
}

/** Its subject is known and about a place; it has no kind of handling of its own and no flag. */
function mayBeOffered(dutyList: DutyList, row: CandidateRow): boolean {
  const subject = row.subject === null ? undefined : dutyList.subject(row.subject)
  if (!subject || row.variant !== null || row.flags.length > 0) return false
  return aboutPlaces.some(one => subject.parent === one || subject.code === one || subject.code.startsWith(`${one}.`))
}

/** Phone, identity and card numbers that somebody typed into a title. */
const withoutNumbers = (title: string): string => title.replaceAll(/\d[\d\s-]{5,}[\dXx]/g, '***')
