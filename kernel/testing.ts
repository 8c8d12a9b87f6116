export { holidays2026 } from './deadline/holidays-2026.ts'
