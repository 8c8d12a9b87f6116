import type { Text } from './text.ts'

/**
 * An expected "no". Returned, never thrown: it names the rule, cites its source and says what would help.
 * Unexpected failures are Errors and are thrown.
 */
export interface Refusal {
  readonly refused: true
  /** Stable code, the rule's own name: `objectionIsLate`, `not-permitted`, `version-conflict`. */
  readonly rule: string
  readonly because: Text
  /** Statute, regulation or house rule: 《信访工作条例》第二十三条. */
  readonly source?: string | undefined
  /** What the caller can do instead. */
  readonly help?: Text | undefined
  /** Which inputs are wrong, each with its own sentence. */
  readonly fields?: readonly FieldProblem[] | undefined
}

export interface FieldProblem {
  readonly path: string
  readonly because: Text
}

export function refusal(rule: string, because: Text, more: Pick<Refusal, 'source' | 'help' | 'fields'> = {}): Refusal {
  return { refused: true, rule, because, ...more }
}

export function isRefusal(value: unknown): value is Refusal {
  return typeof value === 'object' && value !== null && (value as { refused?: unknown }).refused === true
}
