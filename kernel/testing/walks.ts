import type { NamedProcedure } from '../procedure/procedure.ts'
import { Story } from './story.ts'
import type { Walk } from './walk.ts'

interface Telling {
  readonly title: string
  /** Tells the story and gives it as data; throws where it does not hold. */
  readonly run: () => Walk
}

/**
 * The stories of one procedure. `walk` tells one; `walks` is all of them, each run when asked:
 * `const { walk, walks } = walksOf(appeal)`.
 */
export function walksOf<S extends string, A extends string, D extends string>(procedure: NamedProcedure<S, A, D>) {
  const walks: Telling[] = []
  const walk = (title: string, tell: (city: Story<S, A, D>) => void): void => {
    walks.push({
      title,
      run: () => {
        const story = new Story<S, A, D>(procedure)
        tell(story)
        return { procedure: procedure.id, version: procedure.version, title, steps: story.end() }
      },
    })
  }
  return { walk, walks: walks as readonly Telling[] }
}
export type { Telling }
