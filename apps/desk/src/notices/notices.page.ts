import { text } from '@fengqiao/kernel'
import { page } from '../page.ts'

export default page({
  path: 'notices',
  title: text('我的消息', 'My notices'),
  nav: { group: 'work', order: 80, icon: 'bell', key: 'n' },
  load: () => import('./NoticesPage.tsx'),
})
