// Loads every procedure and lets the kernel judge it (kernel/procedure/laws.ts). Owns no law itself.
import { assertLawful } from '@fengqiao/kernel'
import { procedures } from '@fengqiao/procedures'

if (import.meta.main) {
  assertLawful(procedures)
  if (procedures.length === 0) throw new Error('@fengqiao/procedures lists no procedure; there is nothing the laws could hold for.')
  console.log(`${procedures.length} procedure(s) keep every law`)
}
