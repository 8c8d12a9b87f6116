import { text } from '@fengqiao/kernel'
import { page } from '../page.ts'

export default page({ path: 'cases/:id', title: text('事项', 'Matter'), needs: 'getCase', load: () => import('./CasePage.tsx') })
