import type { Duty, Grade, PlaceLevel, Subject, UnitKind } from '@fengqiao/contract'
import type { Db } from '../database/connect.ts'
import { bumpRevision } from '../reference/store.ts'

/** Subjects in force: each group followed by its own, in their order. */
export async function readSubjects(db: Db, district: string): Promise<Subject[]> {
  const rows = await db
    .selectFrom('subject')
    .selectAll()
    .where('district', '=', district)
    .where('valid_to', 'is', null)
    .orderBy('ordinal')
    .orderBy('code')
    .execute()
  const all = rows.map(row => ({
    code: row.code,
    parent: row.parent,
    name: { zh: row.name_zh, en: row.name_en },
    description: { zh: row.description_zh, en: row.description_en },
    serviceCode: row.service_code,
    grade: row.grade as Grade,
    keywords: row.keywords,
    ordinal: row.ordinal,
  }))
  return all.filter(subject => !subject.parent).flatMap(group => [group, ...all.filter(subject => subject.parent === group.code)])
}

export async function putSubjects(db: Db, district: string, subjects: readonly Subject[], date: string): Promise<void> {
  if (subjects.length === 0) return
  await db
    .insertInto('subject')
    .values(
      subjects.map(subject => ({
        district,
        code: subject.code,
        parent: subject.parent,
        name_zh: subject.name.zh,
        name_en: subject.name.en,
        description_zh: subject.description.zh,
        description_en: subject.description.en,
        service_code: subject.serviceCode,
        grade: subject.grade,
        keywords: subject.keywords,
        ordinal: subject.ordinal,
        valid_from: date,
      })),
    )
    .onConflict(conflict =>
      conflict.columns(['district', 'code']).doUpdateSet(eb => ({
        parent: eb.ref('excluded.parent'),
        name_zh: eb.ref('excluded.name_zh'),
        name_en: eb.ref('excluded.name_en'),
        description_zh: eb.ref('excluded.description_zh'),
        description_en: eb.ref('excluded.description_en'),
        service_code: eb.ref('excluded.service_code'),
        grade: eb.ref('excluded.grade'),
        keywords: eb.ref('excluded.keywords'),
        ordinal: eb.ref('excluded.ordinal'),
        valid_to: null,
      })),
    )
    .execute()
  await bumpRevision(db, district, ['subject'])
}

/** Rows of the duty list in force, in id order. */
export async function readDuties(db: Db, district: string): Promise<Duty[]> {
  const rows = await db
    .selectFrom('duty')
    .selectAll()
    .where('district', '=', district)
    .where('valid_to', 'is', null)
    .orderBy('id')
    .execute()
  return rows.map(row => ({
    id: row.id,
    subject: row.subject,
    level: row.level as PlaceLevel,
    unitKind: row.unit_kind as UnitKind,
    place: row.place,
    part: row.part as Duty['part'],
    legalBasis: { zh: row.legal_basis_zh, en: row.legal_basis_en },
    remark: { zh: row.remark_zh, en: row.remark_en },
    version: row.version,
    validFrom: row.valid_from,
    validTo: row.valid_to,
  }))
}

export type DutyLine = Omit<Duty, 'version' | 'validFrom' | 'validTo'>

const columnsOf = (duty: DutyLine) => ({
  subject: duty.subject,
  level: duty.level,
  unit_kind: duty.unitKind,
  place: duty.place,
  part: duty.part,
  legal_basis_zh: duty.legalBasis.zh,
  legal_basis_en: duty.legalBasis.en,
  remark_zh: duty.remark.zh,
  remark_en: duty.remark.en,
})

/** Writes rows; one that exists is changed and its version counts up. Run it in a transaction. */
export async function putDuties(db: Db, district: string, duties: readonly DutyLine[], date: string): Promise<void> {
  for (let from = 0; from < duties.length; from += 200)
    await db
      .insertInto('duty')
      .values(duties.slice(from, from + 200).map(duty => ({ district, id: duty.id, ...columnsOf(duty), valid_from: date })))
      .onConflict(conflict =>
        conflict.columns(['district', 'id']).doUpdateSet(eb => ({
          subject: eb.ref('excluded.subject'),
          level: eb.ref('excluded.level'),
          unit_kind: eb.ref('excluded.unit_kind'),
          place: eb.ref('excluded.place'),
          part: eb.ref('excluded.part'),
          legal_basis_zh: eb.ref('excluded.legal_basis_zh'),
          legal_basis_en: eb.ref('excluded.legal_basis_en'),
          remark_zh: eb.ref('excluded.remark_zh'),
          remark_en: eb.ref('excluded.remark_en'),
          version: eb('duty.version', '+', 1),
          valid_to: null,
        })),
      )
      .execute()
  if (duties.length > 0) await bumpRevision(db, district, ['duty'])
}

/** Changes a row that is still at `version`; false when somebody was faster or it has ended. */
export async function changeDutyAt(db: Db, district: string, duty: DutyLine, version: number): Promise<boolean> {
  const done = await db
    .updateTable('duty')
    .set({ ...columnsOf(duty), version: version + 1 })
    .where('district', '=', district)
    .where('id', '=', duty.id)
    .where('version', '=', version)
    .where('valid_to', 'is', null)
    .executeTakeFirst()
  if (done.numUpdatedRows === 0n) return false
  await bumpRevision(db, district, ['duty'])
  return true
}

export async function endDutyOn(db: Db, district: string, id: string, date: string): Promise<void> {
  await db
    .updateTable('duty')
    .set({ valid_to: date })
    .where('district', '=', district)
    .where('id', '=', id)
    .where('valid_to', 'is', null)
    .execute()
  await bumpRevision(db, district, ['duty'])
}
