import { demoFacts, demoPassword } from '../deployment/demo.ts'
import type { Deployment } from '../deployment/store.ts'
import type { Settings } from '../settings/read.ts'
import { publicUrl } from './house.ts'

/** Who is named at the start of the demo, of its many accounts. */
const demoDoors = [
  ['pan.triage', '榕湾街道研判分拨员 Triage officer'],
  ['wu.dispatcher', '榕湾街道调度员 Dispatcher'],
  ['liang.commander', '榕湾街道值班指挥长 Duty commander'],
  ['huang.handler', '榕湾街道综合执法队经办人 Handler'],
  ['lu.head', '单位负责人 Unit head'],
  ['cai.followup', '回访员 Follow-up clerk'],
  ['zeng.station', '榕树社区驿站前台 Front desk'],
  ['deng.supervision', '区督查室 Supervision office'],
  ['shen.system', '系统管理员 System administrator'],
  ['jiang.auditor', '审计员 Auditor'],
] as const

/** The lines that a start prints. `port` is the one listened on, undefined for a worker. */
export function greeting(settings: Settings, deployment: Deployment, ms: number, open311Key: string | undefined): string[] {
  const title = `枫桥 Fengqiao · ${deployment.name.zh} ${deployment.name.en} · ${(ms / 1000).toFixed(1)} s`
  if (settings.ROLE === 'worker') return ['', `${title} · worker`]
  const url = publicUrl(settings)
  const lines = ['', title, `  群众 Residents  ${url}/`, `  工作台 Desk     ${url}/desk/`, `  接口 API        ${url}/docs`]
  if (!deployment.demo || !settings.DEMO) return lines
  lines.push('', `演示城市 Demo city: ${demoFacts.accounts} 个账号，口令 password for every account: ${demoPassword}`)
  for (const [login, post] of demoDoors) lines.push(`  ${login.padEnd(18)} ${post}`)
  if (!settings.SMS_URL) lines.push(`  群众 resident      19900005001（林桦 Lin Hua），验证码见 code at ${url}/dev/outbox`)
  if (open311Key) lines.push(`  Open311 key: ${open311Key}`)
  return lines
}

/** What a real deployment lacks to serve residents; one line each. */
export function lacking(settings: Settings, deployment: Deployment): string[] {
  if (deployment.demo) return []
  return [
    ...(settings.SMS_URL
      ? []
      : ['未设 SMS_URL：群众收不到登录验证码和短信。 / SMS_URL is unset: residents get no sign-in codes and no messages.']),
    ...(settings.PUBLIC_URL
      ? []
      : [
          '未设 PUBLIC_URL：回执和二维码上的网址只在本机有效。 / PUBLIC_URL is unset: addresses on receipts and QR codes work on this machine only.',
        ]),
  ]
}
