export { absorb } from './case/absorb.ts'
export * from './case/chain.ts'
export { checkCase } from './case/check.ts'
export { isLive, liveClock, newClock, retimed, ruleOf } from './case/clocks.ts'
export { type Decision, decide, inputSchema, type Opening, offers, open, permits, type Request } from './case/decide.ts'
export { unitsThatSee } from './case/draft.ts'
export { evolve, replay } from './case/evolve.ts'
export { checkMigration, type Migration, migrate, procedureOf } from './case/migrate.ts'
export { decideMiss } from './case/miss.ts'
export { type Retiming, retime } from './case/retime.ts'
export * from './case/state.ts'
export * from './deadline/index.ts'
export * from './diagram/index.ts'
export * from './form/field.ts'
export * from './form/identifiers.ts'
export * from './form/masking.ts'
export * from './letter/index.ts'
export * from './permission/organisation.ts'
export {
  type Actor,
  anyone,
  by,
  covers,
  describeWho,
  type Relation,
  relations,
  reporter,
  system,
  unitsIn,
  type Who,
} from './permission/who.ts'
export * from './procedure/due.ts'
export * from './procedure/effect.ts'
export { type Move, movesOf } from './procedure/graph.ts'
export { assertLawful, type Breach, checkProcedure, sayBreach } from './procedure/laws.ts'
export {
  type Action,
  adverseEnd,
  final,
  fits,
  isFinal,
  type Letter,
  type LetterScene,
  type Measure,
  type Procedure,
  type ProcedureWords,
  procedure,
  type ResidentWords,
  type Stage,
} from './procedure/procedure.ts'
export { type Rule, ruleFor, type Scene, type World } from './procedure/rule.ts'
export {
  type DeadlineRow,
  deadlinesTable,
  describeProcedure,
  type FieldRow,
  type FormFieldFact,
  fieldsTable,
  formOf,
  graphOf,
  type PermissionRow,
  permissionsTable,
  sayPeriod,
} from './procedure/tables.ts'
export * from './refusal.ts'
export * from './role.ts'
export * from './text.ts'
