import type { Duty, Grade, PlaceLevel, Subject, UnitKind } from '@fengqiao/contract'
import { text } from '@fengqiao/kernel'
import { type BasisId, bases } from './legal-bases.ts'
import type { DutyLine } from './store.ts'

/** Who answers: `c` community, `s` street, `d` district; `+` before a kind means it assists. */
type Owners = string
type Leaf = readonly [code: string, zh: string, en: string, grade: Grade, owners: Owners, basis: BasisId, keywords: string]
type Group = readonly [code: string, zh: string, en: string, leaves: readonly Leaf[]]

// biome-ignore format: one subject, one line
const groups: readonly Group[] = [
  ['environment', '噪声与环境污染', 'Noise and pollution', [
    ['noise.construction', '施工噪声', 'Construction noise', 'general', 's.urbanManagement d.ecology +s.housing', 'noise', '夜间施工 打桩 噪音 工地'],
    ['noise.living', '生活娱乐噪声', 'Neighbourhood and leisure noise', 'general', 's.police d.police +c.residentsCommittee', 'noise', '广场舞 音响 KTV 扰民 装修'],
    ['noise.industry', '工业设备噪声', 'Industrial noise', 'general', 'd.ecology', 'noise', '机器 风机 水泵 空调外机 低频'],
    ['air.fumes', '餐饮油烟', 'Cooking fumes', 'general', 's.urbanManagement d.ecology', 'air', '油烟 烧烤 排烟 餐馆'],
    ['air.odour', '工业废气与异味', 'Waste gas and odours', 'complex', 'd.ecology', 'air', '臭味 废气 喷漆 刺鼻'],
    ['water.pollution', '水体污染', 'Water pollution', 'complex', 'd.ecology +d.water', 'waterPollution', '河水 黑臭 排污 偷排'],
    ['dust', '扬尘与泥头车撒漏', 'Dust and spilling trucks', 'general', 's.urbanManagement d.housing', 'air', '扬尘 泥头车 渣土 洒水'],
  ]],
  ['city', '市容环卫与城市管理', 'City appearance and sanitation', [
    ['city.vendor', '占道经营', 'Street vending on roads', 'general', 's.urbanManagement d.urbanManagement', 'sanitation', '摆摊 流动摊贩 占道 跨门'],
    ['city.rubbish', '垃圾清运与分类', 'Rubbish collection', 'general', 's.urbanManagement d.urbanManagement', 'solidWaste', '垃圾 清运 堆放 分类 垃圾桶'],
    ['city.toilet', '公厕与环卫设施', 'Public toilets', 'general', 's.urbanManagement d.urbanManagement', 'sanitation', '公厕 异味 环卫'],
    ['city.advert', '违规广告招牌', 'Illegal signs and adverts', 'general', 's.urbanManagement d.urbanManagement', 'sanitation', '广告牌 招牌 小广告 灯箱'],
    ['city.illegalBuilding', '违法建设', 'Illegal construction', 'complex', 's.urbanManagement d.planning', 'planning', '违建 加建 搭建 顶楼'],
    ['city.greenery', '绿化养护', 'Greenery', 'general', 's.urbanManagement d.urbanManagement', 'landscaping', '树木 修剪 绿化 草坪 枯枝'],
    ['city.park', '公园管理', 'Parks', 'general', 'd.urbanManagement', 'landscaping', '公园 步道 座椅 健身器材'],
    ['city.dog', '犬只管理', 'Dogs', 'general', 's.urbanManagement d.urbanManagement +s.police', 'animals', '遛狗 狗绳 犬只 流浪狗'],
  ]],
  ['facilities', '市政设施与水电气', 'Utilities and street works', [
    ['road.surface', '道路破损', 'Damaged road surface', 'general', 's.housing d.transport', 'roads', '坑洼 路面 塌陷 人行道'],
    ['road.manhole', '井盖缺损', 'Missing manhole cover', 'urgent', 's.housing d.water', 'roads', '井盖 缺失 松动 沉降'],
    ['road.light', '路灯故障', 'Street lights', 'general', 'd.urbanManagement', 'roads', '路灯 不亮 漆黑'],
    ['water.drainage', '排水与内涝', 'Drainage and flooding', 'urgent', 's.housing d.water +s.emergency', 'drainage', '积水 内涝 下水道 污水 外溢'],
    ['water.supply', '供水', 'Water supply', 'general', 'd.utility d.water', 'waterSupply', '停水 水压 水质 黄水 自来水'],
    ['power.supply', '供电', 'Power supply', 'general', 'd.utility d.industry', 'power', '停电 跳闸 电压 电费'],
    ['gas.supply', '燃气', 'Gas supply', 'urgent', 'd.utility d.housing +s.emergency', 'gas', '燃气 漏气 煤气 管道'],
    ['telecom', '通信网络', 'Telecom and networks', 'general', 'd.industry', 'telecom', '宽带 信号 基站 网络 光纤'],
  ]],
  ['property', '物业与小区治理', 'Housing estates', [
    ['property.service', '物业服务质量', 'Property service', 'general', 's.housing d.housing +c.residentsCommittee', 'property', '物业 保安 保洁 管理处'],
    ['property.fees', '物业收费', 'Property charges', 'general', 's.housing d.marketRegulation', 'property', '物业费 停车费 公摊 收费'],
    ['property.committee', '业主大会与业委会', 'Owners’ assembly and committee', 'complex', 's.housing d.housing +c.residentsCommittee', 'owners', '业委会 业主大会 换届 选聘'],
    ['property.fund', '维修资金与房屋维修', 'Repair fund and repairs', 'complex', 's.housing d.housing', 'owners', '维修资金 漏水 外墙 脱落 屋面'],
    ['property.parking', '小区停车与充电', 'Estate parking and charging', 'general', 'c.residentsCommittee s.housing d.housing', 'property', '停车位 充电桩 占用 车位'],
    ['property.ebike', '电动自行车停放充电', 'E-bike parking and charging', 'urgent', 'c.residentsCommittee s.fireRescue d.fireRescue', 'fire', '电动车 飞线 充电 入户 楼道'],
    ['property.lift', '电梯故障', 'Lift failure', 'urgent', 's.marketRegulation d.marketRegulation', 'elevator', '电梯 困人 故障 停运'],
  ]],
  ['housing', '住房与建设', 'Housing and construction', [
    ['housing.quality', '房屋质量', 'Building quality', 'complex', 'd.housing', 'quality', '裂缝 渗水 质量 空鼓 验收'],
    ['housing.delivery', '逾期交房与办证', 'Late handover and title deeds', 'complex', 'd.housing', 'houseSale', '交房 延期 办证 房产证 开发商'],
    ['housing.rent', '房屋租赁纠纷', 'Rental disputes', 'general', 's.housing d.housing +c.mediationCommittee', 'renting', '押金 租金 房东 二房东 租房'],
    ['housing.public', '公租房与人才住房', 'Public rental housing', 'consult', 'd.housing', 'assistance', '公租房 轮候 保障房 人才房'],
    ['housing.renewal', '城市更新与征收', 'Urban renewal and expropriation', 'complex', 's.planning d.planning', 'expropriation', '拆迁 旧改 补偿 征收 安置'],
    ['housing.danger', '危房与高坠隐患', 'Dangerous buildings', 'urgent', 's.housing d.housing +s.emergency', 'construction', '危房 外墙 坠落 倾斜 瓷砖'],
    ['housing.site', '工地管理', 'Worksite management', 'general', 's.housing d.housing', 'construction', '工地 围挡 出入口 施工'],
  ]],
  ['labour', '劳动与社会保障', 'Labour and social security', [
    ['labour.wages', '拖欠工资', 'Unpaid wages', 'urgent', 's.humanResources d.humanResources', 'labour', '欠薪 工资 拖欠 讨薪'],
    ['labour.migrant', '农民工工资', 'Wages of construction workers', 'urgent', 's.humanResources d.humanResources +d.housing', 'migrantWages', '农民工 包工头 劳务 工程款'],
    ['labour.contract', '解除劳动合同与补偿', 'Dismissal and severance', 'general', 's.humanResources d.humanResources', 'labourContract', '辞退 裁员 补偿金 合同'],
    ['labour.insurance', '社会保险', 'Social insurance', 'general', 'd.humanResources', 'socialInsurance', '社保 断缴 补缴 养老保险'],
    ['labour.injury', '工伤', 'Work injury', 'complex', 's.humanResources d.humanResources', 'socialInsurance', '工伤 认定 受伤 赔偿'],
    ['labour.hours', '加班与休假', 'Overtime and leave', 'general', 's.humanResources d.humanResources', 'labour', '加班 年假 调休 高温补贴'],
    ['labour.employment', '就业与培训', 'Employment and training', 'consult', 's.humanResources d.humanResources', 'employment', '失业 就业 补贴 培训 招聘'],
  ]],
  ['safety', '安全生产与消防应急', 'Work safety, fire and emergency', [
    ['safety.fire', '消防通道与设施', 'Fire lanes and equipment', 'urgent', 's.fireRescue d.fireRescue', 'fire', '消防通道 堵塞 灭火器 消防栓'],
    ['safety.work', '生产安全隐患', 'Work-safety hazards', 'urgent', 's.emergency d.emergency', 'workSafety', '安全 隐患 作业 防护 厂房'],
    ['safety.chemicals', '危险化学品', 'Dangerous chemicals', 'urgent', 's.emergency d.emergency', 'workSafety', '危化品 气瓶 油桶 储存'],
    ['safety.slope', '边坡与地质隐患', 'Slopes and geology', 'urgent', 's.emergency d.planning', 'geology', '边坡 滑坡 落石 挡土墙'],
    ['safety.typhoon', '台风暴雨避险', 'Typhoon and rainstorm shelter', 'urgent', 's.emergency d.emergency +c.residentsCommittee', 'response', '台风 暴雨 避难 转移'],
    ['safety.gasBottle', '液化气瓶', 'Gas bottles', 'urgent', 's.urbanManagement d.housing +s.fireRescue', 'gas', '煤气罐 液化气 气瓶 餐饮'],
  ]],
  ['order', '治安与交通', 'Public order and traffic', [
    ['order.security', '治安秩序', 'Public order', 'general', 's.police d.police', 'security', '盗窃 打架 治安 巡逻'],
    ['order.fraud', '电信网络诈骗', 'Telecom fraud', 'urgent', 's.police d.police', 'fraud', '诈骗 刷单 转账 冒充'],
    ['order.residence', '户籍与居住证', 'Residence permits', 'consult', 's.police d.police', 'residence', '居住证 户口 身份证 入户'],
    ['traffic.parking', '道路违停', 'Illegal road parking', 'general', 'd.trafficPolice', 'traffic', '违停 乱停 堵路 僵尸车'],
    ['traffic.signal', '信号灯与标线', 'Signals and road markings', 'general', 'd.trafficPolice', 'traffic', '红绿灯 斑马线 标线 路口'],
    ['traffic.ebike', '电动自行车通行', 'E-bike riding', 'general', 'd.trafficPolice', 'traffic', '逆行 闯红灯 外卖 电动车'],
    ['order.drone', '烟花爆竹与无人机', 'Fireworks and drones', 'general', 's.police d.police', 'security', '烟花 爆竹 无人机 燃放'],
  ]],
  ['transport', '交通运输', 'Transport', [
    ['transport.bus', '公交线路与站点', 'Bus routes and stops', 'general', 'd.transport', 'transport', '公交 站台 班次 线路'],
    ['transport.taxi', '出租与网约车', 'Taxis and ride-hailing', 'general', 'd.transport', 'transport', '出租车 网约车 绕路 拒载'],
    ['transport.sharedBike', '共享单车', 'Shared bicycles', 'general', 's.urbanManagement d.transport', 'transport', '共享单车 乱停 堆积'],
    ['transport.metro', '轨道交通', 'Metro', 'general', 'd.transport', 'transport', '地铁 出入口 电扶梯 接驳'],
    ['transport.works', '占道施工', 'Road works', 'general', 'd.transport +d.trafficPolice', 'highway', '围挡 修路 占道 施工'],
  ]],
  ['market', '市场与消费', 'Markets and consumers', [
    ['market.food', '食品安全', 'Food safety', 'urgent', 's.marketRegulation d.marketRegulation', 'food', '过期 变质 异物 餐厅 卫生'],
    ['market.drug', '药品与医疗器械', 'Drugs and devices', 'general', 's.marketRegulation d.marketRegulation', 'drug', '药店 药品 处方 过期'],
    ['market.quality', '商品质量与退换', 'Goods and refunds', 'general', 's.marketRegulation d.marketRegulation', 'consumer', '退货 退款 质量 三包'],
    ['market.prepaid', '预付卡与培训退费', 'Prepaid cards and refunds', 'complex', 's.marketRegulation d.marketRegulation', 'prepaid', '健身房 预付卡 关门 退费'],
    ['market.price', '价格与计量', 'Prices and measures', 'general', 's.marketRegulation d.marketRegulation', 'price', '明码标价 缺斤短两 涨价'],
    ['market.advert', '虚假宣传', 'False advertising', 'general', 's.marketRegulation d.marketRegulation', 'advertising', '虚假 广告 宣传 误导'],
    ['market.licence', '无证经营与登记', 'Licences and registration', 'general', 's.marketRegulation d.marketRegulation', 'registration', '营业执照 无证 注册 登记'],
  ]],
  ['health', '医疗卫生与医保', 'Health and medical insurance', [
    ['health.service', '就医服务', 'Care at hospitals and clinics', 'general', 'd.health', 'medical', '医院 挂号 社康 服务态度'],
    ['health.dispute', '医疗纠纷', 'Medical disputes', 'complex', 'd.health +d.mediationCommittee', 'medicalDispute', '手术 误诊 医疗纠纷 病历'],
    ['health.illegal', '非法行医', 'Unlicensed practice', 'general', 'd.health', 'medical', '黑诊所 无证 美容 注射'],
    ['health.insurance', '医疗保险', 'Medical insurance', 'consult', 'd.medicalInsurance', 'medicalInsurance', '医保 报销 异地 门诊'],
    ['health.vector', '病媒与公共卫生', 'Pests and public health', 'general', 's.health d.health +c.residentsCommittee', 'publicHealth', '蚊子 老鼠 消杀 登革热'],
  ]],
  ['education', '教育', 'Education', [
    ['education.enrol', '入学与转学', 'School places', 'consult', 'd.education', 'compulsoryEducation', '学位 入学 积分 转学'],
    ['education.school', '学校管理', 'School management', 'general', 'd.education', 'education', '老师 作业 食堂 校服'],
    ['education.training', '校外培训', 'Out-of-school training', 'general', 'd.education +s.marketRegulation', 'privateEducation', '培训班 退费 补课 机构'],
    ['education.kindergarten', '幼儿园', 'Kindergartens', 'general', 'd.education', 'education', '幼儿园 收费 托育 餐食'],
    ['education.safety', '校园周边秩序', 'Safety around schools', 'general', 's.police d.education +d.trafficPolice', 'minors', '校门 接送 拥堵 小卖部'],
  ]],
  ['welfare', '民生救助与家庭', 'Welfare and family', [
    ['welfare.relief', '低保与临时救助', 'Minimum living and relief', 'general', 's.civilAffairs d.civilAffairs', 'assistance', '低保 救助 困难 补助'],
    ['welfare.elderly', '养老服务', 'Care for the elderly', 'general', 's.civilAffairs d.civilAffairs', 'elderly', '养老 高龄津贴 长者饭堂'],
    ['welfare.disabled', '残疾人服务', 'Services for disabled people', 'general', 's.civilAffairs d.civilAffairs', 'disabled', '残疾 无障碍 坡道 辅具'],
    ['welfare.marriage', '婚姻登记与殡葬', 'Marriage registration and funerals', 'consult', 'd.civilAffairs', 'marriage', '结婚 离婚 预约 殡葬'],
    ['family.violence', '家庭暴力', 'Domestic violence', 'urgent', 's.police d.police +s.womensFederation', 'domesticViolence', '家暴 殴打 保护令'],
    ['family.dispute', '婚姻家庭纠纷', 'Marriage and family disputes', 'general', 'c.mediationCommittee s.womensFederation d.womensFederation', 'mediation', '夫妻 抚养 赡养 离婚'],
    ['family.minor', '未成年人保护', 'Protection of minors', 'urgent', 's.civilAffairs d.civilAffairs +s.police', 'minors', '儿童 独自 监护 受伤'],
    ['neighbour.dispute', '邻里纠纷', 'Neighbour disputes', 'general', 'c.mediationCommittee s.justice d.justice', 'neighbours', '邻居 漏水 楼上 采光 杂物'],
    ['welfare.veteran', '退役军人服务', 'Services for veterans', 'consult', 's.civilAffairs d.civilAffairs', 'veterans', '退役 军人 优待证 安置'],
  ]],
  ['government', '政务与法律服务', 'Government and legal services', [
    ['gov.service', '政务服务', 'Government services', 'consult', 's.governmentOffice d.governmentService', 'licensing', '窗口 办事 材料 预约'],
    ['gov.conduct', '工作作风', 'Conduct of officials', 'complex', 's.supervision d.supervision', 'petition', '态度 推诿 不作为 拖延'],
    ['gov.information', '信息公开', 'Open government information', 'consult', 's.governmentOffice d.governmentOffice', 'openness', '公开 公示 文件 申请'],
    ['gov.community', '社区居务', 'Community affairs', 'general', 'c.residentsCommittee s.governmentOffice d.governmentOffice', 'committee', '居委会 证明 选举 活动室'],
    ['legal.aid', '法律援助与咨询', 'Legal aid and advice', 'consult', 's.justice d.justice', 'legalAid', '律师 咨询 法律援助 起诉'],
    ['legal.debt', '借贷与合同纠纷', 'Loan and contract disputes', 'complex', 's.justice d.justice +s.court', 'mediation', '借款 欠条 合同 违约'],
    ['petition.general', '信访事项', 'Petition matters', 'complex', 's.petition d.petition', 'petition', '信访 历史遗留 复查 诉求'],
    ['culture.facility', '文体设施与旅游', 'Culture, sport and tourism', 'general', 's.governmentOffice d.culture', 'culture', '图书馆 球场 健身 旅行社'],
  ]],
]

