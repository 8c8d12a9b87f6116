import type { ColumnType } from '../database/column.ts'

type Time = ColumnType<string, string, string>
type TimeOrNone = ColumnType<string | null, string | null | undefined, string | null>

export interface FileTables {
  file: FileTable
  file_use: FileUseTable
  upload_token: UploadTokenTable
}

export interface FileTable {
  district: string
  hash: string
  size: number
  type: string
  width: number | null
  height: number | null
  thumbnail: string | null
  original: string | null
  original_type: string | null
  created_at: Time
}

export interface FileUseTable {
  district: string
  id: string
  hash: string
  uploader: string
  case_id: ColumnType<string | null, string | null | undefined, string | null>
  name_sealed: string | null
  created_at: Time
  attached_at: TimeOrNone
}

export interface UploadTokenTable {
  district: string
  id: string
  token_hash: string
  files_left: number
  created_at: Time
  expires_at: Time
}
