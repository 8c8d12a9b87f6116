import { text } from '@fengqiao/kernel'
import { page } from '../page.ts'

export default page({
  path: 'settings',
  title: text('个人设置', 'My settings'),
  nav: { group: 'manage', order: 90, icon: 'settings' },
  load: () => import('./SettingsPage.tsx'),
})
