import { createHash } from 'node:crypto'
import { readFileSync, realpathSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { dirname, join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import Open311 from 'open311'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createApp } from '../http/app.ts'
import { authenticate } from '../identity/authenticate.ts'
import { makeApiKey } from '../identity/security-routes.ts'
import { identityServices } from '../identity/services.ts'
import { silentLog } from '../log/log.ts'
import { type DistrictWorld, districtWorld } from '../testing/district.ts'
import { type TestDatabase, testDatabase } from '../testing/index.ts'
import { open311Routes } from './routes.ts'

/** The client as its authors published it in npm, talking to this server over a socket (docs/decisions/0030-open311-client.md). */
let database: TestDatabase
let world: DistrictWorld
let app: FastifyInstance
let endpoint: string
let apiKey: string

beforeAll(async () => {
  database = await testDatabase()
  world = await districtWorld(database)
  const { district, keyring, now } = world
  const identity = identityServices({
    db: database.db,
    district,
    keyring,
    now,
    https: false,
    demo: true,
    sendNotice: async () => undefined,
  })
  apiKey = (await makeApiKey(identity, { name: 'npm client', perMinute: 1000, perDay: 100_000, by: null })).key
  app = await createApp(silentLog, { trustProxy: false, https: false })
  await authenticate(app, identity)
  let publicUrl = ''
  open311Routes(app, {
    cases: world.cases,
    identity,
    get publicUrl() {
      return publicUrl
    },
  })
  await app.listen({ port: 0, host: '127.0.0.1' })
  publicUrl = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`
  endpoint = `${publicUrl}/open311/v2/`
})
afterAll(async () => {
  await app.close()
  await world.close()
  await database.end()
})

const ask = <T>(call: (answer: (failed: unknown, data: unknown) => void) => void): Promise<T> =>
  new Promise((resolve, reject) => call((failed, data) => (failed ? reject(new Error(String(data))) : resolve(data as T))))

interface Shown {
  readonly service_request_id: string
  readonly status: string
  readonly service_code: string
  readonly description: string
  readonly requested_datetime: Date
}

test('the client is byte for byte the published one', () => {
  const main = realpathSync(createRequire(import.meta.url).resolve('open311'))
  const hash = (file: string): string =>
    createHash('sha256')
      .update(readFileSync(join(dirname(main), file)))
      .digest('hex')
  expect(hash('package.json')).toBe('1251177012d9f9304af3e53f80135827b6e194a9b4c40c975f6535c14704777d')
  expect(hash('open311.js')).toBe('b66ef0d032f1f42e0ee7f1e3ede2c6e4d5ec1c2f33c3deb16108d09c8b4f67e2')
  expect(hash('cities.json')).toBe('3510efd81ae028603e907a0f7477f083ab14808660ff550aeb266337d5dea84e')
})

describe.each(['json', 'xml'] as const)('speaking %s', format => {
  const client = (): Open311 => new Open311({ endpoint, format, apiKey, jurisdiction: world.district })

  test('it lists services and reads a definition', async () => {
    const services = await ask<{ service_code: string; service_name: string; metadata: boolean }[]>(answer => client().serviceList(answer))
    expect(services).toHaveLength(world.reference.dutyList.leaves().length)
    expect(services.find(one => one.service_code === 'road-light')).toMatchObject({ service_name: '路灯故障', metadata: true })
    const definition = await ask<{ service_code: string; attributes: { code: string; values: { key: string }[] | null }[] }>(answer =>
      client().serviceDefinition('road-light', answer),
    )
    expect(definition.service_code).toBe('road-light')
    expect(definition.attributes.find(one => one.code === 'service')?.values?.map(value => value.key)).toContain('hazard')
  })

  test('it submits a request, finds it by id, by ids and by its token', async () => {
    const where = world.reference.atlas.find('440399003001')?.centre
    const [made] = await ask<{ service_request_id: string; service_notice: string }[]>(answer =>
      client().submitRequest(
        {
          service_code: 'road-light',
          lat: where?.lat,
          long: where?.lon,
          description: '路灯不亮 & <很黑>',
          first_name: '明',
          last_name: '张',
          attributes: { service: 'hazard' },
        },
        answer,
      ),
    )
    const id = made?.service_request_id ?? ''
    expect(id).toMatch(/^[0-9a-f-]{36}$/)
    expect(made?.service_notice).toContain('查询码')
    const [shown] = await ask<Shown[]>(answer => client().serviceRequest(id, answer))
    expect(shown).toMatchObject({
      service_request_id: id,
      status: 'open',
      service_code: 'road-light',
      description: '路灯不亮 & <很黑>',
      requested_datetime: world.now(),
    })
    expect((await ask<Shown[]>(answer => client().serviceRequests([id, 'unknown'], answer))).map(one => one.service_request_id)).toEqual([
      id,
    ])
    expect(
      (await ask<Shown[]>(answer => client().serviceRequests({ status: 'open', service_code: 'road-light' }, answer))).map(
        one => one.service_request_id,
      ),
    ).toContain(id)
    expect(await ask(answer => client().token(id, answer))).toEqual([{ token: id, service_request_id: id }])
  })

  test('it hears why a request is refused', async () => {
    const stranger = new Open311({ endpoint, format, apiKey: 'fq_wrong' })
    await expect(ask(answer => stranger.submitRequest({ service_code: 'road-light', address_string: '榕树社区' }, answer))).rejects.toThrow(
      /403; .*403/s,
    )
    await expect(ask(answer => client().submitRequest({ address_string: '榕树社区' }, answer))).rejects.toThrow(/400; .*service_code/s)
    await expect(ask(answer => client().serviceRequest('unknown', answer))).rejects.toThrow(/404/)
  })

  test('it finds the endpoint by discovery', async () => {
    const explorer = new Open311({ discovery: `${endpoint}discovery.${format}`, format })
    await ask(answer => explorer.serviceDiscovery({ cache: true }, answer))
    expect(explorer.endpoint).toBe(endpoint)
    expect(await ask<unknown[]>(answer => explorer.serviceList(answer))).not.toHaveLength(0)
  })
})
