import { text } from '@fengqiao/kernel'
import { page } from '../page.ts'

export default page({
  path: 'search',
  title: text('查询', 'Search'),
  needs: 'searchCases',
  nav: { group: 'work', order: 40, icon: 'search', key: 's' },
  load: () => import('./SearchPage.tsx'),
})
