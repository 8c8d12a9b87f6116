import { text } from '@fengqiao/kernel'
import { page } from '../page.ts'

export default page({
  path: 'places',
  title: text('地图与地点', 'Places'),
  nav: { group: 'manage', order: 11, icon: 'place' },
  load: () => import('./PlacesPage.tsx'),
})
