import { text } from '@fengqiao/kernel'
import { page } from '../page.ts'

export default page({
  path: 'residents',
  title: text('群众登记', 'Residents'),
  needs: 'searchResidents',
  nav: { group: 'work', order: 70, icon: 'user' },
  load: () => import('./ResidentsPage.tsx'),
})
