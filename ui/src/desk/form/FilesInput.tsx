import { downloadFile, uploadFile } from '@fengqiao/contract'
import { text } from '@fengqiao/kernel'
import { Button, Progress } from 'antd'
import { type ChangeEvent, useEffect, useRef, useState } from 'react'
import { useClient } from '../../Client.tsx'
import { useLanguage, useText } from '../../Language.tsx'
import { problemOf } from '../../problem.ts'
import { Icon } from '../Icon.tsx'
import type { InputProps } from './FieldInput.tsx'

interface Going {
  readonly id: string
  readonly name: string
  readonly share: number
  readonly problem?: string
  readonly stop: AbortController
}

const most = 12

/** Files go up as soon as they are chosen; each shows how far it is, can be stopped, and says why it was refused. */
export function FilesInput({ id, value, onChange, asked, field, describedBy }: InputProps) {
  const say = useText()
  const { language } = useLanguage()
  const client = useClient()
  const chooser = useRef<HTMLInputElement>(null)
  const [going, setGoing] = useState<readonly Going[]>([])
  const [names, setNames] = useState<Readonly<Record<string, { name: string; image: boolean }>>>({})
  const hashes = (value as string[] | undefined) ?? []
  const latest = useRef(hashes)
  useEffect(() => {
    latest.current = hashes
  })

  const send = async (file: File): Promise<void> => {
    const item: Going = { id: crypto.randomUUID(), name: file.name, share: 0, stop: new AbortController() }
    const change = (part: Partial<Going>): void => setGoing(before => before.map(one => (one.id === item.id ? { ...one, ...part } : one)))
    setGoing(before => [...before, item])
    try {
      const stored = await client.upload(uploadFile, file, {
        signal: item.stop.signal,
        progress: share => change({ share }),
        ...(asked ? { query: { for: asked } } : {}),
      })
      setNames(before => ({ ...before, [stored.hash]: { name: file.name, image: stored.type.startsWith('image/') } }))
      latest.current = [...new Set([...latest.current, stored.hash])]
      onChange(latest.current)
      setGoing(before => before.filter(one => one.id !== item.id))
    } catch (error) {
      if (item.stop.signal.aborted) setGoing(before => before.filter(one => one.id !== item.id))
      else change({ problem: problemOf(error, language).title })
    }
  }
  const chosen = (event: ChangeEvent<HTMLInputElement>): void => {
    for (const file of [...(event.target.files ?? [])].slice(0, most - hashes.length)) void send(file)
    event.target.value = ''
  }
  return (
    <div className="fq-files">
      <input ref={chooser} type="file" multiple hidden onChange={chosen} data-testid={`file-${field.name}`} />
      <Button
        id={id}
        icon={<Icon name="upload" />}
        disabled={hashes.length >= most}
        aria-describedby={describedBy}
        onClick={() => chooser.current?.click()}
      >
        {say(text('选择文件', 'Choose files'))}
      </Button>
      <span className="fq-help">
        {say(text(`图片、音视频或文档，最多 ${most} 个`, `Pictures, sound, video or documents; at most ${most}`))}
      </span>
      <ul className="fq-file-list">
        {hashes.map(hash => (
          <li key={hash}>
            {names[hash]?.image ? (
              <img src={client.address(downloadFile, { params: { hash }, query: { version: 'thumbnail' } })} alt="" />
            ) : (
              <Icon name="file" />
            )}
            <span>{names[hash]?.name ?? hash.slice(0, 10)}</span>
            <Button
              type="text"
              size="small"
              icon={<Icon name="close" />}
              onClick={() => onChange(hashes.filter(one => one !== hash))}
              aria-label={say(text('移除此文件', 'Remove this file'))}
            />
          </li>
        ))}
        {going.map(item => (
          <li key={item.id}>
            <Icon name={item.problem ? 'warning' : 'upload'} />
            <span>
              {item.name}
              {item.problem ? (
                <span className="fq-field-error" role="alert">
                  {item.problem}
                </span>
              ) : (
                <Progress percent={Math.round(item.share * 100)} size="small" aria-label={item.name} />
              )}
            </span>
            <Button
              type="text"
              size="small"
              icon={<Icon name="close" />}
              onClick={() => {
                item.stop.abort()
                setGoing(before => before.filter(one => one.id !== item.id))
              }}
              aria-label={say(text('取消上传', 'Cancel the upload'))}
            />
          </li>
        ))}
      </ul>
    </div>
  )
}
