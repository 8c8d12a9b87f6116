import { text } from '@fengqiao/kernel'
import { page } from '../page.ts'

export default page({
  path: 'accounts',
  title: text('人员与岗位', 'Accounts and posts'),
  needs: 'listAccounts',
  nav: { group: 'manage', order: 20, icon: 'team', key: 'a' },
  load: () => import('./AccountsPage.tsx'),
})
