import { seeded } from './random.ts'
import type { LabelledMessage } from './train.ts'

/** Owns: small made-up histories for tests of triage; no real message stands here. */

const places = ['柳荫街', '望江里', '石桥社区', '东湖花园', '南门口', '青松小区', '文昌路', '长虹苑']
const greetings = ['您好，', '尊敬的领导，', '', '想反映一个问题：', '麻烦核实一下，']
const endings = ['请尽快处理。', '盼回复。', '希望有人来看看。', '已经反映过一次了。', '谢谢。']
const stories: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  市容环境: [
    ['垃圾桶好几天没人清运', '垃圾堆在路边发臭，苍蝇很多，环卫车一周没来清运'],
    ['夜宵摊油烟直排', '楼下烧烤摊每晚占道经营，油烟飘进家里，垃圾满地'],
    ['沿街乱贴小广告', '墙面和电线杆上都是小广告，环卫工人清理不过来'],
    ['建筑垃圾倒在绿化带', '装修垃圾连夜倒在绿化带里，没有人清运'],
  ],
  劳动保障: [
    ['工地拖欠工资三个月', '我们二十多个农民工干完活，老板拖欠工资一直不发'],
    ['公司不交社保', '入职一年单位没有签劳动合同，也没有缴纳社保'],
    ['被辞退没有补偿', '公司口头通知辞退，拒绝支付经济补偿和加班工资'],
    ['养老金少发了', '退休后养老金核定少算了工龄，社保窗口让等通知'],
  ],
  交通出行: [
    ['路口红绿灯坏了', '路口红绿灯三天不亮，早高峰车辆抢行，很危险'],
    ['公交车经常晚点', '公交车半小时不来一趟，司机甩站不停'],
    ['人行道被车占满', '机动车停满人行道，老人推车只能走机动车道'],
    ['道路坑洼积水', '道路破损坑洼，下雨积水，电动车摔了好几个'],
  ],
  教育服务: [
    ['幼儿园学费乱涨', '幼儿园这学期学费涨了一千，没有公示收费标准'],
    ['孩子上学报不上名', '学校说学位满了，孩子户口在学区却报不上名'],
    ['补习班跑路不退费', '培训机构关门，老师联系不上，课时费不退'],
    ['食堂饭菜不新鲜', '孩子说学校食堂饭菜变味，家长要求公开食材'],
  ],
}

/** `count` labelled messages, spread evenly over four subjects, with a few wrong labels; the same for the same seed. */
export function exampleMessages(count: number, seed = 7): LabelledMessage[] {
  const random = seeded(seed)
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!
  const labels = Object.keys(stories)
  return Array.from({ length: count }, (_, at) => {
    const subject = labels[at % labels.length]!
    const [title, story] = pick(stories[subject]!)
    const [, aside] = pick(stories[pick(labels)]!)
    const body = `${pick(greetings)}我住在${pick(places)}${1 + Math.floor(random() * 30)}栋。${story}。${random() < 0.3 ? `另外，${aside}。` : ''}${pick(endings)}`
    return { title: `${pick(places)}${title}`, body, label: random() < 0.03 ? pick(labels) : subject }
  })
}
