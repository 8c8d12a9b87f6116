import { createApiKey, listApiKeys, revokeApiKey } from '@fengqiao/contract'
import { text } from '@fengqiao/kernel'
import { formatTime, usePages, useText, useWrite } from '@fengqiao/ui'
import { Button, Empty, ErrorNote, Icon, Modal, Pages, Popconfirm } from '@fengqiao/ui/desk'
import { useState } from 'react'
import { written } from '../pieces/answers.ts'
import { ask } from '../pieces/ask.ts'
import { FormDialog } from '../pieces/FormDialog.tsx'
import { PageHead } from '../shell/PageHead.tsx'

const newKey = [
  ask('name', 'text', text('给谁用', 'For whom'), { help: text('写明单位和程序，例如“城管随手拍对接”', 'The office and its program') }),
  ask('perMinute', 'number', text('每分钟限额', 'Requests a minute')),
  ask('perDay', 'number', text('每日限额', 'Requests a day')),
]

/** Keys by which outside programs (Open311 and the like) come in. A key is told once and kept as a hash. */
export default function ApiKeysPage() {
  const say = useText()
  const keys = usePages(listApiKeys, { query: { limit: 50 } })
  const [making, make] = useState(false)
  const [secret, tell] = useState<string | undefined>()
  const create = useWrite(createApiKey, {
    stale: ['listApiKeys'],
    onDone: ({ key }) => {
      make(false)
      tell(key)
    },
  })
  const revoke = useWrite(revokeApiKey, { stale: ['listApiKeys'] })
  return (
    <>
      <PageHead
        title={text('接口密钥', 'API keys')}
        help={text(
          '外部程序凭密钥调用 Open311 等接口，每个密钥有自己的限额。',
          'Outside programs call Open311 and other doors by a key, each with its own quota.',
        )}
      >
        <Button type="primary" icon={<Icon name="plus" />} onClick={() => make(true)} data-testid="new-key">
          {say(text('新建密钥', 'New key'))}
        </Button>
      </PageHead>
      <div aria-live="assertive">{revoke.error ? <ErrorNote error={revoke.error} /> : null}</div>
      <section className="fq-panel">
        <Pages
          of={keys}
          caption={text('接口密钥', 'API keys')}
          rowKey={({ id }) => id}
          columns={[
            { key: 'name', title: text('给谁用', 'For whom'), main: true, render: ({ name }) => <strong>{name}</strong> },
            {
              key: 'state',
              title: text('状态', 'State'),
              render: ({ revokedAt }) =>
                revokedAt ? (
                  <span className="fq-chip" data-tone="plain">
                    {say(text('已停用', 'Ended'))} {formatTime(revokedAt)}
                  </span>
                ) : (
                  <span className="fq-chip">{say(text('在用', 'In use'))}</span>
                ),
            },
            {
              key: 'minute',
              title: text('每分钟限额', 'A minute'),
              align: 'end',
              hideOnPhone: true,
              render: ({ perMinute }) => perMinute.toLocaleString(),
            },
            {
              key: 'day',
              title: text('今日已用 / 每日限额', 'Today / a day'),
              align: 'end',
              render: ({ usedToday, perDay }) => `${usedToday.toLocaleString()} / ${perDay.toLocaleString()}`,
            },
            { key: 'made', title: text('建立时间', 'Made'), hideOnPhone: true, render: ({ createdAt }) => formatTime(createdAt) },
            {
              key: 'end',
              title: text('操作', 'Actions'),
              render: ({ id, revokedAt, name }) =>
                revokedAt ? null : (
                  <Popconfirm
                    title={say(
                      text(`停用“${name}”？使用它的程序会立即被拒绝。`, `End “${name}”? Programs that use it are refused at once.`),
                    )}
                    okText={say(text('停用', 'End'))}
                    cancelText={say(text('取消', 'Cancel'))}
                    onConfirm={() => revoke.mutate({ params: { id } })}
                  >
                    <Button size="small" danger>
                      {say(text('停用', 'End'))}
                    </Button>
                  </Popconfirm>
                ),
            },
          ]}
          empty={
            <Empty
              icon="key"
              title={text('还没有密钥', 'No keys yet')}
              help={text('有外部系统要对接时，为它单独新建一个密钥。', 'Make one for each outside system that is to connect.')}
            />
          }
        />
      </section>
      {making ? (
        <FormDialog
          title={text('新建密钥', 'New key')}
          form={newKey}
          initial={{ perMinute: 120, perDay: 10_000 }}
          submit={text('生成', 'Make')}
          of={create}
          onClose={() => make(false)}
          onSubmit={({ name, perMinute, perDay }) =>
            create.mutate({ body: { name: written(name), perMinute: Number(perMinute), perDay: Number(perDay) } })
          }
        />
      ) : null}
      {secret ? (
        <Modal
          open
          title={say(text('新密钥', 'The new key'))}
          onCancel={() => tell(undefined)}
          footer={
            <Button type="primary" onClick={() => tell(undefined)}>
              {say(text('我已保存', 'I have kept it'))}
            </Button>
          }
        >
          <code className="desk-secret" data-testid="secret">
            {secret}
          </code>
          <p className="fq-help">
            {say(
              text(
                '只显示这一次，平台只保存其摘要。请立即交给对接方保管。',
                'Shown only now; the platform keeps a digest. Pass it on at once.',
              ),
            )}
          </p>
        </Modal>
      ) : null}
    </>
  )
}
