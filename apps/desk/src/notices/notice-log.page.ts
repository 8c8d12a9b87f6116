import { text } from '@fengqiao/kernel'
import { page } from '../page.ts'

export default page({
  path: 'notice-log',
  title: text('发送记录', 'Sending log'),
  needs: 'listNotices',
  nav: { group: 'manage', order: 50, icon: 'announce' },
  load: () => import('./NoticeLogPage.tsx'),
})
