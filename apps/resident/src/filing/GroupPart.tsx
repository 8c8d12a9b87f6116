import { Check, Input } from '../pieces/Field.tsx'
import { Icon } from '../pieces/Icon.tsx'
import { useSay } from '../settings/settings.ts'
import { editDraft } from './current-draft.ts'
import { type Draft, groupFrom, type Lack, most, type Representative } from './draft.ts'

/** Five or more people with one matter: how many, and at most five who speak for them. */
export function GroupPart({ draft, wrong }: { draft: Draft; wrong: (lack: Lack) => string | undefined }) {
  const say = useSay()
  const edit = (index: number, change: Partial<Representative>) =>
    editDraft(before => ({ representatives: before.representatives.map((one, at) => (at === index ? { ...one, ...change } : one)) }))
  return (
    <div className="card stack tight">
      <Check
        label={say(`我们有 ${groupFrom} 人或更多，一起反映`, `We are ${groupFrom} people or more`)}
        checked={draft.group}
        onChange={group => editDraft({ group })}
      />
      {draft.group && (
        <div className="stack">
          <Input
            label={say('一共多少人', 'How many people')}
            wrong={wrong('headcount')}
            type="number"
            inputMode="numeric"
            min={groupFrom}
            max={9999}
            value={Number.isNaN(draft.headcount) ? '' : draft.headcount}
            onChange={event => editDraft({ headcount: event.target.valueAsNumber })}
          />
          <p className="soft small">
            {say(
              `推选 1 至 ${most.representatives} 位代表，其他人不用到场，进展都能查。`,
              `Choose one to ${most.representatives} representatives. Nobody else has to come, and all can follow.`,
            )}
          </p>
          {draft.representatives.map((one, index) => (
            // The list has no identity but its order: a person is only a name typed here.
            <div className="row" key={index}>
              <div className="grow">
                <Input
                  label={say(`代表 ${index + 1} 的称呼`, `Representative ${index + 1}`)}
                  wrong={index === 0 ? wrong('representatives') : undefined}
                  maxLength={60}
                  value={one.name}
                  onChange={event => edit(index, { name: event.target.value })}
                />
              </div>
              <div className="grow">
                <Input
                  label={say('手机', 'Phone')}
                  optional
                  type="tel"
                  inputMode="tel"
                  maxLength={20}
                  value={one.phone}
                  onChange={event => edit(index, { phone: event.target.value })}
                />
              </div>
            </div>
          ))}
          <div className="row wrap">
            {draft.representatives.length < most.representatives && (
              <button
                type="button"
                className="button quiet small"
                onClick={() => editDraft(before => ({ representatives: [...before.representatives, { name: '', phone: '' }] }))}
              >
                <Icon name="people" size={20} />
                {say('再加一位', 'Add one')}
              </button>
            )}
            {draft.representatives.length > 1 && (
              <button
                type="button"
                className="button plain small"
                onClick={() => editDraft(before => ({ representatives: before.representatives.slice(0, -1) }))}
              >
                {say('去掉最后一位', 'Remove the last')}
              </button>
            )}
          </div>
        </div>
      )}
    </div>
  )
}
