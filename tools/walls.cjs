// Who may import whom (docs/architecture.md). CommonJS because dependency-cruiser reads its rules that way.
// Each rule is shown to fire by a planted breach in walls.test.ts.

/** Packages that only tests, generators and build configs may import, wherever those stand. */
const notProduct = '\\.test\\.tsx?$|\\.test-d\\.ts$|(^|/)vite\\.config\\.ts$|(^|/)(testing|walks)(/|\\.ts$)'

/**
 * The only files that may speak SQL: a noun's store and its table types, the database folder, the embedded server
 * beside it, migrations, and what tests or measures it.
 */
const speaksSql = [
  '(^|[/-])(store|tables)\\.ts$',
  '^server/src/(database|postgres|testing)/',
  '^server/.*\\.test\\.ts$',
  '^server/migrations/',
  '^(tools|bench)/',
].join('|')

const workspace = '^(kernel|procedures|contract|server|ui|bench|e2e|tools|apps/[^/]+)/'
const product = '^(kernel|procedures|contract|server|ui|apps)/'

/** A workspace package or one of its files; `names` is a regex alternation. */
const house = names => `^(${names})(/|$)`
/** An npm package by its resolved or bare name. */
const npm = names => `(^|node_modules/)(${names})(/|$)`

/** Files that packages open to others: whatever stands under `exports` in their package.json. */
function doors() {
  return ['kernel', 'procedures', 'contract', 'ui', 'server'].flatMap(folder =>
    Object.values(require(`../${folder}/package.json`).exports).map(door => `^${folder}/${door.replace('./', '').replaceAll('.', '\\.')}$`),
  )
}

module.exports = {
  forbidden: [
    {
      name: 'kernel-stands-alone',
      comment: 'The kernel imports only zod: it must run in the server, the browser and offline alike.',
      severity: 'error',
      from: { path: '^kernel/', pathNot: notProduct },
      to: { pathNot: `^kernel/|^\\.|${npm('zod')}` },
    },
    {
      name: 'kernel-tests-stay-inside',
      comment: 'Even tests and testing doors of the kernel know no other workspace.',
      severity: 'error',
      from: { path: '^kernel/' },
      to: { path: house('procedures|contract|server|ui|apps|bench|e2e|tools') },
    },
    {
      name: 'procedures-know-only-the-kernel',
      comment: 'A procedure is written in the language of the kernel and nothing else.',
      severity: 'error',
      from: { path: '^procedures/', pathNot: notProduct },
      to: { pathNot: `^procedures/|^kernel/|^\\.|${npm('zod')}` },
    },
    {
      name: 'procedures-never-each-other',
      comment: 'Procedures compose by spawning and linking cases by id, never by importing one another.',
      severity: 'error',
      from: { path: '^procedures/([^/]+)/' },
      to: { path: '^procedures/[^/]+/', pathNot: '^procedures/$1/' },
    },
    {
      name: 'contract-knows-only-the-kernel',
      comment: 'The contract is what both sides agree on; it knows neither server nor screen.',
      severity: 'error',
      from: { path: '^contract/', pathNot: notProduct },
      to: { pathNot: `^contract/|^kernel/|^\\.|${npm('zod|zod-openapi')}` },
    },
    {
      name: 'ui-knows-no-server-and-no-procedure',
      comment: 'Shared screen pieces work for every procedure, so they know none.',
      severity: 'error',
      from: { path: '^ui/' },
      to: { path: house('server|apps|procedures|bench|e2e|tools') },
    },
    {
      name: 'server-never-a-screen',
      comment: 'The server serves built files; it never imports a screen.',
      severity: 'error',
      from: { path: '^server/' },
      to: { path: house('apps|ui|bench|e2e|tools') },
    },
    {
      name: 'apps-never-the-server',
      comment: 'Apps reach the server only through the contract.',
      severity: 'error',
      from: { path: '^apps/' },
      to: { path: house('server|bench|e2e|tools') },
    },
    {
      name: 'apps-never-each-other',
      comment: 'What two apps need belongs in ui/.',
      severity: 'error',
      from: { path: '^apps/([^/]+)/' },
      to: { path: '^apps/[^/]+/', pathNot: '^apps/$1/' },
    },
    {
      name: 'doors-only',
      comment:
        'Another package is entered by its name, through the doors in its package.json (index.ts, testing.ts), never by a deep path.',
      severity: 'error',
      from: { path: workspace },
      to: {
        path: workspace,
        pathNot: ['^$1/', ...doors()],
      },
    },
    {
      name: 'by-name-only',
      comment: 'Another package is imported by its name (@fengqiao/…), so that what it depends on stands in package.json.',
      severity: 'error',
      from: { path: workspace },
      to: { path: workspace, pathNot: '^$1/', dependencyTypesNot: ['aliased-workspace'] },
    },
    {
      name: 'testing-doors-are-for-tests',
      comment: 'Testing doors never become part of what runs.',
      severity: 'error',
      from: { path: product, pathNot: notProduct },
      to: { path: '^(kernel|procedures)/testing\\.ts$|^procedures/[^/]+/walks(/|\\.ts$)|^server/src/testing/' },
    },
    {
      name: 'sql-only-in-stores',
      comment: 'A table’s SQL stands in its noun’s store.ts, so that it is found in one place. Hand other files a function, not a query.',
      severity: 'error',
      from: { pathNot: speaksSql },
      to: { path: npm('kysely|pg') },
    },
    {
      name: 'antd-only-in-ui',
      comment: 'Ant Design is reached through ui/, so that the look can be changed in one place.',
      severity: 'error',
      from: { path: product, pathNot: '^ui/' },
      to: { path: npm('antd|@ant-design/[^/]+') },
    },
    {
      name: 'no-cycles',
      comment: 'A cycle means two files are one idea cut in half. (A cycle closed only by a type import is let through.)',
      severity: 'error',
      from: { pathNot: 'node_modules' },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'resolvable',
      comment: 'The import leads nowhere: a missing file, an undeclared door, or a package that is not installed.',
      severity: 'error',
      from: { path: workspace },
      to: { couldNotResolve: true, pathNot: '^virtual:|\\?(url|raw|worker|inline)$' },
    },
  ],
}
