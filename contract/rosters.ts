import { roleIds } from '@fengqiao/kernel'
import { z } from 'zod'
import { PageQuery, page } from './page.ts'
import { TextPair } from './places.ts'
import { route } from './route.ts'
import { UnitId } from './units.ts'

const Instant = z.iso.datetime({ offset: true })

export const Shift = z
  .object({
    id: z.uuid(),
    unit: UnitId,
    role: z.enum(roleIds as [(typeof roleIds)[number], ...typeof roleIds]),
    account: z.string().min(1).max(80),
    name: TextPair.describe('name of the person on duty'),
    startsAt: Instant,
    endsAt: Instant,
    note: z.string().max(500),
    handover: z.string().max(4000).describe('what the one going off duty leaves to the next'),
    version: z.int(),
  })
  .meta({ id: 'Shift' })
export type Shift = z.infer<typeof Shift>

const ShiftEdit = Shift.pick({ unit: true, role: true, account: true, startsAt: true, endsAt: true, note: true })
const rosterKeepers = ['unitHead', 'dutyCommander', 'systemAdministrator'] as const

export const listShifts = route({
  id: 'listShifts',
  method: 'GET',
  path: '/api/shifts',
  tag: 'rosters',
  summary: 'Shifts that touch a span of time, by start',
  access: 'staff',
  query: PageQuery.extend({ unit: UnitId.optional(), account: z.string().max(80).optional(), from: Instant, to: Instant }),
  reply: page(Shift),
})

export const whoIsOnDuty = route({
  id: 'whoIsOnDuty',
  method: 'GET',
  path: '/api/on-duty',
  tag: 'rosters',
  summary: 'Who is on duty at a unit in a role, now or at a given time',
  access: 'staff',
  query: z.object({
    unit: UnitId,
    role: z.enum(roleIds as [(typeof roleIds)[number], ...typeof roleIds]).optional(),
    at: Instant.optional(),
  }),
  reply: z.object({ shifts: z.array(Shift) }),
})

export const addShift = route({
  id: 'addShift',
  method: 'POST',
  path: '/api/shifts',
  tag: 'rosters',
  summary: 'Put somebody on the roster',
  access: rosterKeepers,
  body: ShiftEdit,
  reply: Shift,
  status: 201,
  refusals: ['not-your-roster', 'not-holding-the-role', 'shifts-overlap', 'shift-too-long'],
})

export const changeShift = route({
  id: 'changeShift',
  method: 'PUT',
  path: '/api/shifts/{id}',
  tag: 'rosters',
  summary: 'Change a shift; `version` is the one that was read',
  access: rosterKeepers,
  params: z.object({ id: z.uuid() }),
  body: ShiftEdit.extend({ version: z.int() }),
  reply: Shift,
  refusals: ['version-conflict', 'not-your-roster', 'not-holding-the-role', 'shifts-overlap', 'shift-too-long'],
})

export const removeShift = route({
  id: 'removeShift',
  method: 'DELETE',
  path: '/api/shifts/{id}',
  tag: 'rosters',
  summary: 'Take a shift that has not begun off the roster',
  access: rosterKeepers,
  params: z.object({ id: z.uuid() }),
  reply: z.object({ removed: z.uuid() }),
  refusals: ['not-your-roster', 'shift-has-begun'],
})

export const handOver = route({
  id: 'handOver',
  method: 'PUT',
  path: '/api/shifts/{id}/handover',
  tag: 'rosters',
  summary: 'Write the handover note of one’s own shift',
  access: 'staff',
  params: z.object({ id: z.uuid() }),
  body: z.object({ handover: z.string().trim().min(1).max(4000), version: z.int() }),
  reply: Shift,
  refusals: ['version-conflict', 'not-your-shift'],
})
