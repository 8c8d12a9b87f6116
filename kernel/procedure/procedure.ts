import type { CaseState } from '../case/state.ts'
import type { DataOf, Fields } from '../form/field.ts'
import type { LetterContent } from '../letter/content.ts'
import type { PostWho, Who } from '../permission/who.ts'
import type { Text } from '../text.ts'
import type { DueRule } from './due.ts'
import type { Effect } from './effect.ts'
import type { Rule, Scene } from './rule.ts'

/**
 * Owns: the shape of the language in which a procedure is written. Names are literal types: a step, deadline,
 * letter, message, grade or field that does not exist does not compile.
 */

export const final = { final: true } as const
/** An end against the person: refused, rejected, terminated. Whatever leads here names its letter (law 5). */
export const adverseEnd = { final: true, adverse: true } as const
export type Final = typeof final | typeof adverseEnd

export interface HeldStep<D extends string = string> {
  readonly held: PostWho
  readonly due: D | readonly D[]
  readonly final?: false
  /** An adverse end or turn (refuse, reject, terminate): the actions that lead here must issue a letter with a remedy (law 5). */
  readonly adverse?: boolean
}

type FieldName<F extends Fields> = (keyof F & string) | `${keyof F & string}?`

/** `'reason'` must be given, `'reason?'` may be. An action that asks nothing (`A` unknown) is given nothing. */
type Asked<F extends Fields, A> = A extends readonly string[]
  ? {
      readonly [K in A[number] as K extends `${string}?` ? never : K & keyof F]: DataOf<F>[K & keyof F]
    } & {
      readonly [K in A[number] as K extends `${infer N}?` ? N & keyof F : never]?: DataOf<F>[(K extends `${infer N}?` ? N : never) &
        keyof F]
    }
  : Readonly<Record<never, never>>

export interface Action<
  S extends string = string,
  D extends string = string,
  L extends string = string,
  M extends string = string,
  F extends Fields = Fields,
  A = readonly string[],
  O extends string = string,
> {
  /** The step or steps it leaves; `start` opens the case. Absent with `during`. */
  readonly from?: S | 'start' | readonly S[]
  readonly to?: S
  /** Steps during which it may be taken without moving; `open` = every step that is not final. */
  readonly during?: S | 'open' | readonly S[]
  readonly by: Who | readonly Who[]
  /** Separation of duty: not the person who last took any of these actions on this case. */
  readonly notWhoDid?: readonly O[]
  readonly asks?: A & readonly FieldName<F>[]
  readonly unless?: readonly Rule<DataOf<F>, DataOf<F>>[]
  /** It changes a right for the worse: the letter that prints the remedy, issued whatever `does` returns (law 5). */
  readonly adverse?: L
  does?(matter: CaseState<DataOf<F>>, input: Asked<F, A>, scene: Scene): readonly Effect<D, L, M, keyof F & string>[]
}

/** Words of one procedure: every label, in both languages (law 8). */
export interface ProcedureWords<
  S extends string,
  D extends string,
  A extends string,
  L extends string,
  M extends string,
  G extends string,
  P extends string,
> {
  readonly name: Text
  readonly purpose: Text
  readonly steps: Readonly<Record<S, Text>>
  readonly deadlines: Readonly<Record<D, Text>>
  /** `label` on the button; `done` in the timeline, may use `{unit}` and input names; `event` is noun.past. */
  readonly actions: Readonly<Record<A, { readonly label: Text; readonly done: Text; readonly event: string }>>
  readonly letters: Readonly<Record<L, Text>>
  /** Sentences sent to people; slots: number, unit, due, phone and input names. */
  readonly messages: Readonly<Record<M, Text>>
  readonly grades: Readonly<Record<G, Text>>
  readonly pauses: Readonly<Record<string, Text>>
  readonly flags: Readonly<Record<P, Text>>
}

export type Letter<F extends Fields> = (matter: CaseState<DataOf<F>>, scene: LetterScene) => LetterContent

export interface LetterScene extends Scene {
  /** When the letter was issued, and to which unit if it went to one. */
  readonly to?: string | undefined
  readonly verifyUrl?: string | undefined
}

/** What the statistics page shows; always as numerator, denominator, period and excluded cases. */
export type Measure<A extends string = string> =
  | { readonly kind: 'count'; readonly of: readonly A[] }
  | { readonly kind: 'ratio'; readonly of: readonly A[]; readonly among: readonly A[] }
  /** Seconds from one action to a later one, per case (or per summoned unit for arrivals). */
  | { readonly kind: 'time'; readonly from: A; readonly until: A }
  | { readonly kind: 'onTime'; readonly clock: string }

export type Stage = 'received' | 'dispatched' | 'handling' | 'answered' | 'closed'

/** What the person who brought a case reads of it, by the names of the procedure. */
export interface ResidentWords<S extends string = string, F extends string = string, P extends string = string> {
  /** Where a case at this step stands, in the five words of the tracking page. */
  readonly stages: Readonly<Record<S, Stage>>
  /** What the handler asks, shown while the flag stands. */
  readonly question?: { readonly field: F; readonly while: P } | undefined
  /** Shown at steps whose stage is answered or closed: before, it may still be sent back. */
  readonly answer?: { readonly finding: F; readonly opinion: F; readonly basis: F } | undefined
  readonly rating?: F | undefined
  /** Where an anonymous reporter can be told of progress. */
  readonly phone?: F | undefined
}

