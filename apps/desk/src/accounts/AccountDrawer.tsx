import {
  type Account,
  assignPost,
  changeAccount,
  endPost,
  removeTotp,
  resetPassword,
  setAccountStanding,
  unlockAccount,
} from '@fengqiao/contract'
import { roles, type Text, text } from '@fengqiao/kernel'
import { formatTime, useNow, useText, useWrite } from '@fengqiao/ui'
import { Button, Drawer, ErrorNote, Icon, Popconfirm, useNotify } from '@fengqiao/ui/desk'
import { type ReactNode, useState } from 'react'
import { Link } from 'react-router'
import { written } from '../pieces/answers.ts'
import { ask } from '../pieces/ask.ts'
import { FormDialog } from '../pieces/FormDialog.tsx'
import { Facts } from '../pieces/Panel.tsx'
import { useMay } from '../Session.tsx'
import { AssignPost } from './AssignPost.tsx'
import { Standing } from './Standing.tsx'

const stale = ['listAccounts', 'listPosts', 'getUnit']
const contactForm = [
  ask('nameZh', 'name', text('中文姓名', 'Name in Chinese')),
  ask('nameEn', 'name', text('英文姓名（拼音）', 'Name in English')),
  ask('phone', 'phone', text('手机', 'Mobile'), { required: false }),
  ask('email', 'text', text('电子邮箱', 'E-mail'), { required: false }),
]
const reasonForm = [ask('reason', 'longText', text('理由', 'Reason'), { help: text('记入安全日志', 'Kept in the security log') })]

interface AccountDrawerProps {
  readonly account: Account
  readonly onClose: () => void
  readonly onPassword: (password: string | null) => void
}

