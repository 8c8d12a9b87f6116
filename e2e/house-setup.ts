import { openedHouse } from './house.ts'

/** Vitest's global setup of the journeys: one real server with the demo city for the whole run. */
export default async function setup(): Promise<() => Promise<void>> {
  const house = await openedHouse()
  process.env.FENGQIAO_E2E_URL = house.url
  return house.close
}
