import { isRefusal, type Refusal } from '@fengqiao/kernel'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { demoDistrict, loadDemo, placesAt, unit } from '../../demo/index.ts'
import { toGeoJson } from '../places/geojson.ts'
import { Reference } from '../reference/reference.ts'
import { type TestDatabase, testDatabase } from '../testing/index.ts'
import { dutyImport } from './duties.ts'
import type { ImportContext, ImportOf } from './kind.ts'
import { placeImport } from './places.ts'
import { postImport } from './posts.ts'
import { applyFile, dryRun } from './run.ts'
import { digestOf } from './sheet.ts'
import { shiftImport } from './shifts.ts'
import { unitImport } from './units.ts'
import { toCsv, toXlsx } from './write.ts'

const now = new Date('2026-03-02T10:00:00+08:00')
let database: TestDatabase
let reference: Reference

beforeAll(async () => {
  database = await testDatabase()
  await loadDemo(database.db, { now })
  reference = await Reference.open(database.db, demoDistrict, { every: 0, clock: () => now })
})
afterAll(async () => {
  await reference.close()
  await database.end()
})

const context = (): ImportContext => ({
  district: demoDistrict,
  snapshot: reference.snapshot,
  now,
  emails: new Map(),
  accounts: new Map(reference.organisation.posts().flatMap(post => post.holders.map(({ account }) => [account, account] as const))),
})
const bytes = (words: string) => new TextEncoder().encode(words)
const ok = <T>(answer: T | Refusal): T => {
  if (isRefusal(answer)) throw new Error(answer.because.en)
  return answer
}
async function tableOf<Line>(what: ImportOf<Line>, language: 'zh' | 'en') {
  const lines = await what.existing(context(), database.db)
  const rows = lines.map(line => what.columns.map(column => what.write(line, context())[column.key] ?? ''))
  return { header: what.columns.map(column => column[language]), rows }
}
async function roundTrip<Line>(what: ImportOf<Line>) {
  const files = [bytes(toCsv(await tableOf(what, 'zh'))), new Uint8Array(await toXlsx(await tableOf(what, 'en')))]
  for (const file of files) {
    const { report } = ok(await dryRun(database.db, what, file, context()))
    expect(report.rejected).toEqual([])
    expect(report.accepted).toBeGreaterThan(10)
    expect(report.changes).toMatchObject({ added: 0, changed: 0, same: report.accepted })
  }
}

describe('what was exported changes nothing when imported', () => {
  test('units', () => roundTrip(unitImport))
  test('posts', () => roundTrip(postImport))
  test('duty list', () => roundTrip(dutyImport))
  test('rosters', () => roundTrip(shiftImport))
  test('places', async () => {
    const file = bytes(JSON.stringify(toGeoJson(reference.atlas.all().filter(place => place.polygon || place.level === 'site'))))
    const { report } = ok(await dryRun(database.db, placeImport, file, context()))
    expect(report.rejected).toEqual([])
    expect(report.changes).toMatchObject({ added: 0, changed: 0 })
  })
})

describe('a dry run', () => {
  const header = '单位编号,单位名称,英文名称,单位类别,服务地点编码,上级单位编号,电话,经度,纬度\n'
  const run = async (lines: string) => ok(await dryRun(database.db, unitImport, bytes(header + lines), context())).report

  test('names every bad cell with its row and column as the file has them', async () => {
    const report = await run(
      [
        'x.one,甲,One,派出所,440399003,,,,',
        'x.two,,Two,公安机关,999,no.such,abc,200,',
        'x.three,丙,Three,police,440399003001001,,,,',
        'x.four,丁,Four,Police,440399003,,,,',
        'x.four,戊,Five,Police,440399003,,,,',
      ].join('\n'),
    )
    expect(report.accepted).toBe(1)
    expect(report.rejected.map(one => `${one.row} ${one.column}`)).toEqual(
      ['2 单位类别', '3 服务地点编码', '3 上级单位编号', '3 经度', '3 电话', '3 单位名称', '4 服务地点编码', '6 单位编号'].toSorted(
        (a, b) => Number(a[0]) - Number(b[0]),
      ),
    )
    for (const { because } of report.rejected) expect(because.zh && because.en).toBeTruthy()
  })

  test('finds superiors in a loop, also through units that are there already', async () => {
    const report = await run(`${unit.districtCentre},区综治中心,Centre,综治中心,440399,${unit.rongshuStation},,,\n`)
    expect(report.rejected[0]?.because.en).toBe('The superiors form a loop')
  })

  test('writes nothing', async () => {
    await run('x.dry,试,Dry,police,440399003,,,,\n')
    await reference.refresh()
    expect(reference.organisation.find('x.dry')).toBeUndefined()
  })

  test('missing columns are refused by name', async () => {
    const refused = await dryRun(database.db, unitImport, bytes('编号,名称\n1,2\n'), context())
    expect(refused).toMatchObject({ refused: true, rule: 'missing-columns' })
  })
})

