import pg from 'pg'

/** What must be kept besides the files: PostgreSQL's own note of where recovery begins, and the span of WAL that it needs. */
export interface BackupEnd {
  readonly label: string
  readonly tablespaces: string
  /** First and last WAL segment by name; those between belong to it too. */
  readonly wal: readonly [first: string, last: string]
}

/**
 * Runs `copy` between pg_backup_start and pg_backup_stop on a superuser's connection. A replication slot of this session keeps
 * the WAL from being recycled meanwhile, and goes with the session. Then gives `finish` what belongs to the copy, before the slot goes.
 */
export async function whileBackingUp(
  adminUrl: string,
  copy: () => Promise<void>,
  finish: (end: BackupEnd) => Promise<void>,
): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl, application_name: 'fengqiao-backup' })
  client.on('error', () => undefined) // rejects the query under way as well
  await client.connect()
  try {
    const slot = `fengqiao_backup_${process.pid}`
    await client.query('select pg_create_physical_replication_slot($1, true, true)', [slot])
    const begun = await client.query<{ first: string }>(`select pg_walfile_name(pg_backup_start('fengqiao', true)) as first`)
    await copy()
    const ended = await client.query<{ last: string; label: string; tablespaces: string }>(
      'select pg_walfile_name(lsn) as last, labelfile as label, spcmapfile as tablespaces from pg_backup_stop(false)',
    )
    const [start, stop] = [begun.rows[0], ended.rows[0]]
    if (!start || !stop) throw new Error('PostgreSQL did not say where the backup begins and ends; the copy is of no use')
    await finish({ label: stop.label, tablespaces: stop.tablespaces, wal: [start.first, stop.last] })
  } finally {
    await client.end()
  }
}
