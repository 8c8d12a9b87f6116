import { text } from '@fengqiao/kernel'
import { page } from '../page.ts'

export default page({
  path: 'security-log',
  title: text('安全日志', 'Security log'),
  needs: 'listSecurityLog',
  nav: { group: 'oversight', order: 91, icon: 'safety' },
  load: () => import('./SecurityLogPage.tsx'),
})
