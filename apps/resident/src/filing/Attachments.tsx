import { useEffect, useMemo, useRef, useState } from 'react'
import { Note } from '../pieces/Feedback.tsx'
import { Icon } from '../pieces/Icon.tsx'
import { newKey } from '../server/call.ts'
import { useSay } from '../settings/settings.ts'
import { editDraft } from './current-draft.ts'
import { type Attachment, type Draft, most } from './draft.ts'
import { shrinkPhoto } from './photo.ts'
import { canRecord, Recorder } from './Recorder.tsx'

const endings: Readonly<Record<string, string>> = { 'audio/webm': 'webm', 'audio/mp4': 'm4a', 'image/jpeg': 'jpg' }

async function attachmentOf(file: File): Promise<Attachment> {
  const isPhoto = file.type.startsWith('image/')
  const blob = isPhoto ? await shrinkPhoto(file) : file
  const kind = isPhoto ? 'photo' : file.type.startsWith('audio/') ? 'sound' : 'file'
  return { id: newKey(), kind, name: file.name || `${kind}.${endings[blob.type] ?? 'bin'}`, type: blob.type, blob }
}

/** Photo, voice and files, each one tap; what is attached can be seen, heard and taken away again. */
export function AttachmentsPart({ draft }: { draft: Draft }) {
  const say = useSay()
  const [recording, setRecording] = useState(false)
  const [reading, setReading] = useState(false)
  const camera = useRef<HTMLInputElement>(null)
  const files = useRef<HTMLInputElement>(null)
  const room = most.attachments - draft.attachments.length
  const add = async (list: FileList | null) => {
    const chosen = [...(list ?? [])].slice(0, room)
    if (chosen.length === 0) return
    setReading(true)
    const made = await Promise.all(chosen.map(attachmentOf))
    setReading(false)
    editDraft(before => ({ attachments: [...before.attachments, ...made] }))
  }
  const recorded = (sound: Blob) => {
    setRecording(false)
    const one: Attachment = { id: newKey(), kind: 'sound', name: `voice.${endings[sound.type] ?? 'webm'}`, type: sound.type, blob: sound }
    editDraft(before => ({ attachments: [...before.attachments, one] }))
  }
  return (
    <div className="stack tight">
      {recording ? (
        <Recorder onDone={recorded} onCancel={() => setRecording(false)} />
      ) : (
        room > 0 && (
          <div className="attach">
            <button type="button" onClick={() => camera.current?.click()}>
              <Icon name="camera" />
              {say('拍照', 'Photo')}
            </button>
            <button type="button" onClick={() => (canRecord() ? setRecording(true) : files.current?.click())}>
              <Icon name="voice" />
              {say('说话', 'Speak')}
            </button>
            <button type="button" onClick={() => files.current?.click()}>
              <Icon name="clip" />
              {say('相册·文件', 'Files')}
            </button>
          </div>
        )
      )}
      <input ref={camera} hidden type="file" accept="image/*" capture="environment" onChange={event => void add(event.target.files)} />
      <input
        ref={files}
        hidden
        multiple
        type="file"
        accept="image/*,audio/*,video/*,application/pdf,.docx,.xlsx"
        onChange={event => void add(event.target.files)}
      />
      {reading && <Note>{say('正在处理照片…', 'Preparing the photo…')}</Note>}
      {room <= 0 && <p className="soft small">{say(`最多 ${most.attachments} 个附件`, `At most ${most.attachments} attachments`)}</p>}
      <Kept
        attachments={draft.attachments}
        remove={id => editDraft(before => ({ attachments: before.attachments.filter(one => one.id !== id) }))}
      />
    </div>
  )
}

export function Kept({ attachments, remove }: { attachments: readonly Attachment[]; remove?: (id: string) => void }) {
  const say = useSay()
  if (attachments.length === 0) return null
  return (
    <ul className="kept">
      {attachments.map((one, index) => (
        <li key={one.id}>
          <Preview one={one} />
          {remove && (
            <button
              type="button"
              className="remove"
              aria-label={say(`移除第 ${index + 1} 个附件`, `Remove attachment ${index + 1}`)}
              onClick={() => remove(one.id)}
            >
              <Icon name="close" size={16} />
            </button>
          )}
        </li>
      ))}
    </ul>
  )
}

function Preview({ one }: { one: Attachment }) {
  const say = useSay()
  const address = useMemo(() => URL.createObjectURL(one.blob), [one.blob])
  useEffect(() => () => URL.revokeObjectURL(address), [address])
  if (one.kind === 'photo') return <img src={address} alt={say('附上的照片', 'Attached photo')} />
  if (one.kind === 'sound')
    return (
      <span className="wide">
        <audio controls src={address} aria-label={say('附上的录音', 'Attached recording')}>
          <track kind="captions" />
        </audio>
      </span>
    )
  return (
    <span className="wide small">
      <Icon name="clip" size={20} />
      {one.name}
    </span>
  )
}
