import { scopeOf } from '../cases/scope.ts'
import { readCases } from '../cases/store.ts'
import type { Db } from '../database/connect.ts'
import { uploaderOf } from '../files/routes.ts'
import type { FileRecord } from '../files/store.ts'
import type { Caller } from '../identity/caller.ts'

/** A file is read by whoever may see a case that holds it, and by whoever brought it while no case does. */
export const mayReadFile =
  (db: Db) =>
  async (caller: Caller, file: FileRecord): Promise<boolean> => {
    const mine = uploaderOf(caller)
    if (mine && file.uses.some(use => use.uploader === mine && use.caseId === null)) return true
    const ids = file.uses.flatMap(use => (use.caseId ? [use.caseId] : []))
    const scope = scopeOf(caller)
    return scope !== 'none' && (await readCases(db, scope, caller.district, ids)).length > 0
  }
