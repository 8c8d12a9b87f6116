import './settings.css'
import { chooseLanguage } from '@fengqiao/contract'
import { type Language, roles, text } from '@fengqiao/kernel'
import { useLanguage, useText, useWrite } from '@fengqiao/ui'
import { Button, Icon, Modal, Segmented, Switch, useLook } from '@fengqiao/ui/desk'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Facts, Panel } from '../pieces/Panel.tsx'
import { useSession } from '../Session.tsx'
import { PageHead } from '../shell/PageHead.tsx'
import { EnrolSecondFactor } from '../sign-in/EnrolSecondFactor.tsx'
import { PasswordChange } from './PasswordChange.tsx'
import { PushOptIn } from './PushOptIn.tsx'

/** What is mine to set: password, second factor, language, type, and notices on this machine. */
export default function SettingsPage() {
  const say = useText()
  const { me } = useSession()
  const { language, setLanguage } = useLanguage()
  const { large, setLarge } = useLook()
  const queries = useQueryClient()
  const tell = useWrite(chooseLanguage, { stale: ['listMyNotices'] })
  const [enrolling, enrol] = useState(false)
  return (
    <>
      <PageHead title={text('个人设置', 'My settings')} />
      <div className="settings">
        <Panel title={text('我的账号', 'My account')}>
          <Facts
            of={[
              [text('姓名', 'Name'), say(me.account.name)],
              [text('登录名', 'Login'), me.account.login],
              [
                text('岗位', 'Posts'),
                <ul key="posts" className="settings-posts">
                  {me.posts.map(post => (
                    <li key={post.id}>
                      {say(post.unitName)} · {say(roles[post.role])}
                    </li>
                  ))}
                </ul>,
              ],
            ]}
          />
        </Panel>
        <Panel title={text('显示', 'Display')}>
          <div className="fq-stack">
            <div className="fq-spread">
              <span>{say(text('语言', 'Language'))}</span>
              <Segmented<Language>
                value={language}
                onChange={next => {
                  setLanguage(next)
                  tell.mutate({ body: { language: next } })
                }}
                options={[
                  { value: 'zh', label: '中文' },
                  { value: 'en', label: 'English' },
                ]}
                aria-label={say(text('语言', 'Language'))}
              />
            </div>
            <div className="fq-spread">
              <span id="large-type">{say(text('大字号', 'Large type'))}</span>
              <Switch checked={large} onChange={setLarge} aria-labelledby="large-type" />
            </div>
            <p className="desk-small">
              {say(
                text(
                  '语言也用于发给您的短信和邮件；字号只在这台设备上生效。',
                  'The language also holds for text messages and e-mail to you; the type only on this machine.',
                ),
              )}
            </p>
          </div>
        </Panel>
        <Panel title={text('更换密码', 'Password')}>
          <PasswordChange />
        </Panel>
        <Panel title={text('两步验证', 'Second factor')}>
          <div className="fq-stack">
            <p>
              {me.account.secondFactor
                ? say(
                    text(
                      '已绑定身份验证器。换手机时请重新绑定；手机丢失请用恢复码登录，或请安全管理员解除。',
                      'An authenticator is enrolled. Enrol again when you change phones; if it is lost, use a recovery code or ask the security administrator.',
                    ),
                  )
                : say(
                    text(
                      '未绑定。绑定后，登录时除密码外还需输入手机上的 6 位数字，别人知道密码也进不来。',
                      'None yet. With one, signing in also needs six digits from your phone, so that a known password is not enough.',
                    ),
                  )}
            </p>
            <div>
              <Button
                type={me.account.secondFactor ? 'default' : 'primary'}
                icon={<Icon name="safety" />}
                onClick={() => enrol(true)}
                data-testid="enrol"
              >
                {say(me.account.secondFactor ? text('重新绑定', 'Enrol again') : text('绑定身份验证器', 'Enrol an authenticator'))}
              </Button>
            </div>
          </div>
        </Panel>
        <Panel title={text('浏览器推送', 'Notices on this machine')}>
          <PushOptIn />
        </Panel>
      </div>
      <Modal
        open={enrolling}
        title={say(text('两步验证', 'Second factor'))}
        footer={null}
        onCancel={() => enrol(false)}
        destroyOnHidden
        mask={{ closable: false }}
      >
        <EnrolSecondFactor
          onDone={() => {
            enrol(false)
            void queries.invalidateQueries({ queryKey: ['readMe'] })
          }}
        />
      </Modal>
    </>
  )
}
