import type { Text } from '@fengqiao/kernel'

/**
 * Something outside the program keeps it from starting: a folder, a port, a database, a setting.
 * The program prints the sentence and exits 1; a stack trace would help nobody.
 */
export class StartupProblem extends Error {
  readonly because: Text

  constructor(because: Text, options?: ErrorOptions) {
    super(`${because.zh}\n${because.en}`, options)
    this.name = 'StartupProblem'
    this.because = because
  }
}
