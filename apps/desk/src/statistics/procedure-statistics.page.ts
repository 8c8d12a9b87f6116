import { text } from '@fengqiao/kernel'
import { page } from '../page.ts'

export default page({
  path: 'statistics/:procedure',
  title: text('统计分析', 'Statistics'),
  needs: 'getStatistics',
  load: () => import('./StatisticsPage.tsx'),
})
