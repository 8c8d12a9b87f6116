import { nameMaker } from './names.ts'
import { seeded } from './random.ts'
import { communityOf, placesAt } from './world.ts'

export interface DemoResident {
  readonly id: string
  readonly nameZh: string
  readonly nameEn: string
  /** Numbers 199 0000 5xxx, given to nobody in the demo's world but them. */
  readonly phone: string
  /** Code of the estate where they live. */
  readonly place: string
  readonly address: string
}

const homes = placesAt('site').filter(site => site.kind === 'estate' || site.kind === 'village')
const home = (zh: string) => homes.find(site => site.name.zh === zh) ?? homes[0]

function make(): DemoResident[] {
  const random = seeded(440399)
  const makeName = nameMaker(random, ['lin.hua'])
  const garden = home('榕树花园')
  const linHua: DemoResident = {
    id: 'resident-lin-hua',
    nameZh: '林桦',
    nameEn: 'Lin Hua',
    phone: '19900005001',
    place: garden?.code ?? '',
    address: '榕湾街道榕树社区榕树花园3栋1204',
  }
  const others = Array.from({ length: 61 }, (_, index): DemoResident => {
    const { zh, en, login } = makeName()
    const site = random.pick(homes)
    const door =
      site.kind === 'village'
        ? `${random.between(1, 9)}巷${random.between(1, 30)}号`
        : `${random.between(1, 12)}栋${random.between(2, 28)}0${random.between(1, 6)}`
    return {
      id: `resident-${login.replace('.', '-')}`,
      nameZh: zh,
      nameEn: en,
      phone: `1990000${5002 + index}`,
      place: site.code,
      address: `${communityOf(site).name.zh}${site.name.zh}${door}`,
    }
  })
  return [linHua, ...others]
}

export const residents: readonly DemoResident[] = make()
/** The resident of the walks, the tests and the documents. */
