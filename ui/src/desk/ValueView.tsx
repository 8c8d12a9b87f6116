import { type CaseValue, downloadFile } from '@fengqiao/contract'
import { text } from '@fengqiao/kernel'
import { useState } from 'react'
import type { z } from 'zod'
import { useClient } from '../Client.tsx'
import { useText } from '../Language.tsx'
import { Icon } from './Icon.tsx'

type Value = z.infer<typeof CaseValue>

/** A value of a case as its kind is read: files as pictures or links, stars as stars, masked values marked as such. */
export function ValueView({ value, highlight = [] }: { value: Value; highlight?: readonly string[] }) {
  const say = useText()
  const { shown, kind, masked } = value
  if (shown === null) return <span className="fq-muted">—</span>
  if (kind === 'files' && Array.isArray(shown)) return <Files hashes={shown} />
  if (kind === 'rating' && typeof shown === 'number') {
    return <span aria-label={say(text(`${shown} 星`, `${shown} stars`))}>{'★'.repeat(shown) + '☆'.repeat(Math.max(0, 5 - shown))}</span>
  }
  if (typeof shown === 'boolean') return say(shown ? text('是', 'Yes') : text('否', 'No'))
  if (typeof shown === 'number') return String(shown)
  if (Array.isArray(shown)) return shown.join(say(text('、', ', ')))
  if (typeof shown === 'object') return say(shown)
  return (
    <>
      <Highlighted words={highlight}>{shown}</Highlighted>
      {masked ? (
        <span className="fq-mask" title={say(text('已脱敏', 'Masked'))}>
          <Icon name="lock" />
          <span className="fq-sr">{say(text('（已脱敏）', ' (masked)'))}</span>
        </span>
      ) : null}
    </>
  )
}

/** A text with the words that weighed marked. */
export function Highlighted({ children, words }: { children: string; words: readonly string[] }) {
  const wanted = words.filter(word => word.trim() !== '').toSorted((a, b) => b.length - a.length)
  if (wanted.length === 0) return <span className="fq-text">{children}</span>
  const pattern = new RegExp(`(${wanted.map(word => word.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|')})`, 'gi')
  const parts = children.split(pattern)
  return (
    <span className="fq-text">
      {parts.map((part, index) =>
        // Keyed by place: pieces of one text, in its order
        index % 2 === 1 ? <mark key={index}>{part}</mark> : <span key={index}>{part}</span>,
      )}
    </span>
  )
}

function Files({ hashes }: { hashes: readonly string[] }) {
  const say = useText()
  const client = useClient()
  return (
    <span className="fq-thumbs">
      {hashes.map((hash, index) => (
        <a
          key={hash}
          href={client.address(downloadFile, { params: { hash } })}
          target="_blank"
          rel="noreferrer"
          title={say(text('打开文件', 'Open the file'))}
        >
          <Thumb
            src={client.address(downloadFile, { params: { hash }, query: { version: 'thumbnail' } })}
            name={say(text(`附件 ${index + 1}`, `File ${index + 1}`))}
          />
        </a>
      ))}
    </span>
  )
}

/** A file without a picture of itself is told by its name. */
function Thumb({ src, name }: { src: string; name: string }) {
  const [broken, fail] = useState(false)
  return broken ? (
    <span className="fq-file-chip">
      <Icon name="file" /> {name}
    </span>
  ) : (
    <img src={src} alt={name} onError={() => fail(true)} loading="lazy" />
  )
}
