import writeXlsxFile from 'write-excel-file/node'

export interface Table {
  readonly header: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

/**
 * CSV as RFC 4180 with a byte order mark, so that spreadsheets read the Chinese. A cell that a spreadsheet would compute
 * (`=`, `+`, `-`, `@`, tab, return) is preceded by an apostrophe; the import takes it off again.
 */
export function toCsv({ header, rows }: Table): string {
  return `\uFEFF${[header, ...rows].map(row => row.map(csvCell).join(',')).join('\r\n')}\r\n`
}

function csvCell(value: string): string {
  // A telephone number or a coordinate is no formula.
  const safe = /^[=+\-@\t\r]/.test(value) && !/^-?\d+(\.\d+)?$/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** XLSX with every cell as text: nothing is computed, no code loses its leading zeros. */
export async function toXlsx({ header, rows }: Table): Promise<Buffer> {
  const head = header.map(value => ({ value, fontWeight: 'bold' as const }))
  const body = rows.map(row => row.map(value => ({ value, type: String })))
  return writeXlsxFile([head, ...body]).toBuffer()
}
