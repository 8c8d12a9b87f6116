import { text } from '@fengqiao/kernel'
import { page } from '../page.ts'

export default page({
  path: 'inbox',
  title: text('收件箱', 'Inbox'),
  needs: 'listInbox',
  nav: { group: 'work', order: 10, icon: 'inbox', key: 'i' },
  load: () => import('./InboxPage.tsx'),
})
