import { text } from '@fengqiao/kernel'
import { page } from '../page.ts'

export default page({
  path: 'hotspots',
  title: text('热点', 'Hotspots'),
  needs: 'listHotspots',
  nav: { group: 'oversight', order: 20, icon: 'hot', key: 'h' },
  load: () => import('./HotspotsPage.tsx'),
})
