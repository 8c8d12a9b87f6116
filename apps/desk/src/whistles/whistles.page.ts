import { text } from '@fengqiao/kernel'
import { page } from '../page.ts'

export default page({
  path: 'whistles',
  title: text('哨响看板', 'Whistle board'),
  needs: 'listWhistles',
  nav: { group: 'work', order: 30, icon: 'whistle', key: 'w' },
  load: () => import('./WhistlesPage.tsx'),
})
