import type { Text } from '@fengqiao/kernel'

/** The field register of one form: what is asked, why, on what ground, and how long it is kept after closure. */
export interface RegisterPart {
  readonly name: Text
  readonly fields: readonly {
    readonly label: Text
    readonly purpose: Text
    readonly basis: string
    readonly masking: string
    readonly retentionMonths: number
  }[]
}
