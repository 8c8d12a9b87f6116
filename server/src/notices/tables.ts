import type { ColumnType } from '../database/column.ts'

type Time = ColumnType<string, string, string>
type TimeOrNone = ColumnType<string | null, string | null | undefined, string | null>
type Later<T> = ColumnType<T, T | undefined, T>

export interface NoticeTables {
  notice: NoticeTable
  push_subscription: PushSubscriptionTable
  push_key: PushKeyTable
  local_message: LocalMessageTable
}

export type NoticeChannel = 'inApp' | 'sms' | 'email' | 'push'
export type NoticeState = 'waiting' | 'claimed' | 'sent' | 'dead' | 'dropped'
export type RecipientKind = 'resident' | 'account' | 'contact'

export interface NoticeTable {
  district: string
  id: string
  case_id: string | null
  recipient_kind: RecipientKind
  recipient: string
  channel: NoticeChannel
  template: string
  params: ColumnType<Record<string, unknown>, string, string>
  link: string | null
  urgent: Later<boolean>
  state: Later<NoticeState>
  created_at: Time
  due_at: Time
  expires_at: TimeOrNone
  claimed_at: TimeOrNone
  claim: ColumnType<string | null, string | null | undefined, string | null>
  sent_at: TimeOrNone
  read_at: TimeOrNone
  tries: Later<number>
  delivered: Later<string[]>
  last_error: ColumnType<string | null, string | null | undefined, string | null>
  dedupe_key: string
}

export interface PushSubscriptionTable {
  district: string
  id: string
  recipient_kind: 'resident' | 'account'
  recipient: string
  endpoint_sealed: string
  endpoint_key: string
  p256dh: string
  auth_sealed: string
  created_at: Time
}

export interface PushKeyTable {
  district: string
  public_key: string
  private_sealed: string
  created_at: Time
}

export interface LocalMessageTable {
  district: string
  id: string
  channel: 'sms' | 'email'
  address: string
  subject: string
  body: string
  dedupe_key: string
  at: Time
}
