import { text } from '@fengqiao/kernel'
import { page } from '../page.ts'

export default page({
  path: 'duties',
  title: text('权责清单', 'Duty list'),
  needs: 'listDuties',
  nav: { group: 'manage', order: 12, icon: 'book', key: 'd' },
  load: () => import('./DutiesPage.tsx'),
})
