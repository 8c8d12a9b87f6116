import type { ResidentField } from '@fengqiao/contract'
import { type Text, text } from '@fengqiao/kernel'

export const fieldWords: Readonly<Record<ResidentField, Text>> = {
  name: text('姓名', 'Name'),
  phone: text('手机', 'Mobile'),
  idNumber: text('证件号码', 'Identity number'),
  address: text('住址', 'Address'),
}
