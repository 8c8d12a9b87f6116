export { type TestDatabase, testDatabase } from './database.ts'
export { startTestPostgres, type TestPostgres } from './server.ts'
