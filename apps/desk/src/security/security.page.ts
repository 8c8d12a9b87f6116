import { text } from '@fengqiao/kernel'
import { page } from '../page.ts'

export default page({
  path: 'security',
  title: text('安全设置', 'Security settings'),
  needs: 'readSecuritySettings',
  nav: { group: 'manage', order: 30, icon: 'safety' },
  load: () => import('./SecurityPage.tsx'),
})
