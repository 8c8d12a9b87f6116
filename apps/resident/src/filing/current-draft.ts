import { useEffect, useSyncExternalStore } from 'react'
import { newKey } from '../server/call.ts'
import { type Draft, isEmpty, newDraft } from './draft.ts'
import { deviceKeep } from './keep.ts'
import { mainDoor } from './main-door.ts'

/** Owns: the one filing that is being written on this device. Every keystroke is kept, so that a reload loses nothing. */

const place = 'draft'
const scanned = 'fengqiao.scanned'
const saveAfterMs = 250

/** The place whose QR code was scanned in this visit. */
export type ScannedPlace = NonNullable<Draft['place']>

export function scannedPlace(): ScannedPlace | undefined {
  try {
    return JSON.parse(sessionStorage.getItem(scanned) ?? 'null') ?? undefined
  } catch {
    return undefined
  }
}
export function rememberScanned(found: ScannedPlace | undefined): void {
  try {
    if (found) sessionStorage.setItem(scanned, JSON.stringify(found))
    else sessionStorage.removeItem(scanned)
  } catch {
    // Without a session store the place is filled into the draft below all the same.
  }
  if (found && current) editDraft({ place: found, point: undefined, channel: 'qr' })
}

let current: Draft | undefined
let loaded = false
let timer: ReturnType<typeof setTimeout> | undefined
const listeners = new Set<() => void>()
const tell = () => {
  for (const listener of listeners) listener()
}

async function save(): Promise<void> {
  clearTimeout(timer)
  timer = undefined
  if (current && !isEmpty(current)) await deviceKeep.set(place, current)
  else await deviceKeep.remove(place)
}

export async function loadDraft(): Promise<void> {
  if (loaded) return
  const held = await deviceKeep.get<Draft>(place)
  loaded = true
  current ??= held
  tell()
}

addEventListener('pagehide', () => timer !== undefined && void save())

export function editDraft(change: Partial<Draft> | ((draft: Draft) => Partial<Draft>)): void {
  if (!current) return
  current = { ...current, ...(typeof change === 'function' ? change(current) : change) }
  clearTimeout(timer)
  timer = setTimeout(() => void save(), saveAfterMs)
  tell()
}

/** Opens the draft for a kind of service: goes on with what was being written, whichever kind it began as. */
export function openDraft(service: string): void {
  const at = scannedPlace()
  if (current) editDraft({ service, ...(at && !current.place ? { place: at, channel: 'qr' as const } : {}) })
  else {
    current = { ...newDraft(newKey(), mainDoor.procedure, service), ...(at ? { place: at, channel: 'qr' as const } : {}) }
    tell()
  }
}

/** Puts a filing that was taken back from the queue on the desk again. It is a new attempt, so it gets a new key. */
export function resumeDraft(draft: Draft): void {
  current = { ...draft, key: newKey() }
  void save()
  tell()
}

export function clearDraft(): void {
  current = undefined
  void save()
  tell()
}

export function useDraft(): { readonly loaded: boolean; readonly draft: Draft | undefined } {
  const draft = useSyncExternalStore(
    listener => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => current,
  )
  useEffect(() => void loadDraft(), [])
  return { loaded, draft }
}
