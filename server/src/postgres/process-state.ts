import { existsSync, readFileSync, readlinkSync } from 'node:fs'

const haveProc = existsSync('/proc/self/stat')

/** A process by number and start time, so that a reused number is not mistaken for the old process. */
export interface ProcessMark {
  readonly pid: number
  /** Clock ticks since boot (field 22 of /proc/PID/stat); 0 where the system has no /proc. */
  readonly started: number
}

/** Reads a process's mark, or undefined when there is no such process or only its zombie is left (which holds no file and no memory). */
export function markOf(pid: number): ProcessMark | undefined {
  if (!haveProc) return signalReaches(pid) ? { pid, started: 0 } : undefined
  try {
    // The command name in brackets may itself contain brackets and blanks: fields count from the last one.
    const line = readFileSync(`/proc/${pid}/stat`, 'latin1')
    const fields = line.slice(line.lastIndexOf(')') + 2).split(' ')
    return fields[0] === 'Z' || fields[0] === 'X' ? undefined : { pid, started: Number(fields[19]) }
  } catch {
    return undefined
  }
}

/** Whether exactly that process still runs. */
export function isAlive(mark: ProcessMark): boolean {
  return markOf(mark.pid)?.started === mark.started
}

/** A postmaster works inside its data folder; a process elsewhere merely has the number of one that died. */
export function worksIn(pid: number, folder: string): boolean {
  if (!haveProc) return true
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === folder
  } catch {
    return true // not ours to look at: assume the worst
  }
}

function signalReaches(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