export interface Definition<
  S extends string,
  D extends string,
  G extends string,
  L extends string,
  M extends string,
  P extends string,
  V extends string,
  F extends Fields,
  A extends Readonly<Record<string, unknown>>,
> {
  /** Raised whenever a change would treat open cases differently. */
  readonly version: number
  readonly words: ProcedureWords<NoInfer<S>, NoInfer<D>, NoInfer<keyof A & string>, NoInfer<L>, NoInfer<M>, NoInfer<G | V>, NoInfer<P>>
  readonly basis: readonly string[]
  /** `{place}诉〔{year}〕{serial}号` */
  readonly number: string
  readonly grades: readonly G[]
  /** Kinds of handling with periods of their own, such as `petition`; they go before the grade. */
  readonly variants?: readonly V[]
  readonly flags: readonly P[]
  readonly fields: F
  /** Fields that form the title and text of the case in lists and search; never a masked one. */
  readonly title: NoInfer<keyof F & string>
  readonly text: readonly NoInfer<keyof F & string>[]
  readonly subject?: NoInfer<keyof F & string>
  readonly steps: { readonly [K in S]: HeldStep<NoInfer<D>> | Final }
  readonly deadlines: { readonly [K in D]: DueRule<NoInfer<G | V>> }
  readonly letters: { readonly [K in L]: Letter<NoInfer<F>> }
  readonly messages: readonly M[]
  readonly actions: {
    readonly [K in keyof A]: Action<NoInfer<S>, NoInfer<D>, NoInfer<L>, NoInfer<M>, NoInfer<F>, A[K], NoInfer<keyof A & string>>
  }
  readonly counts: Readonly<Record<string, Measure<NoInfer<keyof A & string>> & { readonly label: Text }>>
  /** How a unit learns of a warning card and until when it may object; every card, ordered or automatic, follows it. */
  readonly cards?: { readonly letter: NoInfer<L>; readonly objection: NoInfer<D> }
  readonly resident?: ResidentWords<NoInfer<S>, NoInfer<keyof F & string>, NoInfer<P>>
  /** Kinds of original files kept beside the stripped ones; most procedures keep none. */
  readonly keepsOriginals?: boolean
}

/** A procedure with its names forgotten, as the kernel and the server handle it. */
export interface Procedure {
  readonly id: string
  readonly version: number
  readonly words: ProcedureWords<string, string, string, string, string, string, string>
  readonly basis: readonly string[]
  readonly number: string
  readonly grades: readonly string[]
  readonly variants: readonly string[]
  readonly flags: readonly string[]
  readonly fields: Fields
  readonly title: string
  readonly text: readonly string[]
  readonly subject?: string | undefined
  readonly steps: Readonly<Record<string, HeldStep | Final>>
  readonly deadlines: Readonly<Record<string, DueRule>>
  readonly letters: Readonly<Record<string, Letter<Fields>>>
  readonly messages: readonly string[]
  readonly actions: Readonly<Record<string, Action>>
  readonly counts: Readonly<Record<string, Measure & { readonly label: Text }>>
  readonly resident?: ResidentWords | undefined
  readonly cards?: { readonly letter: string; readonly objection: string } | undefined
  readonly keepsOriginals: boolean
}

/** A procedure that still knows its own names; assignable to `Procedure`. */
export interface NamedProcedure<S extends string, A extends string, D extends string> extends Procedure {
  readonly names?: { readonly step: S; readonly action: A; readonly deadline: D }
}

export function procedure<
  const S extends string,
  const D extends string,
  const G extends string,
  const L extends string,
  const M extends string,
  const P extends string,
  F extends Fields,
  // Per action what it asks. Unconstrained: one action that asks nothing would otherwise loosen the input of all.
  const A extends Readonly<Record<string, unknown>>,
  const V extends string = never,
>(id: string, definition: Definition<S, D, G, L, M, P, V, F, A>): NamedProcedure<S, keyof A & string, D> {
  const forgotten = definition as object as Omit<Procedure, 'id'>
  return { ...forgotten, id, variants: definition.variants ?? [], keepsOriginals: definition.keepsOriginals ?? false }
}

export const isFinal = (step: HeldStep | Final | undefined): step is Final => step !== undefined && 'final' in step && step.final === true
export const list = <T>(value: T | readonly T[] | undefined): readonly T[] =>
  value === undefined ? [] : Array.isArray(value) ? (value as readonly T[]) : [value as T]

/** Whether the action can be taken at this step at all. */
export function fits(procedure: Procedure, action: Action, step: string): boolean {
  if (action.during !== undefined) {
    const during = list(action.during)
    return during.includes(step) || (during.includes('open') && step in procedure.steps && !isFinal(procedure.steps[step]))
  }
  return list(action.from).includes(step)
}
