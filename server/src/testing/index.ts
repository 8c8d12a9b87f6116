export { type TestDatabase, testDatabase } from './database.ts'
export { startTestPostgres, type TestPostgres } from './server.ts'
export { envExample, settingsTable } from '../settings/document.ts'
export { rebuiltSchema } from './schema.ts'
