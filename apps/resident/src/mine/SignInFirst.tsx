import type { ReactNode } from 'react'
import { Show } from '../pieces/Feedback.tsx'
import { Icon } from '../pieces/Icon.tsx'
import { useSay } from '../settings/settings.ts'
import { isResident, useMe } from './me.ts'

/** Shows its children to a signed-in resident; others are told what signing in would give them. */
export function SignInFirst({ children }: { children: ReactNode }) {
  const loaded = useMe()
  return <Show loaded={loaded}>{reply => (isResident(reply) ? children : <Invitation />)}</Show>
}

export function Invitation() {
  const say = useSay()
  return (
    <section className="card stack centre">
      <Icon name="person" size={44} />
      <h2>{say('用手机号登录', 'Sign in with your phone number')}</h2>
      <p className="soft">
        {say(
          '换手机也能看到自己的事项，收到进展提醒，并查看谁看过您的信息。不登录也能反映和查进度。',
          'See your matters on any phone, be told of progress, and see who looked at your data. Filing and tracking need no sign-in.',
        )}
      </p>
      <a className="button wide" href="#/sign-in">
        {say('登录', 'Sign in')}
      </a>
    </section>
  )
}
