import { type RoleId, type Text, text } from '@fengqiao/kernel'

/** What each role does all day, for somebody who has never sat at its desk. In the order in which a matter meets them. */
export const roleWork: Readonly<Record<RoleId, Text>> = {
  frontDesk: text('接待来访，一分钟内登记，首问负责到底', 'Receives visitors, registers in under a minute, stays responsible to the end'),
  triageOfficer: text(
    '判断事项类别、等级，识别重复和应当走法律途径的事项',
    'Assesses subject and grade, spots duplicates and what belongs in court',
  ),
  dispatcher: text('把事项派给唯一责任单位，核查答复质量', 'Sends each matter to the one unit responsible, checks answers'),
  dutyCommander: text(
    '值班调度：吹哨召集单位、处置紧急事项、裁定管辖、设定自动分拨',
    'On duty: summons units, handles emergencies, decides disputes, sets automatic dispatch',
  ),
  handler: text('签收、联系群众、办理并答复', 'Accepts, contacts the resident, handles and answers'),
  unitHead: text('单位负责人：审批延期、处理升级和督办', 'Head of a unit: approves extensions, answers escalations and supervision'),
  followUpClerk: text('回访群众，办结或提级重办', 'Calls residents back, closes or reopens one level up'),
  supervisionOfficer: text('督办逾期事项，亮牌，安排领导包案', 'Supervises late matters, issues cards, assigns leaders'),
  leader: text('包案领导：接访并推动解决', 'Takes on hard matters in person'),
  mediator: text('主持调解，形成协议', 'Mediates and writes agreements'),
  gridWorker: text('网格巡查、上报和到场处置', 'Patrols a grid cell, reports and attends'),
  gridLeader: text('带领网格团队', 'Leads the grid team'),
  legalReviewer: text('审核文书和法律依据', 'Reviews documents and legal grounds'),
  systemAdministrator: text('管理账号、单位、职责清单和时限', 'Manages accounts, units, the duty list and periods'),
  securityAdministrator: text('管理登录安全、锁定和接口密钥', 'Manages sign-in security, lock-outs and API keys'),
  auditor: text('查阅操作和个人信息查看记录', 'Reads the logs of actions and of looks at personal data'),
  dpo: text('答复个人信息权利请求', 'Answers residents’ requests about their data'),
}

export const roleOrder = Object.keys(roleWork) as RoleId[]
