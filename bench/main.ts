/** `npm run bench -- NAME …`: one file per bench, each exporting `run(args)`. Their last line of output is one JSON object. */
const benches: Readonly<Record<string, () => Promise<{ run: (args: readonly string[]) => Promise<void> }>>> = {
  loop: () => import('./loop.ts'),
  triage: () => import('./triage.ts'),
}

const [name = '', ...args] = process.argv.slice(2)
const bench = benches[name]
if (bench === undefined) {
  console.error(`Unknown bench "${name}". Known: ${Object.keys(benches).join(', ')}.`)
  process.exit(1)
}
try {
  await (await bench()).run(args)
} catch (problem) {
  console.error(problem instanceof Error ? problem.message : String(problem))
  process.exit(1)
}
