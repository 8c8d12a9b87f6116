import { changeSecuritySettings, type Reply, readSecuritySettings } from '@fengqiao/contract'
import { type Text, text } from '@fengqiao/kernel'
import { type FormField, problemOf, useLanguage, useRead, useText, useWrite } from '@fengqiao/ui'
import { ActionForm, Shown, useNotify } from '@fengqiao/ui/desk'
import { ask } from '../pieces/ask.ts'
import { Panel } from '../pieces/Panel.tsx'
import { PageHead } from '../shell/PageHead.tsx'

type Settings = Reply<typeof readSecuritySettings>

/** Every rule of sign-in by its name in the contract. Bounds are the server's; the help says them. */
const fields: Readonly<Record<keyof Settings, readonly [kind: 'number' | 'yesNo', label: Text, help: Text]>> = {
  secondFactorRequired: [
    'yesNo',
    text('工作人员必须使用两步验证', 'Staff must use a second factor'),
    text('开启后，未绑定者下次登录时须先绑定', 'Whoever has none must enrol at the next sign-in'),
  ],
  failures: ['number', text('连续输错几次后锁定', 'Wrong passwords before a lock'), text('3 至 10 次', '3 to 10')],
  lockMinutes: ['number', text('锁定多少分钟', 'Minutes of lock-out'), text('5 至 1440 分钟', '5 to 1440')],
  failuresPerAddress: [
    'number',
    text('同一网络地址每小时可输错几次', 'Wrong passwords an hour from one address'),
    text('10 至 1000 次', '10 to 1000'),
  ],
  staffIdleMinutes: [
    'number',
    text('工作人员闲置多少分钟后退出', 'Idle minutes before staff are signed out'),
    text('1 至 720 分钟；等保三级建议不超过 30', '1 to 720; level 3 advises at most 30'),
  ],
  staffHours: [
    'number',
    text('工作人员一次登录最长多少小时', 'Hours a staff session lasts at most'),
    text('1 至 24 小时，再忙也到此为止', '1 to 24, however busy'),
  ],
  residentDays: ['number', text('群众一次登录保持多少天', 'Days a resident stays signed in'), text('1 至 90 天', '1 to 90')],
  passwordDays: [
    'number',
    text('密码多少天必须更换', 'Days after which a password ages'),
    text('0 表示不强制；最长 365 天', '0: never; at most 365'),
  ],
  grantMinutes: [
    'number',
    text('查看明文信息最长多少分钟', 'Minutes for which clear values may be seen'),
    text('5 至 240 分钟', '5 to 240'),
  ],
}
const names = Object.keys(fields) as (keyof Settings)[]
const form: readonly FormField[] = names.map(name => {
  const [kind, label, help] = fields[name]
  return ask(name, kind, label, { help })
})

export default function SecurityPage() {
  const say = useText()
  const { language } = useLanguage()
  const notify = useNotify()
  const settings = useRead(readSecuritySettings, {})
  const change = useWrite(changeSecuritySettings, {
    stale: ['readSecuritySettings'],
    onDone: () => notify.done(say(text('已生效', 'In force now'))),
  })
  return (
    <>
      <PageHead
        title={text('安全设置', 'Security settings')}
        help={text(
          '登录与会话规则，立即生效；每次修改记入安全日志。依据 GB/T 22239-2019 第三级。',
          'Rules of sign-in and sessions, in force at once; each change goes to the security log. GB/T 22239-2019, level 3.',
        )}
      />
      <Panel title={text('登录规则', 'Rules of sign-in')}>
        <Shown of={settings} rows={8}>
          {now => (
            <ActionForm
              key={JSON.stringify(now)}
              form={form}
              initial={now}
              submit={say(text('保存并生效', 'Save and apply'))}
              busy={change.isPending}
              problem={change.error ? problemOf(change.error, language) : undefined}
              onSubmit={input => change.mutate({ body: { ...now, ...input } })}
            />
          )}
        </Shown>
      </Panel>
    </>
  )
}
