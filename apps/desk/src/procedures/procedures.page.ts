import { text } from '@fengqiao/kernel'
import { page } from '../page.ts'

export default page({
  path: 'procedures',
  title: text('程序库', 'Procedures'),
  nav: { group: 'oversight', order: 80, icon: 'solution', key: 'p' },
  load: () => import('./ProceduresPage.tsx'),
})
