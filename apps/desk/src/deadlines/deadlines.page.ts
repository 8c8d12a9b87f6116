import { text } from '@fengqiao/kernel'
import { page } from '../page.ts'

export default page({
  path: 'deadlines',
  title: text('时限规则', 'Deadline rules'),
  needs: 'listDeadlineRules',
  nav: { group: 'manage', order: 13, icon: 'clock' },
  load: () => import('./DeadlinesPage.tsx'),
})
