import { text } from '@fengqiao/kernel'
import { page } from '../page.ts'

export default page({
  path: 'procedures/:id',
  title: text('程序', 'Procedure'),
  load: () => import('./ProcedurePage.tsx'),
})
