import { duties, subjects } from '../src/duty/catalogue.ts'
import type { Random } from './random.ts'

/** The parts that a petition opinion needs (Petition Work Regulations art. 32), as an officer would write them. */
export interface DemoAnswer {
  readonly finding: string
  readonly opinion: string
  readonly basis: string
}

type Pair = readonly [finding: string, opinion: string]

/** By group of subjects. `{subject}` is the subject's name. */
// biome-ignore format: one answer, one line
const byGroup: Readonly<Record<string, readonly Pair[]>> = {
  environment: [
    ['经现场核查，反映的{subject}问题属实，现场检测值超过规定限值。', '已责令责任单位立即整改，安装降噪治理设施，并在七日内复测；逾期不改将依法立案。'],
    ['执法人员于不同时段两次到场，第一次未发现，第二次查实存在{subject}行为。', '已当场制止并依法立案，后续列入重点巡查，请继续监督。'],
  ],
  city: [
    ['经现场核实，{subject}情况属实，已拍照固定。', '已于当日完成清理和规范，并将该路段列为每日两次巡查点。'],
    ['经核实，该处{subject}问题涉及历史原因，现场已有整改方案。', '已与当事人约定整改期限，街道将在到期次日复查并告知结果。'],
  ],
  facilities: [
    ['经排查，故障由设施老化引起，影响范围为反映点位及周边。', '抢修人员已完成修复并通过测试，同时对周边同类设施一并检修。'],
    ['经现场勘查，{subject}问题属实，需要更换部件并短时封闭施工。', '已设置警示和临时措施，计划三个工作日内完成，施工信息已现场公示。'],
  ],
  property: [
    ['经查阅物业服务合同并现场走访，反映的{subject}问题部分属实。', '已约谈物业服务企业，要求十日内整改并在小区公示栏公开结果，社区将回访。'],
    ['经调取记录并听取双方意见，{subject}涉及业主共同决定事项。', '已指导双方依法召开业主会议，社区派员到场见证，会前资料提前七日公示。'],
  ],
  housing: [
    ['经现场查勘并调取资料，{subject}问题属实，责任单位已确认。', '已书面责令责任单位限期整改，整改期间由其承担临时措施费用，我单位派员跟踪。'],
    ['经核查备案资料，{subject}事项正在按程序办理，目前处于审查阶段。', '已督促相关单位公开时间安排，预计下月公布下一步结果，届时主动告知。'],
  ],
  labour: [
    ['经核查考勤、工资台账并询问双方，用人单位确有{subject}情形。', '已下达限期改正指令书，单位承诺在期限内支付；逾期将依法处理，也可申请劳动仲裁。'],
    ['经调解，双方就{subject}事项达成一致并签字确认。', '用人单位已按约定支付首期款，余款于月底前付清，我所按期回访。'],
  ],
  safety: [
    ['经现场检查，{subject}隐患属实，已当场采取控制措施。', '已发出责令改正通知书，责任人当日清除隐患，复查合格；同类场所已开展排查。'],
    ['经检查，现场存在一般隐患两处，负责人在场确认。', '一处当场整改完毕，一处限期三日整改，到期复查并反馈。'],
  ],
  order: [
    ['经调取监控并走访，{subject}情况属实。', '已依法处置，并调整巡逻时段，在高发时段增加警力。'],
    ['经核实，该路段{subject}多发于高峰时段。', '已增设提示标志并安排高峰值守，两周后评估效果。'],
  ],
  transport: [
    ['经与运营单位核实，反映的{subject}情况属实。', '运营单位已调整运力并加强现场管理，自本周起执行。'],
    ['经现场踏勘，反映点位具备改善条件。', '已列入本季度改造计划，实施前公示方案并征求意见。'],
  ],
  market: [
    ['经现场检查并抽取样品，{subject}问题属实。', '已责令下架整改并依法立案；消费者诉求经调解，商家同意退款。'],
    ['经核实，商家存在{subject}方面的不规范行为。', '已组织双方调解并达成一致，商家在七日内退还余款；已列入日常抽查。'],
  ],
  health: [
    ['经向医疗机构核实并查阅记录，{subject}事项情况清楚。', '已由院方当面说明并致歉，优化窗口流程；如有异议可向医疗纠纷调解组织申请调解。'],
    ['经现场核查，反映情况属实。', '已完成处置并安排一周后复查，结果将再次告知。'],
  ],
  education: [
    ['经向学校核实，反映的{subject}情况基本属实。', '已要求学校整改并公开说明，教育部门将在两周内回访家长代表。'],
    ['经核对政策与资料，您反映的{subject}事项适用本年度公布的办法。', '已电话逐项说明所需材料和时间节点，并提供预约窗口。'],
  ],
  welfare: [
    ['经社区入户了解，情况属实，符合{subject}相关条件。', '已协助备齐材料并受理，十个工作日内给出结果；在此期间由社区先行帮扶。'],
    ['经联系双方并分别听取意见，双方愿意就{subject}接受调解。', '已由人民调解委员会主持调解并达成协议，社区按月回访履行情况。'],
  ],
  government: [
    ['经核查办理记录，{subject}事项办理中存在告知不清的情况。', '已向您致歉并一次性告知所需材料，安排专人跟办，可在三个工作日内办结。'],
    ['经核对政策，您咨询的{subject}事项有明确规定。', '已电话说明办理条件、材料和途径，并将指引以短信发送。'],
  ],
}

