import './sign-in.css'
import { chooseLanguage, type Me } from '@fengqiao/contract'
import { text } from '@fengqiao/kernel'
import { useLanguage, useText, useWrite } from '@fengqiao/ui'
import { Button, Tabs } from '@fengqiao/ui/desk'
import { Brand } from '../shell/Brand.tsx'
import { ChangePassword } from './ChangePassword.tsx'
import { DemoDoors } from './DemoDoors.tsx'
import { EnrolSecondFactor } from './EnrolSecondFactor.tsx'
import { PasswordForm } from './PasswordForm.tsx'
import { SecondFactor } from './SecondFactor.tsx'

/** Everything between an unknown visitor and a full session. In the demo, roles come first. */
export function SignInPage({ me, demo, oidc }: { me: Me; demo: boolean; oidc: boolean }) {
  const say = useText()
  const { language, setLanguage } = useLanguage()
  const tell = useWrite(chooseLanguage)
  const other = language === 'zh' ? 'en' : 'zh'
  const wide = demo && me.kind !== 'pending'
  return (
    <div className="sign-in">
      <header className="sign-in-head">
        <Brand />
        <Button
          type="text"
          lang={other === 'zh' ? 'zh-CN' : 'en'}
          data-testid="language"
          onClick={() => {
            setLanguage(other)
            tell.mutate({ body: { language: other } })
          }}
        >
          {other === 'zh' ? '中文' : 'English'}
        </Button>
      </header>
      <main className="sign-in-sheet" data-wide={wide || undefined}>
        {me.kind === 'pending' ? (
          <Stage next={me.next} />
        ) : demo ? (
          <Tabs
            items={[
              { key: 'doors', label: say(text('选择角色进入演示', 'Step into a role')), children: <DemoDoors /> },
              { key: 'password', label: say(text('账号登录', 'Sign in with an account')), children: <PasswordForm oidc={oidc} /> },
            ]}
          />
        ) : (
          <PasswordForm oidc={oidc} />
        )}
      </main>
      <p className="sign-in-foot">
        {say(
          text(
            '登录和每一次查看个人信息都会留下记录，并向本人公开。',
            'Sign-ins and every look at personal data are recorded and shown to the person concerned.',
          ),
        )}
      </p>
    </div>
  )
}

function Stage({ next }: { next: 'full' | 'secondFactor' | 'enrolSecondFactor' | 'changePassword' }) {
  if (next === 'secondFactor') return <SecondFactor />
  if (next === 'changePassword') return <ChangePassword />
  return <EnrolSecondFactor />
}
