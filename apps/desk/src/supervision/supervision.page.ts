import { text } from '@fengqiao/kernel'
import { page } from '../page.ts'

export default page({
  path: 'supervision',
  title: text('督办', 'Supervision'),
  needs: 'listSupervision',
  nav: { group: 'oversight', order: 10, icon: 'flag', key: 'u' },
  load: () => import('./SupervisionPage.tsx'),
})