const groupOf = new Map(subjects.map(subject => [subject.code, subject.parent ?? subject.code]))
const nameOf = new Map(subjects.map(subject => [subject.code, subject.name.zh]))
const basisOf = new Map(duties.filter(duty => duty.part === 'own').map(duty => [duty.subject, duty.legalBasis.zh]))

export function answer(random: Random, subject: string): DemoAnswer {
  const [finding, opinion] = random.pick(byGroup[groupOf.get(subject) ?? ''] ?? byGroup['government'] ?? [])
  const name = nameOf.get(subject) ?? subject
  return {
    finding: finding.replaceAll('{subject}', name),
    opinion: opinion.replaceAll('{subject}', name),
    basis: basisOf.get(subject) ?? '《信访工作条例》',
  }
}

/** Why a unit says that a matter is not its own. */
export const objections: readonly string[] = [
  '经核实，该路段由区级部门直接养护，不属于街道管养范围，建议改派区交通运输局。',
  '反映点位位于在建工地红线内，依权责清单应由住房和建设部门牵头，我单位配合。',
  '诉求主要内容为合同退费，不涉及违法经营，建议转人民调解组织先行调解。',
  '该事项涉及消防通道，依法由消防救援机构认定，我单位无执法权。',
  '现场核实地址不在本辖区，位于相邻街道，请重新核定地点后分派。',
  '诉求已进入劳动仲裁程序，依规不宜重复受理，建议向当事人说明仲裁进度。',
]

/** Why a station summons other units. */
export const whistleReasons: readonly string[] = [
  '现场涉及燃气、消防和住户安置，社区无法独立处置，请相关单位十五分钟内到场。',
  '夜间施工噪声多户联名反映，请执法、住建单位联合到场核查许可和作业时间。',
  '道路积水已漫入地下车库，请水务、应急、物业同时到场排险。',
  '餐饮油烟与占道经营并存，请执法与市场监管单位联合检查。',
  '欠薪工人聚集，请劳动、公安、司法单位到场，先行登记并组织协商。',
  '疑似家庭暴力警情，请公安、妇联到场，注意保护报告人信息。',
  '外墙瓷砖持续脱落，请住建、应急、物业到场围蔽并评估。',
]

/** What residents say when they are asked how it went, by rating 1 to 5. */
export const comments: Readonly<Record<1 | 2 | 3 | 4 | 5, readonly string[]>> = {
  1: ['问题没有解决，只是打了个电话。', '说整改了，晚上还是老样子。'],
  2: ['来看过，但一直没有下文。', '处理太慢，中间没有人告诉我进展。'],
  3: ['好了一些，希望能保持。', '基本解决，时间有点长。'],
  4: ['处理比较及时，说明也清楚。', '当天就有人联系，谢谢。'],
  5: ['很快就解决了，还专门回电话确认。', '现场沟通很耐心，结果满意。', '没想到周末也有人来，点赞。'],
}
