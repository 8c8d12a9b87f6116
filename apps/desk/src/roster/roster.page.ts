import { text } from '@fengqiao/kernel'
import { page } from '../page.ts'

export default page({
  path: 'roster',
  title: text('值班表', 'Rosters'),
  needs: 'listShifts',
  nav: { group: 'work', order: 60, icon: 'calendar', key: 'r' },
  load: () => import('./RosterPage.tsx'),
})
