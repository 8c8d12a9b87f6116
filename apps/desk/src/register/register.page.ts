import { text } from '@fengqiao/kernel'
import { page } from '../page.ts'

export default page({
  path: 'register',
  title: text('登记来访', 'Register a visit'),
  needs: 'searchResidents',
  nav: { group: 'work', order: 5, icon: 'fileNew', key: 'n' },
  load: () => import('./RegisterPage.tsx'),
})
