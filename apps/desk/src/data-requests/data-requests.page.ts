import { text } from '@fengqiao/kernel'
import { page } from '../page.ts'

export default page({
  path: 'data-requests',
  title: text('个人信息请求', 'Data requests'),
  needs: 'listDataRequests',
  nav: { group: 'work', order: 71, icon: 'form' },
  load: () => import('./DataRequestsPage.tsx'),
})
