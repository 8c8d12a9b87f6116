import type { ColumnType } from 'kysely'
import type { ModelFigures } from './figures.ts'

type Time = ColumnType<string, string, string>
type MaybeTime = ColumnType<string | null, string | null, string | null>
type Json<T> = ColumnType<T, string, string>

export interface TriageTables {
  triage_model: {
    district: string
    id: string
    trained_at: Time
    rows: number
    state: 'proposed' | 'active' | 'retired' | 'rejected'
    threshold: number
    figures: Json<ModelFigures>
    before: ColumnType<ModelFigures | null, string | null, string | null>
    chosen: number
    kept: number
    bytes: Buffer | null
    asked_by: string | null
    decided_by: string | null
    decided_at: MaybeTime
  }
  triage_order: { district: string; set_at: Time; threshold: number; automatic: boolean; account: string | null; name: string }
  triage_job: {
    district: string
    id: string
    kind: 'model' | 'background'
    state: 'waiting' | 'running' | 'done' | 'failed'
    founding: ColumnType<boolean, boolean | undefined, boolean>
    progress: ColumnType<number, number | undefined, number>
    error: string | null
    asked_by: string | null
    asked_at: Time
    beat_at: MaybeTime
    attempts: ColumnType<number, number | undefined, number>
  }
  triage_look: { district: string; case_id: string; revision: number; mark: string; at: Time; verdict: string | null }
  triage_correction: {
    district: string
    case_id: string
    seq: number
    at: Time
    kind: 'subject' | 'unit'
    suggested: string
    chosen: string
    label: string | null
    model: string
    account: string | null
  }
  triage_fate: { district: string; day: string; automatic: number; by_hand: number; objected: number }
  triage_cursor: { district: string; position: number }
  triage_background: {
    district: string
    version: number
    learned_at: Time
    messages: number
    seen: Buffer
    rekeyed_at: MaybeTime
    rekeyed_case: string | null
    rekeyed: ColumnType<boolean, boolean | undefined, boolean>
  }
}