/** One account: what it is, what it holds, and what this administrator may do with it. The server's refusals stand where they arose. */
export function AccountDrawer({ account, onClose, onPassword }: AccountDrawerProps) {
  const say = useText()
  const may = useMay()
  const notify = useNotify()
  const now = useNow()
  const [asking, askFor] = useState<'contact' | 'standing' | 'post' | undefined>()
  const params = { id: account.id }
  const saved = (words: Text) => (): void => {
    notify.done(say(words))
    askFor(undefined)
  }
  const change = useWrite(changeAccount, { stale, onDone: saved(text('已保存', 'Saved')) })
  const standing = useWrite(setAccountStanding, { stale, onDone: saved(text('已更新状态', 'Standing changed')) })
  const assign = useWrite(assignPost, { stale, onDone: saved(text('已任命', 'Post given')) })
  const end = useWrite(endPost, { stale, onDone: saved(text('已免去岗位', 'Post taken away')) })
  const unlock = useWrite(unlockAccount, { stale, onDone: saved(text('已解除锁定', 'Lock lifted')) })
  const forget = useWrite(removeTotp, { stale, onDone: saved(text('已解除两步验证', 'Second factor removed')) })
  const reset = useWrite(resetPassword, { stale, onDone: ({ temporaryPassword }) => onPassword(temporaryPassword) })
  const refused = [end, unlock, forget, reset].find(({ error }) => error)?.error
  const disabled = account.disabledAt !== null
  const locked = account.lockedUntil !== null && Date.parse(account.lockedUntil) > now.getTime()

  return (
    <Drawer open onClose={onClose} size={480} title={say(account.name)}>
      <div className="fq-stack">
        <div>
          <Standing account={account} now={now} />
        </div>
        <Facts
          of={[
            [text('登录名', 'Login'), <code key="login">{account.login}</code>],
            [text('手机', 'Mobile'), account.phone],
            [text('电子邮箱', 'E-mail'), account.email],
            [text('两步验证', 'Second factor'), say(account.secondFactor ? text('已绑定', 'Enrolled') : text('未绑定', 'None'))],
            [text('最近登录', 'Last sign-in'), account.signedInAt ? formatTime(account.signedInAt) : say(text('从未', 'never'))],
            [text('停用时间', 'Disabled'), account.disabledAt ? formatTime(account.disabledAt) : null],
          ]}
        />
        <div aria-live="assertive">{refused ? <ErrorNote error={refused} /> : null}</div>
        <div className="fq-row">
          {may('changeAccount') ? (
            <Button icon={<Icon name="edit" />} onClick={() => askFor('contact')}>
              {say(text('更正资料', 'Correct'))}
            </Button>
          ) : null}
          {may('resetPassword') ? (
            <Sure
              question={text('重置密码？此人的所有登录会立即结束。', 'Reset the password? All of this person’s sessions end now.')}
              onSure={() => reset.mutate({ params })}
            >
              <Button icon={<Icon name="key" />} loading={reset.isPending} data-testid="reset-password">
                {say(text('重置密码', 'Reset password'))}
              </Button>
            </Sure>
          ) : null}
          {may('unlockAccount') && locked ? (
            <Button icon={<Icon name="lock" />} loading={unlock.isPending} onClick={() => unlock.mutate({ params })}>
              {say(text('解除锁定', 'Lift the lock'))}
            </Button>
          ) : null}
          {may('removeTotp') && account.secondFactor ? (
            <Sure
              question={text('解除两步验证？本人需要重新绑定。', 'Remove the second factor? The person must enrol again.')}
              onSure={() => forget.mutate({ params })}
            >
              <Button icon={<Icon name="safety" />} loading={forget.isPending}>
                {say(text('解除两步验证', 'Remove second factor'))}
              </Button>
            </Sure>
          ) : null}
          {may('setAccountStanding') ? (
            <Button
              danger={!disabled}
              icon={<Icon name={disabled ? 'check' : 'close'} />}
              onClick={() => askFor('standing')}
              data-testid="standing"
            >
              {say(disabled ? text('启用', 'Enable') : text('停用', 'Disable'))}
            </Button>
          ) : null}
        </div>
        <section>
          <div className="fq-spread">
            <h3>{say(text('岗位', 'Posts'))}</h3>
            {may('assignPost') ? (
              <Button size="small" icon={<Icon name="plus" />} onClick={() => askFor('post')} data-testid="assign-post">
                {say(text('任命岗位', 'Give a post'))}
              </Button>
            ) : null}
          </div>
          {account.posts.length === 0 ? (
            <p className="fq-muted">{say(text('没有岗位，不能登录工作台。', 'No post: cannot sign in to the desk.'))}</p>
          ) : null}
          <ul className="account-posts">
            {account.posts.map(post => (
              <li key={post.id} className="fq-spread">
                <span>
                  <Link to={`/units/${post.unit}`}>{say(post.unitName)}</Link>
                  <span className="desk-small"> {say(roles[post.role])}</span>
                </span>
                {may('endPost') ? (
                  <Sure
                    question={text(
                      `免去“${roles[post.role].zh}”？在办事项仍归该单位。`,
                      `Take away “${roles[post.role].en}”? Open matters stay with the unit.`,
                    )}
                    onSure={() => end.mutate({ params: { id: account.id, post: post.id } })}
                  >
                    <Button size="small" type="text" danger>
                      {say(text('免去', 'End'))}
                    </Button>
                  </Sure>
                ) : null}
              </li>
            ))}
          </ul>
        </section>
      </div>
      {asking === 'contact' ? (
        <FormDialog
          title={text('更正资料', 'Correct')}
          form={contactForm}
          initial={{ nameZh: account.name.zh, nameEn: account.name.en, phone: account.phone ?? '', email: account.email ?? '' }}
          submit={text('保存', 'Save')}
          of={change}
          onClose={() => askFor(undefined)}
          onSubmit={({ nameZh, nameEn, phone, email }) =>
            change.mutate({
              params,
              body: {
                name: { zh: written(nameZh), en: written(nameEn) },
                phone: phone ? written(phone) : null,
                email: email ? written(email) : null,
              },
            })
          }
        />
      ) : null}
      {asking === 'standing' ? (
        <FormDialog
          title={disabled ? text('启用账号', 'Enable the account') : text('停用账号', 'Disable the account')}
          help={
            disabled
              ? undefined
              : text(
                  '停用后所有登录立即结束；岗位保留，在办事项仍归单位。',
                  'All sessions end now; posts stay, open matters stay with the unit.',
                )
          }
          form={reasonForm}
          submit={disabled ? text('启用', 'Enable') : text('停用', 'Disable')}
          danger={!disabled}
          of={standing}
          onClose={() => askFor(undefined)}
          onSubmit={({ reason }) => standing.mutate({ params, body: { enabled: disabled, reason: written(reason) } })}
        />
      ) : null}
      {asking === 'post' ? (
        <AssignPost
          held={account.posts.map(({ id }) => id)}
          of={assign}
          onClose={() => askFor(undefined)}
          onAssign={body => assign.mutate({ params, body })}
        />
      ) : null}
    </Drawer>
  )
}

function Sure({ question, onSure, children }: { question: Text; onSure: () => void; children: ReactNode }) {
  const say = useText()
  return (
    <Popconfirm
      title={say(question)}
      okText={say(text('确定', 'Yes'))}
      cancelText={say(text('取消', 'Cancel'))}
      onConfirm={onSure}
      styles={{ root: { maxWidth: 340 } }}
    >
      {children}
    </Popconfirm>
  )
}
