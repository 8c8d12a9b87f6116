import type { Actor, Birth, CaseState, Resolved } from '@fengqiao/kernel'
import type { ColumnType } from 'kysely'

type Time = ColumnType<string, string, string>
type MaybeTime = ColumnType<string | null, string | null, string | null>

export interface CaseRecordTable {
  district: string
  id: string
  number: string
  procedure: string
  version: number
  revision: number
  head: Buffer
  step: string
  final: boolean
  grade: string | null
  variant: string | null
  subject: string | null
  place: string
  lon: number | null
  lat: number | null
  owner: string
  title: string
  filed_at: Time
  closed_at: MaybeTime
  due_at: MaybeTime
  due_key: string | null
  flags: string[]
  sees: string[]
  code_hash: Buffer
  state: ColumnType<CaseState, string, string>
  /** Generated from the snapshot; read with the Open311 index. */
  channel: ColumnType<string, never, never>
}

export interface EventTable {
  district: string
  case_id: string
  seq: number
  type: string
  action: string | null
  at: Time
  actor_kind: string
  account: string | null
  unit: string | null
  from_step: string | null
  to_step: string | null
  content: ColumnType<EventContent | null, string, string | null>
  salt: Buffer | null
  commitment: Buffer
  previous: Buffer
  hash: Buffer
  position: ColumnType<number, never, never>
}

/** The erasable part of an event as stored, with what the columns beside it do not say. */
export interface EventContent {
  readonly actor: Actor
  readonly birth?: Birth
  readonly closes?: boolean
  readonly version?: number
  readonly input: Readonly<Record<string, unknown>>
  readonly effects: readonly Resolved[]
}

export interface AssignmentTable {
  district: string
  case_id: string
  id: string
  kind: 'holder' | 'whistle' | 'coHandler' | 'leader' | 'escalation'
  unit: string
  role: string | null
  account: string | null
  since: Time
  due_at: MaybeTime
  /** The step that a holder holds; null for other kinds. */
  step: string | null
}

export interface DeadlineTable {
  district: string
  case_id: string
  id: string
  key: string
  rule: string
  unit: string
  due_at: Time
  wake_at: MaybeTime
}

export interface CaseTables {
  case_record: CaseRecordTable
  event: EventTable
  assignment: AssignmentTable
  deadline: DeadlineTable
  case_mark: { district: string; case_id: string; id: string; kind: 'flag' | 'card'; name: string; unit: string; since: Time }
  case_reporter: { district: string; case_id: string; resident: string; filed_at: Time }
  case_search: { district: string; case_id: string; filed_at: Time; words: string; bands: number[] }
  outbox: {
    district: string
    id: ColumnType<number, never, never>
    case_id: string
    seq: number
    at: Time
    body: ColumnType<unknown, string, string>
  }
  tally: { district: string; procedure: string; measure: string; unit: string; place: string; day: string; bucket: number; n: number }
  tally_month: {
    district: string
    procedure: string
    measure: string
    unit: string
    place: string
    month: string
    bucket: number
    n: number
  }
  recompute_job: {
    district: string
    id: string
    kind: 'rule' | 'holidays'
    key: string | null
    source: string
    requested_by: string
    requested_at: Time
    after: ColumnType<string | null, never, string>
    changed: ColumnType<number, never, number>
    failed: ColumnType<number, never, number>
    finished_at: ColumnType<string | null, never, string>
  }
  deadline_rule: {
    district: string
    key: string
    value: number
    unit: string
    calendar: string
    source: string
    confidence: string
    valid_from: string
    valid_to: string | null
    changed_by: string
    changed_at: Time
  }
}
