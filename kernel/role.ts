import { type Text, text } from './text.ts'

/** Posts a person can hold at a unit, domain.md part B. A resident and the system act too, but hold no post. */
export const roles = {
  frontDesk: text('前台首问岗', 'Front-desk officer'),
  triageOfficer: text('研判分拨员', 'Triage officer'),
  dutyCommander: text('值班指挥长', 'Duty commander'),
  dispatcher: text('调度员', 'Dispatcher'),
  followUpClerk: text('回访员', 'Follow-up clerk'),
  supervisionOfficer: text('督办员', 'Supervision officer'),
  handler: text('经办人', 'Handler'),
  unitHead: text('单位负责人', 'Unit head'),
  gridWorker: text('网格员', 'Grid worker'),
  gridLeader: text('网格长', 'Grid leader'),
  mediator: text('调解员', 'Mediator'),
  legalReviewer: text('法制审核员', 'Legal reviewer'),
  leader: text('包案领导', 'Leader'),
  systemAdministrator: text('系统管理员', 'System administrator'),
  securityAdministrator: text('安全管理员', 'Security administrator'),
  auditor: text('审计员', 'Auditor'),
  dpo: text('个人信息保护负责人', 'Privacy officer'),
} as const satisfies Record<string, Text>

export type RoleId = keyof typeof roles
export const roleIds = Object.keys(roles) as RoleId[]
