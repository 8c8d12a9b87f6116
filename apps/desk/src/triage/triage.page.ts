import { text } from '@fengqiao/kernel'
import { page } from '../page.ts'

export default page({
  path: 'triage',
  title: text('研判分拨', 'Triage'),
  needs: 'listQueue',
  nav: { group: 'work', order: 20, icon: 'swap', key: 't' },
  load: () => import('./TriagePage.tsx'),
})
