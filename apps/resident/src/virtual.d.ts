declare module 'virtual:filing-doors' {
  const doors: readonly import('./filing/door.ts').Door[]
  export default doors
}
declare module 'virtual:field-register' {
  const register: readonly import('./rights/register.ts').RegisterPart[]
  export default register
}
declare module '*.css'
