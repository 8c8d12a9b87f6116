import type { Telling } from '@fengqiao/kernel/testing'
import { walks as appeal } from './appeal/walks/index.ts'

/** The stories of every procedure. `npm run new:procedure` adds its own. */
export const walks: readonly Telling[] = [...appeal]
