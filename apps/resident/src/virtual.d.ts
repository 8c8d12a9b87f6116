// Made by vite.config.ts from the procedures; typed where they are read.
declare module 'virtual:filing-doors' {
  const doors: unknown
  export default doors
}
declare module 'virtual:field-register' {
  const register: unknown
  export default register
}
declare module '*.css'