describe('applying', () => {
  const file = bytes(
    'id,name_zh,name_en,kind,place,parent,phone\nx.new,新设工作站,New Workstation,court,440399001,wanghai.governance,0755-55509999\n',
  )

  test('needs the very file of the dry run', async () => {
    expect(await applyFile(database.db, unitImport, file, digestOf(bytes('other')), context())).toMatchObject({ rule: 'another-file' })
  })

  test('is all or nothing', async () => {
    const bad = bytes(`${new TextDecoder().decode(file)}x.bad,,Bad,court,440399001,,\n`)
    expect(await applyFile(database.db, unitImport, bad, digestOf(bad), context())).toMatchObject({ rule: 'rows-rejected' })
    await reference.refresh()
    expect(reference.organisation.find('x.new')).toBeUndefined()
  })

  test('adds the unit, once however often', async () => {
    expect(ok(await applyFile(database.db, unitImport, file, digestOf(file), context())).changes.added).toBe(1)
    await reference.refresh()
    expect(reference.organisation.find('x.new')).toMatchObject({ parent: 'wanghai.governance', level: 'street' })
    expect(ok(await applyFile(database.db, unitImport, file, digestOf(file), context())).changes).toMatchObject({ added: 0, same: 1 })
  })

  test('a redrawn cell becomes a new version and the old one is kept', async () => {
    const cell = placesAt('cell')[0]
    const place = { ...toGeoJson([{ ...(cell as NonNullable<typeof cell>), version: 1 }]).features[0] }
    const features = [{ ...place, properties: { ...place.properties, name_zh: '渔歌社区第一网格' } }]
    const redrawn = bytes(JSON.stringify({ type: 'FeatureCollection', features }))
    ok(await applyFile(database.db, placeImport, redrawn, digestOf(redrawn), context()))
    await reference.refresh()
    expect(reference.atlas.find(cell?.code ?? '')).toMatchObject({ version: 2, name: { zh: '渔歌社区第一网格' } })
    const versions = await database.db
      .selectFrom('place')
      .select('valid_to')
      .where('code', '=', cell?.code ?? '')
      .orderBy('version')
      .execute()
    expect(versions.map(row => row.valid_to)).toEqual(['2026-03-02', null])
  })

  test('places out of the world, of the wrong level or with open rings are refused row by row', async () => {
    const feature = (properties: object, geometry: unknown) => ({
      type: 'Feature',
      properties: { code: 'n1', level: 'cell', name_zh: '新', name_en: 'New', parent: '440399003001', ...properties },
      geometry,
    })
    const broken = bytes(
      JSON.stringify({
        type: 'FeatureCollection',
        features: [
          feature(
            { code: 'n1' },
            {
              type: 'Polygon',
              coordinates: [
                [
                  [114, 22],
                  [114.01, 22],
                  [114.01, 22.01],
                  [114, 22.01],
                ],
              ],
            },
          ),
          feature({ code: 'n2', parent: '440399003' }, null),
          feature({ code: 'n3' }, { type: 'Point', coordinates: [22.5, 114] }),
          { type: 'Nonsense' },
        ],
      }),
    )
    const { report } = ok(await dryRun(database.db, placeImport, broken, context()))
    expect(report.accepted).toBe(0)
    expect(new Set(report.rejected.map(one => one.row))).toEqual(new Set([1, 2, 3, 4]))
  })
})
