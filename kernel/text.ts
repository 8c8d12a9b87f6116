/** A sentence or label in both languages of the house. Law 8: neither may be empty. */
export interface Text {
  readonly zh: string
  readonly en: string
}

export type Language = keyof Text

/** Shorthand used by words files: `text('受理', 'Accept')`. */
export const text = (zh: string, en: string): Text => ({ zh, en })

/** Fills `{name}` slots in both languages. An unknown slot is left as it stands, so that a test sees it. */
export function fill(template: Text, values: Readonly<Record<string, string | number | Text>>): Text {
  const one = (language: Language): string =>
    template[language].replaceAll(/\{(\w+)\}/g, (slot, name: string) => {
      const value = values[name]
      if (value === undefined) return slot
      return typeof value === 'object' ? value[language] : String(value)
    })
  return { zh: one('zh'), en: one('en') }
}
