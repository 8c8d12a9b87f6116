import { type ParseArgsConfig, parseArgs } from 'node:util'
import { text } from '@fengqiao/kernel'
import { UsageProblem } from './command.ts'

type Options = NonNullable<ParseArgsConfig['options']>
type Read<O extends Options> = ReturnType<typeof parseArgs<{ args: string[]; options: O; allowPositionals: true; strict: true }>>

/** Options and words of a command line. What it does not know is a UsageProblem that ends with the usage. */
export function readOptions<const O extends Options>(
  args: readonly string[],
  options: O,
  usage: string,
): { values: Read<O>['values']; words: string[]; wrong: (zh: string, en: string) => UsageProblem } {
  const wrong = (zh: string, en: string): UsageProblem =>
    new UsageProblem(text(`${zh}。用法：fengqiao ${usage}`, `${en}. Usage: fengqiao ${usage}`))
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true, strict: true })
    return { values: values as Read<O>['values'], words: positionals, wrong }
  } catch (error) {
    throw wrong((error as Error).message, (error as Error).message)
  }
}

/** A whole number from 1 to `most`. */
export function wholeNumber(word: string, option: string, most: number, wrong: (zh: string, en: string) => UsageProblem): number {
  const value = Number(word)
  if (!Number.isInteger(value) || value < 1 || value > most)
    throw wrong(`${option} 为 1 至 ${most} 的整数`, `${option} is a whole number from 1 to ${most}`)
  return value
}
