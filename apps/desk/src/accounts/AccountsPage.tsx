import './accounts.css'
import { type Account, createAccount, listAccounts } from '@fengqiao/contract'
import { text } from '@fengqiao/kernel'
import { shortTime, useLanguage, useNow, usePages, useText, useWrite } from '@fengqiao/ui'
import { Button, Empty, Icon, Pages, useSettled } from '@fengqiao/ui/desk'
import { useState } from 'react'
import { written } from '../pieces/answers.ts'
import { ask } from '../pieces/ask.ts'
import { Filters, SearchBox } from '../pieces/Filters.tsx'
import { FormDialog } from '../pieces/FormDialog.tsx'
import { useMay } from '../Session.tsx'
import { PageHead } from '../shell/PageHead.tsx'
import { AccountDrawer } from './AccountDrawer.tsx'
import { OneTimePassword } from './OneTimePassword.tsx'
import { Standing } from './Standing.tsx'

const newAccount = [
  ask('login', 'text', text('登录名', 'Login name'), {
    help: text('字母开头，3 至 40 位字母、数字、点、横线', 'Begins with a letter; 3 to 40 letters, digits, dots, dashes'),
  }),
  ask('nameZh', 'name', text('中文姓名', 'Name in Chinese')),
  ask('nameEn', 'name', text('英文姓名（拼音）', 'Name in English')),
  ask('phone', 'phone', text('手机', 'Mobile'), { required: false }),
  ask('email', 'text', text('电子邮箱', 'E-mail'), { required: false }),
]

/** Who may sign in, which posts they hold, and what stands in their way. */
export default function AccountsPage() {
  const say = useText()
  const may = useMay()
  const { language } = useLanguage()
  const now = useNow()
  const [typed, type] = useState<string | undefined>()
  const search = useSettled(typed, 250)
  const accounts = usePages(listAccounts, { query: { limit: 50, ...(search ? { search } : {}) } })
  const [opened, open] = useState<string | undefined>()
  const [opening, openForm] = useState(false)
  const [secret, tell] = useState<{ login: string; password: string | null } | undefined>()
  const create = useWrite(createAccount, { stale: ['listAccounts'] })
  const account = accounts.data?.pages.flatMap(({ rows }) => rows).find(({ id }) => id === opened)

  return (
    <>
      <PageHead
        title={text('人员与岗位', 'Accounts and posts')}
        help={text(
          '账号由系统管理员开立和任命，锁定与两步验证由安全管理员处理，三员分立、互不兼任。',
          'The system administrator opens accounts and gives posts; the security administrator lifts locks and second factors. No one is both.',
        )}
      >
        {may('createAccount') ? (
          <Button type="primary" icon={<Icon name="plus" />} onClick={() => openForm(true)} data-testid="new-account">
            {say(text('开立账号', 'Open an account'))}
          </Button>
        ) : null}
      </PageHead>
      <section className="fq-panel">
        <Filters>
          <SearchBox label={text('按登录名或姓名查找', 'Find by login or name')} value={typed} onChange={type} />
        </Filters>
        <Pages<Account>
          of={accounts}
          caption={text('工作人员账号', 'Staff accounts')}
          rowKey={({ id }) => id}
          columns={[
            {
              key: 'name',
              title: text('姓名', 'Name'),
              main: true,
              render: row => (
                <Button type="link" className="account-name" onClick={() => open(row.id)} data-testid="account">
                  {say(row.name)}
                </Button>
              ),
            },
            { key: 'login', title: text('登录名', 'Login'), render: ({ login }) => <code>{login}</code> },
            { key: 'posts', title: text('岗位', 'Posts'), render: ({ posts }) => <PostNames posts={posts} /> },
            { key: 'standing', title: text('状态', 'Standing'), render: row => <Standing account={row} now={now} /> },
            {
              key: 'factor',
              title: text('两步验证', 'Second factor'),
              hideOnPhone: true,
              render: ({ secondFactor }) => say(secondFactor ? text('已绑定', 'Enrolled') : text('未绑定', 'None')),
            },
            {
              key: 'signedIn',
              title: text('最近登录', 'Last sign-in'),
              hideOnPhone: true,
              render: ({ signedInAt }) =>
                signedInAt ? shortTime(signedInAt, now, language) : <span className="fq-muted">{say(text('从未', 'never'))}</span>,
            },
          ]}
          empty={
            <Empty
              icon="team"
              title={text('没有找到账号', 'No accounts found')}
              help={text('换个姓名或登录名试试；新人请先开立账号。', 'Try another name or login; open an account for somebody new.')}
            />
          }
        />
      </section>
      {account ? (
        <AccountDrawer
          account={account}
          onClose={() => open(undefined)}
          onPassword={password => tell({ login: account.login, password })}
        />
      ) : null}
      {opening ? (
        <FormDialog
          title={text('开立账号', 'Open an account')}
          help={text(
            '系统会生成一次性初始密码，本人首次登录时必须更换。开立后再任命岗位。',
            'A one-time password is made and must be changed at first sign-in. Give posts afterwards.',
          )}
          form={newAccount}
          submit={text('开立', 'Open')}
          of={create}
          onClose={() => openForm(false)}
          onSubmit={({ login, nameZh, nameEn, phone, email }) =>
            create.mutate(
              {
                body: {
                  login: written(login),
                  name: { zh: written(nameZh), en: written(nameEn) },
                  ...(phone ? { phone: written(phone) } : {}),
                  ...(email ? { email: written(email) } : {}),
                },
              },
              {
                onSuccess: ({ temporaryPassword }) => {
                  openForm(false)
                  type(written(login))
                  tell({ login: written(login), password: temporaryPassword })
                },
              },
            )
          }
        />
      ) : null}
      {secret ? <OneTimePassword {...secret} onClose={() => tell(undefined)} /> : null}
    </>
  )
}

function PostNames({ posts }: { posts: Account['posts'] }) {
  const say = useText()
  const [first, ...others] = posts
  if (!first) return <span className="fq-muted">{say(text('无岗位，不能登录', 'No post: cannot sign in'))}</span>
  return (
    <span title={posts.map(({ title }) => say(title)).join('\n')}>
      {say(first.title)}
      {others.length > 0 ? <span className="fq-muted">{say(text(` 等 ${posts.length} 个`, ` and ${others.length} more`))}</span> : null}
    </span>
  )
}
