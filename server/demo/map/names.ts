/** The fictional district: names of its streets and communities, how many grid cells each has, and its sites. */

export type SiteKind = 'estate' | 'village' | 'park' | 'mall' | 'school' | 'hospital' | 'worksite' | 'market' | 'office' | 'transit'

export interface CommunityPlan {
  readonly zh: string
  readonly en: string
  readonly cells: number
  readonly sites: readonly (readonly [zh: string, en: string, kind: SiteKind])[]
}
export interface StreetPlan {
  readonly zh: string
  readonly en: string
  readonly communities: readonly CommunityPlan[]
}

export const city = { code: '440390', zh: '滨海市', en: 'Binhai City' } as const
export const district = { code: '440399', zh: '枫桥区', en: 'Fengqiao District' } as const

const c = (zh: string, en: string, cells: number, sites: CommunityPlan['sites']): CommunityPlan => ({ zh, en, cells, sites })

export const streets: readonly StreetPlan[] = [
  {
    zh: '望海街道',
    en: 'Wanghai Street',
    communities: [
      c('渔歌社区', 'Yuge Community', 9, [
        ['渔歌花园', 'Yuge Garden', 'estate'],
        ['渔歌新村', 'Yuge New Village', 'village'],
        ['渔歌农贸市场', 'Yuge Market', 'market'],
        ['望海小学', 'Wanghai Primary School', 'school'],
      ]),
      c('听潮社区', 'Tingchao Community', 8, [
        ['听潮雅苑', 'Tingchao Court', 'estate'],
        ['海湾半岛', 'Bay Peninsula Estate', 'estate'],
        ['望海广场', 'Wanghai Plaza', 'mall'],
        ['海滨栈道驿站', 'Seaside Boardwalk Stop', 'transit'],
      ]),
      c('灯塔社区', 'Dengta Community', 9, [
        ['灯塔苑', 'Dengta Court', 'estate'],
        ['远洋公寓', 'Ocean Apartments', 'estate'],
        ['望海医院', 'Wanghai Hospital', 'hospital'],
        ['灯塔科技园', 'Dengta Science Park', 'park'],
      ]),
      c('白沙社区', 'Baisha Community', 8, [
        ['白沙新邨', 'Baisha New Estate', 'estate'],
        ['白沙旧村', 'Baisha Old Village', 'village'],
        ['白沙中学', 'Baisha Middle School', 'school'],
        ['白沙地铁上盖工地', 'Baisha Metro Worksite', 'worksite'],
      ]),
      c('海晏社区', 'Haiyan Community', 8, [
        ['海晏名庭', 'Haiyan Residence', 'estate'],
        ['港务宿舍', 'Harbour Staff Quarters', 'estate'],
        ['海晏物流园', 'Haiyan Logistics Park', 'park'],
        ['海晏渔市', 'Haiyan Fish Market', 'market'],
      ]),
    ],
  },
  {
    zh: '枫岭街道',
    en: 'Fengling Street',
    communities: [
      c('枫林社区', 'Fenglin Community', 8, [
        ['枫林华府', 'Fenglin Mansion', 'estate'],
        ['枫林苑', 'Fenglin Court', 'estate'],
        ['枫岭郊野公园', 'Fengling Country Park', 'park'],
        ['枫林实验学校', 'Fenglin Experimental School', 'school'],
      ]),
      c('清泉社区', 'Qingquan Community', 8, [
        ['清泉山庄', 'Qingquan Hillside', 'estate'],
        ['清泉村', 'Qingquan Village', 'village'],
        ['清泉工业区', 'Qingquan Industrial Area', 'park'],
        ['清泉养老院', 'Qingquan Care Home', 'hospital'],
      ]),
      c('石坪社区', 'Shiping Community', 9, [
        ['石坪新居', 'Shiping New Homes', 'estate'],
        ['石坪围', 'Shiping Walled Village', 'village'],
        ['精诚电子厂', 'Jingcheng Electronics Works', 'park'],
        ['石坪公交总站', 'Shiping Bus Terminus', 'transit'],
      ]),
      c('茶山社区', 'Chashan Community', 8, [
        ['茶山御景', 'Chashan Vista', 'estate'],
        ['茶山小区', 'Chashan Estate', 'estate'],
        ['茶山农批市场', 'Chashan Wholesale Market', 'market'],
        ['岭上学府工地', 'Lingshang Academy Worksite', 'worksite'],
      ]),
    ],
  },
  {
    zh: '榕湾街道',
    en: 'Rongwan Street',
    communities: [
      c('榕树社区', 'Rongshu Community', 10, [
        ['榕树花园', 'Rongshu Garden', 'estate'],
        ['榕树下村', 'Rongshuxia Village', 'village'],
        ['榕湾幼儿园', 'Rongwan Kindergarten', 'school'],
        ['榕树步行街', 'Rongshu Pedestrian Street', 'mall'],
        ['区政务中心', 'District Civic Centre', 'office'],
      ]),
      c('书院社区', 'Shuyuan Community', 8, [
        ['书院里', 'Shuyuan Lane', 'estate'],
        ['文昌阁小区', 'Wenchang Estate', 'estate'],
        ['枫桥中学', 'Fengqiao Middle School', 'school'],
        ['区人民医院', 'District People’s Hospital', 'hospital'],
      ]),
      c('湾畔社区', 'Wanpan Community', 9, [
        ['湾畔家园', 'Wanpan Homes', 'estate'],
        ['湾畔公馆', 'Wanpan Residence', 'estate'],
        ['榕湾天地', 'Rongwan World', 'mall'],
        ['榕湾地铁站', 'Rongwan Metro Station', 'transit'],
      ]),
      c('南门社区', 'Nanmen Community', 9, [
        ['南门坊', 'Nanmen Square Estate', 'estate'],
        ['南门老街', 'Nanmen Old Street', 'village'],
        ['南门综合市场', 'Nanmen Market', 'market'],
        ['南门更新项目工地', 'Nanmen Renewal Worksite', 'worksite'],
      ]),
      c('河洲社区', 'Hezhou Community', 9, [
        ['河洲苑', 'Hezhou Court', 'estate'],
        ['河洲人才公寓', 'Hezhou Talent Apartments', 'estate'],
        ['河洲创意园', 'Hezhou Creative Park', 'park'],
        ['河洲泵站', 'Hezhou Pumping Station', 'office'],
      ]),
    ],
  },
]
