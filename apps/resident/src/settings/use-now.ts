import { useEffect, useState } from 'react'

/** The present in milliseconds, renewed each minute: enough for "in 3 hours". */
export function useNow(): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 60_000)
    return () => clearInterval(timer)
  }, [])
  return now
}
