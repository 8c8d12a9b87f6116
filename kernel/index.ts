export * from './refusal.ts'
export * from './role.ts'
export * from './text.ts'
export * from './deadline/index.ts'
