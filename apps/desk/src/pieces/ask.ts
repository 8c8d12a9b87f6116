import type { Text } from '@fengqiao/kernel'
import type { FormField } from '@fengqiao/ui'

/** A field of a desk form that no procedure asks: how an administrator's dialog says what it needs. Required unless said otherwise. */
export const ask = (
  name: string,
  kind: string,
  label: Text,
  more: { readonly required?: boolean; readonly help?: Text; readonly options?: Readonly<Record<string, Text>> } = {},
): FormField => ({
  name,
  kind,
  label,
  required: more.required ?? true,
  masking: 'none',
  ...(more.help ? { help: more.help } : {}),
  ...(more.options ? { options: { ...more.options } } : {}),
})
