import { assertLawful, type Procedure } from '@fengqiao/kernel'
import { appeal } from './appeal/procedure.ts'

/** Every procedure in force, newest version of each. `npm run new:procedure` adds a line here. */
export const procedures: readonly Procedure[] = [appeal]

assertLawful(procedures)
