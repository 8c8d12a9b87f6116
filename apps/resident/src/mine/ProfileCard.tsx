import type { readMyProfile } from '@fengqiao/contract'
import { type FormEvent, useState } from 'react'
import { Show, TroubleNote } from '../pieces/Feedback.tsx'
import { Input } from '../pieces/Field.tsx'
import { Icon } from '../pieces/Icon.tsx'
import { Sheet } from '../pieces/Sheet.tsx'
import type { Reply } from '../server/call.ts'
import { endpoints } from '../server/endpoints.ts'
import { useLoad, useSend } from '../server/use-load.ts'
import { useSay } from '../settings/settings.ts'

type Profile = Reply<typeof readMyProfile>

/** What is kept about me, in clear, and how to set it right at once. */
export function ProfileCard() {
  const say = useSay()
  const loaded = useLoad(endpoints.readMyProfile, nothing)
  const [editing, setEditing] = useState(false)
  return (
    <section className="card stack tight" aria-labelledby="profile">
      <div className="row">
        <h2 id="profile" className="grow">
          {say('登记的资料', 'My record')}
        </h2>
        <button type="button" className="icon-button" onClick={() => setEditing(true)} disabled={!loaded.value}>
          <Icon name="pen" size={20} />
          {say('更正', 'Correct')}
        </button>
      </div>
      <Show loaded={loaded}>
        {({ name, phone, idNumber, address }) => (
          <dl className="facts">
            {(
              [
                [say('姓名', 'Name'), name],
                [say('手机', 'Phone'), phone],
                [say('身份证号', 'Identity number'), idNumber],
                [say('住址', 'Address'), address],
              ] as const
            ).map(([label, value]) => (
              <div key={label} className="fact">
                <dt>{label}</dt>
                <dd>{value ?? say('没有登记', 'Not recorded')}</dd>
              </div>
            ))}
          </dl>
        )}
      </Show>
      {editing && loaded.value && (
        <Sheet title={say('更正资料', 'Correct my record')} onClose={() => setEditing(false)}>
          <ProfileForm
            profile={loaded.value}
            onDone={() => {
              setEditing(false)
              loaded.reload()
            }}
          />
        </Sheet>
      )}
    </section>
  )
}
const nothing = {}

function ProfileForm({ profile, onDone }: { profile: Profile; onDone: () => void }) {
  const say = useSay()
  const { run, busy, trouble } = useSend(endpoints.updateMyProfile)
  const [name, setName] = useState(profile.name ?? '')
  const [address, setAddress] = useState(profile.address ?? '')
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if ((await run({ body: { name: name.trim() || null, address: address.trim() || null } })).ok) onDone()
  }
  return (
    <form className="stack" onSubmit={event => void submit(event)}>
      <Input
        label={say('姓名', 'Name')}
        optional
        autoComplete="name"
        maxLength={60}
        value={name}
        onChange={event => setName(event.target.value)}
      />
      <Input
        label={say('住址', 'Address')}
        help={say('清空就是删除这一项', 'Empty it to remove it')}
        optional
        autoComplete="street-address"
        maxLength={200}
        value={address}
        onChange={event => setAddress(event.target.value)}
      />
      <TroubleNote trouble={trouble} />
      <button type="submit" className="button wide" disabled={busy}>
        {say('保存', 'Save')}
      </button>
    </form>
  )
}
