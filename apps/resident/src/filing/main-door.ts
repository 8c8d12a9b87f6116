import built from 'virtual:filing-doors'
import { type Door, readForm } from './door.ts'

const doors = built as readonly Door[]

/** The door a resident enters by: the first procedure in force that anyone may open. */
function firstDoor(): Door {
  const [door] = doors
  if (!door) throw new Error('No procedure can be opened by anyone: residents could file nothing. Let an opening action be `by: anyone`.')
  return door
}

export const mainDoor = firstDoor()
export const mainParts = readForm(mainDoor.form)
export const serviceOptions = Object.entries(mainParts.service?.options ?? {})
