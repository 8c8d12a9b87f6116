import { type Problem, ProblemError } from '@fengqiao/contract'
import { type Language, type Text, text } from '@fengqiao/kernel'

/** Owns how a "no" is told: every failure a screen can meet becomes one RFC 9457 document in the reader's language. */

const unexpected = text('页面出现意外错误', 'Something unexpected went wrong on this page')
const unexpectedHelp = text('请刷新页面；如反复出现，请告知管理员', 'Reload the page; if it keeps happening, tell the administrator')

/** The problem behind any error; a bug of ours is told as such and not hidden. */
export function problemOf(error: unknown, language: Language): Problem {
  if (error instanceof ProblemError) return error.problem
  return {
    type: '/problems/unexpected',
    rule: 'unexpected',
    status: 0,
    title: unexpected[language],
    help: unexpectedHelp[language],
    ...(error instanceof Error && error.message ? { detail: error.message } : {}),
  }
}

export const isProblem = (error: unknown, ...rules: readonly string[]): error is ProblemError =>
  error instanceof ProblemError && rules.includes(error.problem.rule)

/** Sentences beside inputs, by field name. `input.phone`, `body.phone` and `phone.0` all belong to `phone`. */
export function fieldProblems(problem: Problem | undefined, names: readonly string[]): Record<string, string> {
  const found: Record<string, string> = {}
  for (const { path, because } of problem?.fields ?? []) {
    const name = path.split('.').find(part => names.includes(part))
    if (name) found[name] ??= because
  }
  return found
}

/** What kind of answer helps: try again, sign in, look again, or change the input. */
export type Remedy = 'retry' | 'signIn' | 'lookAgain' | 'correct' | 'none'

export function remedyOf({ rule, status }: Problem): Remedy {
  if (rule === 'sign-in-required') return 'signIn'
  if (rule === 'version-conflict') return 'lookAgain'
  if (rule === 'bad-input') return 'correct'
  return status === 0 || status === 429 || status >= 500 ? 'retry' : 'none'
}

export const remedyWords: Readonly<Record<Remedy, Text>> = {
  retry: text('重试', 'Try again'),
  signIn: text('重新登录', 'Sign in again'),
  lookAgain: text('查看最新情况', 'Show the latest'),
  correct: text('返回修改', 'Correct it'),
  none: text('知道了', 'OK'),
}
