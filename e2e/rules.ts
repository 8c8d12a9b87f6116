import { staffCalls } from './house.ts'
import { house } from './people.ts'

interface Rule {
  readonly key: string
  readonly value: number
  readonly unit: string
  readonly calendar: string
  readonly source: string
  readonly confidence: string
  readonly validFrom: string | null
  readonly validTo: string | null
}

/** Changes a period, for clocks that run too, as an administrator may; `restore` puts back what was there, for new clocks. */
export async function changedRule(key: string, part: Partial<Rule>): Promise<{ restore(): Promise<void> }> {
  const { ask } = await staffCalls(house(), 'shen.system')
  const { rows } = (await ask('GET', '/api/deadline-rules')) as { rows: readonly Rule[] }
  const rule = rows.find(row => row.key === key)
  if (!rule) throw new Error(`no rule ${key} among ${rows.map(row => row.key).join(' ')}`)
  const put = ({ key: _, ...wanted }: Rule, openClocks: 'keep' | 'recompute') => {
    const { value, unit, calendar, source, confidence, validFrom, validTo } = wanted
    return ask('PUT', `/api/deadline-rules/${key}`, { value, unit, calendar, source, confidence, validFrom, validTo, openClocks })
  }
  await put({ ...rule, ...part }, 'recompute')
  return { restore: async () => void (await put(rule, 'keep')) }
}
