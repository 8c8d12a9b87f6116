import pg from 'pg'

/**
 * Listens on a NOTIFY channel over a connection of its own. `lost` is called once when it breaks; the caller opens another.
 * Returns how to close it, which is not told as lost.
 */
export async function listenOn(
  url: string,
  channel: string,
  heard: (payload: string) => void,
  lost: () => void,
): Promise<() => Promise<void>> {
  const client = new pg.Client({ connectionString: url, application_name: 'fengqiao-live' })
  let over = false
  const end = (): void => {
    if (over) return
    over = true
    lost()
  }
  client.on('notification', ({ payload }) => heard(payload ?? ''))
  client.on('error', end)
  client.on('end', end)
  await client.connect()
  await client.query(`listen ${pg.escapeIdentifier(channel)}`)
  return async () => {
    over = true
    await client.end().catch(() => undefined)
  }
}
