import { text } from '@fengqiao/kernel'
import { page } from '../page.ts'

export default page({
  path: 'imports',
  title: text('导入导出', 'Import and export'),
  needs: 'dryRunImport',
  nav: { group: 'manage', order: 40, icon: 'import' },
  load: () => import('./ImportsPage.tsx'),
})
