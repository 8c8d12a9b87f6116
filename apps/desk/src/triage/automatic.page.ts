import { text } from '@fengqiao/kernel'
import { page } from '../page.ts'

export default page({
  path: 'triage/automatic',
  title: text('自动分拨', 'Automatic dispatch'),
  needs: 'listQueue',
  nav: { group: 'oversight', order: 40, icon: 'control' },
  load: () => import('./AutomaticPage.tsx'),
})
