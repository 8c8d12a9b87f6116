import * as contract from '@fengqiao/contract'
import { expect, test } from 'vitest'
import { endpoints } from './endpoints.ts'

test('every endpoint is the route of the same id in the contract', () => {
  const routes = new Map<string, unknown>(Object.entries(contract))
  for (const [id, { method, path }] of Object.entries(endpoints)) expect(routes.get(id), id).toMatchObject({ id, method, path })
})