const levels: Record<string, PlaceLevel> = { c: 'community', s: 'street', d: 'district' }

/** The standard catalogue: groups, and under them the subjects that can be filed. Codes are stable and public. */
export const subjects: readonly Subject[] = groups.flatMap(([code, zh, en, leaves], index): Subject[] => [
  {
    code,
    parent: null,
    name: text(zh, en),
    description: text('', ''),
    serviceCode: null,
    grade: 'general',
    keywords: [],
    ordinal: (index + 1) * 100,
  },
  ...leaves.map(([leaf, leafZh, leafEn, grade, , , keywords], place): Subject => {
    const words = keywords.split(' ')
    const description = text(`${leafZh}：${words.join('、')}等方面的诉求。`, `${leafEn}: requests about this kind of matter.`)
    const serviceCode = leaf.replaceAll('.', '-').toLowerCase()
    return {
      code: leaf,
      parent: code,
      name: text(leafZh, leafEn),
      description,
      serviceCode,
      grade,
      keywords: words,
      ordinal: (index + 1) * 100 + place + 1,
    }
  }),
])

/** The standard duty list, one row per subject, level and unit kind. */
export const duties: readonly DutyLine[] = groups
  .flatMap(([, , , leaves]) => leaves)
  .flatMap(([subject, , , , owners, basis]) => {
    // Where two kinds own at one level, the first owns and the second assists: one owner per level.
    const taken = new Set<string>()
    return owners.split(' ').map((owner): DutyLine => {
      const assisting = owner.startsWith('+')
      const [letter = '', kind = ''] = owner.replace('+', '').split('.')
      const level = levels[letter] ?? 'district'
      const part: Duty['part'] = assisting || taken.has(level) ? 'assist' : 'own'
      if (part === 'own') taken.add(level)
      const id = `${subject}-${letter}-${kind}`
      return { id, subject, level, unitKind: kind as UnitKind, place: null, part, legalBasis: bases[basis], remark: text('', '') }
    })
  })
