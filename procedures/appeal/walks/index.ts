import './filing.ts'
import './dispatching.ts'
import './handling.ts'
import './supervision.ts'
import './follow-up.ts'
import './petition.ts'

export { walks } from './telling.ts'
