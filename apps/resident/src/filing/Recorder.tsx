import { useEffect, useRef, useState } from 'react'
import { Note } from '../pieces/Feedback.tsx'
import { useSay } from '../settings/settings.ts'

const longestSeconds = 180

/** What this browser can record that the server takes, best first. */
const recordable = (): string | undefined =>
  typeof MediaRecorder === 'undefined'
    ? undefined
    : ['audio/webm;codecs=opus', 'audio/mp4', 'audio/webm'].find(type => MediaRecorder.isTypeSupported(type))

export const canRecord = (): boolean => recordable() !== undefined && Boolean(navigator.mediaDevices?.getUserMedia)

/** Records a voice from the moment it is shown until it is stopped or three minutes are over. */
export function Recorder({ onDone, onCancel }: { onDone: (sound: Blob) => void; onCancel: () => void }) {
  const say = useSay()
  const [seconds, setSeconds] = useState(0)
  const [failed, setFailed] = useState(false)
  const recorder = useRef<MediaRecorder>(undefined)
  const wanted = useRef(true)
  const done = useRef(onDone)
  useEffect(() => {
    done.current = onDone
  }, [onDone])
  useEffect(() => {
    wanted.current = true
    let stream: MediaStream | undefined
    let stopped = false
    let timer: ReturnType<typeof setInterval> | undefined
    const release = () => {
      for (const track of stream?.getTracks() ?? []) track.stop()
    }
    const begin = async () => {
      stream = await navigator.mediaDevices.getUserMedia({ audio: true })
      if (stopped) return release()
      const type = recordable()
      const made = new MediaRecorder(stream, { ...(type ? { mimeType: type } : {}), audioBitsPerSecond: 24_000 })
      const pieces: Blob[] = []
      made.ondataavailable = event => void pieces.push(event.data)
      made.onstop = () => {
        release()
        if (wanted.current) done.current(new Blob(pieces, { type: (type ?? made.mimeType).split(';')[0] ?? 'audio/webm' }))
      }
      made.start(1000)
      recorder.current = made
      timer = setInterval(() => setSeconds(before => before + 1), 1000)
    }
    begin().catch(() => setFailed(true))
    return () => {
      stopped = true
      clearInterval(timer)
      if (recorder.current?.state === 'recording') {
        wanted.current = false
        recorder.current.stop()
      }
      release()
    }
  }, [])
  useEffect(() => {
    if (seconds >= longestSeconds) recorder.current?.stop()
  }, [seconds])
  if (failed)
    return (
      <Note tone="care" alert>
        <p>
          {say(
            '没有用上麦克风。您可以直接写，或在“相册·文件”里选一段录音。',
            'The microphone could not be used. Write instead, or choose a recording under “Files”.',
          )}
        </p>
        <button type="button" className="button quiet small" onClick={onCancel}>
          {say('知道了', 'OK')}
        </button>
      </Note>
    )
  return (
    <output className="recording">
      <i aria-hidden="true" />
      <span className="grow">
        {say('正在录音', 'Recording')}{' '}
        <span className="number strong" aria-hidden="true">
          {Math.floor(seconds / 60)}:{String(seconds % 60).padStart(2, '0')}
        </span>
      </span>
      <button type="button" className="button plain small" onClick={onCancel}>
        {say('取消', 'Cancel')}
      </button>
      <button type="button" className="button small" onClick={() => recorder.current?.stop()}>
        {say('说完了', 'Done')}
      </button>
    </output>
  )
}
