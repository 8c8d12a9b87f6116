import { text } from '@fengqiao/kernel'
import { page } from '../page.ts'

export default page({
  path: 'access-log',
  title: text('查看记录', 'Access log'),
  needs: 'listAccessLog',
  nav: { group: 'oversight', order: 90, icon: 'audit' },
  load: () => import('./AccessLogPage.tsx'),
})
