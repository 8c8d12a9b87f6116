import { Show } from '../pieces/Feedback.tsx'
import { Page } from '../pieces/Page.tsx'
import { endpoints } from '../server/endpoints.ts'
import { useLive } from '../server/live.ts'
import { useLoad } from '../server/use-load.ts'
import { useSay } from '../settings/settings.ts'
import { CaseScreen } from './CaseScreen.tsx'

/** One of the signed-in resident's matters. */
export default function MyCasePage({ rest: [id = ''] }: { rest: readonly string[] }) {
  const say = useSay()
  const loaded = useLoad(endpoints.getMyCase, { params: { id } })
  useLive({ matter: id }, ['case'], loaded.reload)
  return (
    <Page title={say('办理进度', 'Progress')} back="#/me">
      <Show loaded={loaded} lines={6}>
        {matter => <CaseScreen matter={matter} source={{ kind: 'mine', id }} reload={loaded.reload} />}
      </Show>
      {loaded.trouble?.status === 401 && (
        <a className="button wide" href="#/sign-in">
          {say('登录', 'Sign in')}
        </a>
      )}
    </Page>
  )
}
