import { fromLocal, localTime } from '@fengqiao/kernel'
import dayjs, { type Dayjs } from 'dayjs'

/** The picker shows wall time; ours is Shanghai's, whatever zone the machine is set to. */
export const pickedOf = (iso: string): Dayjs => dayjs(localTime(iso).replace(' ', 'T'))

export const instantOfPicked = (picked: Dayjs): string => fromLocal(picked.format('YYYY-MM-DD HH:mm'))
