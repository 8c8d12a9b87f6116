import { text } from '@fengqiao/kernel'
import { page } from '../page.ts'

export default page({
  path: 'api-keys',
  title: text('接口密钥', 'API keys'),
  needs: 'listApiKeys',
  nav: { group: 'manage', order: 31, icon: 'key' },
  load: () => import('./ApiKeysPage.tsx'),
})
