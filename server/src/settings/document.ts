import { type Definition, definitions } from './definitions.ts'

const all = Object.entries(definitions) as [string, Definition][]

/** The text of `.env.example`: every setting, commented out, with what it means in both languages. */
export function envExample(): string {
  const head = [
    '# 枫桥的全部设置。复制为 .env 后按需修改；命令行给出的环境变量优先。',
    '# Every setting of Fengqiao. Copy to .env and change what you need; variables of the process win.',
    '# 由设置定义生成，请勿手改。 Generated from the settings definitions, not edited by hand.',
  ].join('\n')
  const entries = all.map(
    ([name, { about, form, fallback, example }]) =>
      `# ${about.zh}（${form.zh}）\n# ${about.en} (${form.en})\n# ${name}=${fallback ?? example ?? ''}`,
  )
  return `${[head, ...entries].join('\n\n')}\n`
}

/** The settings table of docs/deploy.md, as Markdown. */
export function settingsTable(): string {
  const rows = all.map(([name, { about, form, fallback, secret }]) =>
    [
      `\`${name}\``,
      fallback === undefined ? '–' : `\`${fallback}\``,
      `${about.zh}<br>${about.en}`,
      `${form.zh}<br>${form.en}`,
      secret ? '是 yes' : '',
    ]
      .map(cell => cell.replaceAll('|', '\\|'))
      .join(' | '),
  )
  return [
    '| 变量 variable | 默认 default | 含义 meaning | 取值 form | 机密 secret |',
    '|---|---|---|---|---|',
    ...rows.map(row => `| ${row} |`),
    '',
  ].join('\n')
}
