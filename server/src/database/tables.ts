import type { DeploymentTables } from '../deployment/tables.ts'
import type { FileTables } from '../files/tables.ts'
import type { CaseImportTables } from '../case-import/tables.ts'
import type { CaseTables } from '../cases/tables.ts'
import type { TriageTables } from '../dispatch/tables.ts'
import type { IdentityTables } from '../identity/tables.ts'
import type { NoticeTables } from '../notices/tables.ts'
import type { ReferenceTables } from '../reference/tables.ts'
import type { ReplyTables } from '../replies/tables.ts'

/**
 * Every table of the house as Kysely sees it. A noun describes its own tables in `server/src/<noun>/tables.ts` as an
 * interface from table name to row, and joins here: two nouns cannot then claim one table with different columns.
 */
export interface Tables
  extends CaseImportTables,
    CaseTables,
    DeploymentTables,
    IdentityTables,
    ReplyTables,
    ReferenceTables,
    NoticeTables,
    FileTables,
    TriageTables {}
