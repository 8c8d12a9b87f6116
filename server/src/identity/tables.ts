import type { ColumnType } from '../database/column.ts'

/** Tables of migration 0003: accounts, sessions, residents, keys and the logs of looks and deeds. */
export interface IdentityTables {
  account: AccountTable
  session: SessionTable
  sign_in_attempt: { district: string; subject: string; since: string; taken: number; locked_until: string | null }
  phone_code: { district: string; phone_key: string; code_hash: string; sent_at: string; expires_at: string; tries: number }
  api_key: ApiKeyTable
  resident: ResidentTable
  unmask_grant: UnmaskGrantTable
  access_log: AccessLogTable
  security_log: SecurityLogTable
  data_request: DataRequestTable
  security_setting: { district: string; setting: ColumnType<unknown, string, string>; changed_at: string; changed_by: string }
}

type Default<T> = ColumnType<T, T | undefined, T>

interface AccountTable {
  district: string
  id: string
  login: string
  login_key: string
  name_zh: string
  name_en: string
  email: string | null
  phone: string | null
  password_hash: string | null
  password_set_at: string | null
  must_change: Default<boolean>
  totp_sealed: string | null
  totp_next_sealed: string | null
  totp_used_step: number | null
  recovery_hashes: Default<string[]>
  oidc_subject: string | null
  language: Default<'zh' | 'en'>
  created_at: string
  created_by: string | null
  created_key: string | null
  signed_in_at: string | null
  disabled_at: string | null
  disabled_reason: string | null
}

interface SessionTable {
  district: string
  id: string
  token_hash: string
  account: string | null
  resident: string | null
  stage: 'full' | 'secondFactor' | 'enrolSecondFactor' | 'changePassword'
  post: string | null
  created_at: string
  seen_at: string
  /** Seconds. */
  idle_after: number
  expires_at: string
  ended_at: string | null
}

interface ApiKeyTable {
  district: string
  id: string
  name: string
  key_hash: string
  per_minute: number
  per_day: number
  created_at: string
  created_by: string | null
  revoked_at: string | null
  minute: Default<string>
  minute_used: Default<number>
  day: Default<string>
  day_used: Default<number>
}

interface ResidentTable {
  district: string
  id: string
  phone_sealed: string | null
  phone_key: string | null
  phone_masked: string | null
  name_sealed: string | null
  name_key: string | null
  name_masked: string | null
  id_number_sealed: string | null
  id_number_key: string | null
  address_sealed: string | null
  place: string | null
  language: Default<'zh' | 'en'>
  demo: Default<boolean>
  created_at: string
  changed_at: string
  erased_at: string | null
}

interface UnmaskGrantTable {
  district: string
  id: string
  account: string
  post: string
  resident: string
  case_id: string | null
  purpose: string
  reason: string
  fields: string[]
  given_at: string
  until: string
  request_key: string
}

export interface AccessLogTable {
  district: string
  id: string
  at: string
  viewer: string
  post: string
  role: string
  unit: string
  resident: string | null
  case_id: string | null
  fields: string[]
  masked: boolean
  purpose: string
  reason: string | null
  grant_id: string | null
  request: string
  withheld_until: string | null
  withheld_ground: string | null
  mac: string
}

export interface SecurityLogTable {
  district: string
  id: string
  at: string
  actor: string | null
  act: string
  subject: string | null
  detail: ColumnType<Record<string, unknown>, string, never>
  request: string
  mac: string
}

interface DataRequestTable {
  district: string
  id: string
  resident: string
  kind: 'correction' | 'deletion' | 'objection'
  wish_sealed: string
  field: string | null
  filed_at: string
  due_at: string
  state: 'open' | 'granted' | 'refused'
  answer_sealed: string | null
  answered_at: string | null
  answered_by: string | null
  request_key: string
}
