import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import { text } from '@fengqiao/kernel'
import type { z } from 'zod'
import { StartupProblem } from '../postgres/startup-problem.ts'
import { type Definition, definitions, type SettingName } from './definitions.ts'

type Value<Name extends SettingName> = z.output<(typeof definitions)[Name]['schema']>
type Settled<Name extends SettingName> = (typeof definitions)[Name] extends { fallback: string } ? Value<Name> : Value<Name> | undefined

/** Every setting by the name it has in the environment: `settings.PORT` is a number, `settings.DEMO` a boolean. */
export type Settings = { readonly [Name in SettingName]: Settled<Name> }

export type Environment = Readonly<Record<string, string | undefined>>

/** The process's environment over what `.env` in `folder` says, so that a variable given on the command line wins. */
export function environment(folder: string = process.cwd()): Environment {
  const path = join(folder, '.env')
  return existsSync(path) ? { ...parseEnv(readFileSync(path, 'utf8')), ...process.env } : process.env
}

/**
 * Reads and checks every setting; an empty variable counts as absent. Throws StartupProblem naming the first variable
 * that will not do and what would, without repeating a secret.
 */
export function readSettings(env: Environment = environment()): Settings {
  const settings: Partial<Record<SettingName, unknown>> = {}
  for (const [name, definition] of Object.entries(definitions) as [SettingName, Definition][]) {
    const given = env[name]?.trim() || definition.fallback
    if (given === undefined) continue
    const read = definition.schema.safeParse(given)
    if (!read.success) throw unusable(name, definition, given)
    settings[name] = read.data
  }
  const complete = settings as Settings
  if (complete.OIDC_ISSUER && !complete.OIDC_CLIENT_ID)
    throw new StartupProblem(
      text('设置了 OIDC_ISSUER 就必须设置 OIDC_CLIENT_ID。', 'OIDC_ISSUER is set, so OIDC_CLIENT_ID must be set too.'),
    )
  return complete
}

function unusable(name: string, { form, secret }: Definition, given: string): StartupProblem {
  const shown = secret ? '…' : given
  return new StartupProblem(
    text(`设置项 ${name} 的值“${shown}”不可用：应为${form.zh}。`, `The setting ${name} cannot be “${shown}”: it should be ${form.en}.`),
  )
}
