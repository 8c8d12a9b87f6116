import { text } from '@fengqiao/kernel'
import { page } from '../page.ts'

export default page({
  path: 'units/:id',
  title: text('单位', 'Unit'),
  needs: 'getUnit',
  load: () => import('./UnitPage.tsx'),
})
