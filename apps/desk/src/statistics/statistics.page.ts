import { text } from '@fengqiao/kernel'
import { page } from '../page.ts'

export default page({
  path: 'statistics',
  title: text('统计分析', 'Statistics'),
  needs: 'getStatistics',
  nav: { group: 'oversight', order: 70, icon: 'chart', key: 's' },
  load: () => import('./StatisticsPage.tsx'),
})
