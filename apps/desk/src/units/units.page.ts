import { text } from '@fengqiao/kernel'
import { page } from '../page.ts'

export default page({
  path: 'units',
  title: text('组织机构', 'Organisation'),
  needs: 'listUnits',
  nav: { group: 'manage', order: 10, icon: 'tree', key: 'u' },
  load: () => import('./UnitsPage.tsx'),
})
