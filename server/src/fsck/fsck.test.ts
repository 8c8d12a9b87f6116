import { afterAll, beforeAll, expect, test } from 'vitest'
import { type DistrictWorld, districtWorld } from '../testing/district.ts'
import { type TestDatabase, testDatabase } from '../testing/index.ts'

let database: TestDatabase
let world: DistrictWorld
beforeAll(async () => {
  database = await testDatabase()
  world = await districtWorld(database)
})
afterAll(async () => {
  await world.close()
  await database.end()
})
test('x', async () => {
  const done = await world.handled()
  expect(done.step).toBe('handling')
  world.at('2026-03-20 09:00')
  await world.work()
})
