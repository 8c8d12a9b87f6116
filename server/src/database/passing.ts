/** Classes of SQLSTATE that pass by themselves: connection, rollback (deadlock, serialisation), resources, locks, operator's hand, system. */
const passing = /^(08|40|53|55|57|58)/
/** What `pg` and the network say when there is no answer from PostgreSQL to carry a code. */
const lost =
  /^(ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_)|connection (terminated|error|timeout)|timeout exceeded when trying to connect|not queryable|pool after calling end/i

/** Whether the database was only out of reach, so that the same work can succeed when tried again as it is. */
export function isPassing(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  return passing.test(code) || lost.test(code) || lost.test(error.message)
}
