import type { Random } from './random.ts'

export interface PersonName {
  readonly zh: string
  readonly en: string
  /** Pinyin for a login: `zhao.wenjun`. */
  readonly login: string
}

const surnames =
  '赵Zhao 钱Qian 孙Sun 李Li 吴Wu 郑Zheng 王Wang 冯Feng 蒋Jiang 韩Han 杨Yang 朱Zhu 秦Qin 许Xu 何He 吕Lyu 张Zhang 孔Kong 曹Cao 严Yan 金Jin 魏Wei 陶Tao 姜Jiang 谢Xie 邹Zou 苏Su 潘Pan 范Fan 彭Peng 鲁Lu 马Ma 方Fang 任Ren 袁Yuan 史Shi 薛Xue 雷Lei 贺He 汤Tang 罗Luo 郝Hao 余Yu 顾Gu 孟Meng 黄Huang 萧Xiao 尹Yin 姚Yao 汪Wang 毛Mao 戴Dai 梁Liang 杜Du 蓝Lan 季Ji 贾Jia 江Jiang 郭Guo 林Lin 钟Zhong 徐Xu 邱Qiu 高Gao 夏Xia 蔡Cai 田Tian 胡Hu 凌Ling 万Wan 卢Lu 莫Mo 丁Ding 邓Deng 洪Hong 石Shi 崔Cui 龚Gong 程Cheng 陆Lu 曾Zeng 温Wen 赖Lai 廖Liao'
const given =
  '文军Wenjun 雅琴Yaqin 志强Zhiqiang 丽华Lihua 建平Jianping 晓燕Xiaoyan 浩然Haoran 思远Siyuan 佩珊Peishan 国栋Guodong 婷婷Tingting 俊杰Junjie 美玲Meiling 海波Haibo 秋萍Qiuping 振宇Zhenyu 嘉欣Jiaxin 伟民Weimin 春燕Chunyan 子轩Zixuan 慧敏Huimin 少峰Shaofeng 玉兰Yulan 志明Zhiming 诗雅Shiya 永康Yongkang 凤仪Fengyi 展鹏Zhanpeng 静Jing 磊Lei 敏Min 涛Tao 洁Jie 斌Bin 颖Ying 勇Yong 倩Qian 杰Jie 琳Lin 锋Feng 晨Chen 蕾Lei 一鸣Yiming 若琳Ruolin 景行Jingxing 书瑶Shuyao 德厚Dehou 采薇Caiwei 润生Runsheng 明月Mingyue 家辉Jiahui 淑贞Shuzhen 庆华Qinghua 桂香Guixiang 世豪Shihao 梦洁Mengjie 泽宇Zeyu 冬梅Dongmei 安琪Anqi 立新Lixin'

const part = (list: string) =>
  list.split(' ').map(one => {
    const [, zh = '', en = ''] = /^(\p{Script=Han}+)(\w+)$/u.exec(one) ?? []
    return { zh, en }
  })
const [families, personals] = [part(surnames), part(given)]

/** Makes names, no Chinese name and no login twice. `taken` are logins in use already. */
export function nameMaker(random: Random, taken: Iterable<string> = []): () => PersonName {
  const logins = new Set(taken)
  const names = new Set<string>()
  return () => {
    for (;;) {
      const [family, personal] = [random.pick(families), random.pick(personals)]
      const name = { zh: family.zh + personal.zh, en: `${family.en} ${personal.en}`, login: `${family.en}.${personal.en}`.toLowerCase() }
      if (names.has(name.zh) || logins.has(name.login)) continue
      names.add(name.zh)
      logins.add(name.login)
      return name
    }
  }
}
