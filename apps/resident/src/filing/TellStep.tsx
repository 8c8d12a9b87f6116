import { type FormEvent, useEffect, useState } from 'react'
import { go } from '../navigate.ts'
import { Note } from '../pieces/Feedback.tsx'
import { Area, Check, Input } from '../pieces/Field.tsx'
import { useSay } from '../settings/settings.ts'
import { AttachmentsPart } from './Attachments.tsx'
import { editDraft } from './current-draft.ts'
import { type Draft, lacking, most } from './draft.ts'
import { GroupPart } from './GroupPart.tsx'
import { useLackWords } from './lack-words.ts'
import { MorePart } from './MorePart.tsx'
import { mainParts } from './main-door.ts'
import { Where } from './Where.tsx'

/** What happened, where, and, if one likes, who says so. */
export function TellStep({ draft }: { draft: Draft }) {
  const say = useSay()
  const wordOf = useLackWords()
  const [checked, setChecked] = useState(false)
  const lacks = checked ? lacking(draft, mainParts) : []
  const wrong = (lack: (typeof lacks)[number]) => (lacks.includes(lack) ? wordOf(lack) : undefined)
  const next = (event: FormEvent) => {
    event.preventDefault()
    setChecked(true)
    if (lacking(draft, mainParts).length === 0) go(`/file/${draft.service}/check`)
  }
  useEffect(() => {
    if (checked && lacks.length > 0) document.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [checked, lacks.length])
  const { story, address, name, phone, consent } = mainParts
  return (
    <form className="stack" onSubmit={next} noValidate>
      <div className="card stack">
        <Area
          id="story"
          label={say('发生了什么？', 'What happened?')}
          help={`${say('怎么说都行，一两句就够。', 'In your own words; a sentence or two is enough. ')}${story?.help ? `${say(story.help)}${say('。', '.')}` : ''}`}
          wrong={wrong('story')}
          maxLength={most.story}
          placeholder={say('什么时候、什么事、希望怎么解决', 'When, what, and what would help')}
          value={draft.story}
          onChange={event => editDraft({ story: event.target.value })}
        />
        {mainParts.files && <AttachmentsPart draft={draft} />}
      </div>
      {address && (
        <div className="card">
          <Where draft={draft} label={say('在哪里？', 'Where?')} wrong={wrong('where')} />
        </div>
      )}
      {(name || phone) && (
        <div className="card stack">
          <Note tone="good" icon="shield">
            {say(
              '可以匿名。留电话只为告诉您进展，承办人看一次记一次，您都能查到。',
              'You may stay anonymous. A phone number only serves to tell you the progress; every look at it is logged for you to see.',
            )}
          </Note>
          {phone && (
            <Input
              id="phone"
              label={say('手机', 'Phone')}
              optional
              wrong={wrong('phone')}
              type="tel"
              inputMode="tel"
              autoComplete="tel-national"
              value={draft.phone}
              onChange={event => editDraft({ phone: event.target.value })}
            />
          )}
          {name && (
            <Input
              id="name"
              label={say('怎么称呼您', 'Your name')}
              optional
              autoComplete="name"
              maxLength={60}
              value={draft.name}
              onChange={event => editDraft({ name: event.target.value })}
            />
          )}
          {consent && (draft.phone !== '' || draft.name !== '') && (
            <Check label={say(consent.label)} checked={draft.consent} onChange={chosen => editDraft({ consent: chosen })} />
          )}
        </div>
      )}
      {mainParts.people && <GroupPart draft={draft} wrong={wrong} />}
      <MorePart draft={draft} />
      <div className="send-bar">
        <button type="submit" className="button wide">
          {say('下一步：核对', 'Next: check')}
        </button>
      </div>
    </form>
  )
}
