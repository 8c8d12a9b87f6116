import { expect, test } from 'vitest'
import { sortActions } from './actions.ts'
import type { MatterAction } from './source.ts'

const field = (kind: string, required = true) => ({ name: kind, kind, required, masking: 'open', label: { zh: '', en: '' } })
const action = (id: string, to: string | null, ...form: MatterAction['form']): MatterAction => ({
  id,
  label: { zh: id, en: id },
  to: to === null ? null : { id: to, name: { zh: to, en: to } },
  adverse: false,
  form,
})

test('actions are sorted by their forms: telling more, rating, everything else', () => {
  const more = action('more', null, field('longText'), field('files', false))
  const good = action('good', 'closed', field('rating'))
  const bad = action('bad', 'again', field('rating'), field('text'))
  const back = action('back', 'withdrawn', field('text', false))
  const above = action('above', 'reviewing', field('longText'))
  const sorted = sortActions([good, back, more, bad, above])
  expect(sorted).toEqual({ tell: more, rate: [good, bad], others: [back, above] })
})
