import * as contract from '@fengqiao/contract'
import { isWhole, type Refusal, refusal, text } from '@fengqiao/kernel'
import type { FastifyInstance } from 'fastify'
import type { z } from 'zod'
import type { LogWriter } from '../access-log/record.ts'
import type { Cases } from '../cases/cases.ts'
import { serve } from '../http/serve.ts'
import { today } from '../reference/day.ts'
import { askJob, countOpenClocks, putRule, readRules } from './rule-store.ts'
import { defaultRules, ruleViews } from './rule-view.ts'
import type { DeadlineRules } from './rules.ts'

export interface DeadlineRouteServices {
  readonly cases: Cases
  readonly rules: DeadlineRules
  readonly log: LogWriter
}

const noSuchRow = refusal('not-found', text('没有这一期限', 'There is no such period'))
const wholeDays = refusal('bad-input', text('提交的内容有误，请按提示修改', 'Some of what was sent needs correcting'), {
  fields: [{ path: 'value', because: text('天、工作日、月、年须为整数', 'Days, working days, months and years are whole numbers') }],
})
const badValue = refusal('bad-input', text('提交的内容有误，请按提示修改', 'Some of what was sent needs correcting'), {
  fields: [{ path: 'value', because: text('须大于零', 'More than zero') }],
})
const endsFirst = refusal('bad-input', text('提交的内容有误，请按提示修改', 'Some of what was sent needs correcting'), {
  fields: [{ path: 'validTo', because: text('须晚于生效日期', 'Must be after the day it begins') }],
})
const needsSource = refusal('deadline-needs-source', text('期限须写明依据', 'A period must name its source'), {
  source: '期限一律为配置，须载明来源与效力',
  help: text('请填写法规条款或批准文件', 'Name the provision or the decision behind it'),
})

const notYet = refusal(
  'deadline-not-in-force',
  text('新期限尚未生效，不能据以重算在办事项', 'The new period is not in force yet, so open clocks cannot be recomputed by it'),
  {
    help: text('请选择“保持原期限”，或将生效日期改为今天及以前', 'Let open clocks keep their time, or let it begin today or earlier'),
  },
)

/** Configured periods: who may see them, and how one is changed. */
export function deadlineRoutes(app: FastifyInstance, { cases, rules, log }: DeadlineRouteServices): void {
  const { db, district, now, procedures } = cases.services

  serve(app, contract.listDeadlineRules, async () => {
    const [rows, open] = await Promise.all([readRules(db, district), countOpenClocks(db, district)])
    return { rows: ruleViews(procedures, rows, open, today(now())) }
  })

  serve(app, contract.setDeadlineRule, async ({ caller, params, body, key, request }) => {
    const known = defaultRules(procedures).find(one => one.key === params.key)
    const no = known ? unfit(body, today(now())) : noSuchRow
    if (no) return no
    const at = now().toISOString()
    const { value, unit, calendar, source, confidence } = body
    const validFrom = body.validFrom ?? today(now())
    await db.transaction().execute(async trx => {
      await putRule(trx, {
        district,
        key: params.key,
        value,
        unit,
        calendar,
        source: source.trim(),
        confidence,
        valid_from: validFrom,
        valid_to: body.validTo,
        changed_by: caller.accountId,
        changed_at: at,
      })
      if (body.openClocks === 'recompute')
        await askJob(trx, district, {
          id: `rule:${params.key}@${key}`,
          kind: 'rule',
          key: params.key,
          source: source.trim(),
          requestedBy: caller.accountId,
          at,
        })
      await log.deed(trx, {
        actor: caller.accountId,
        act: 'deadlineRule.changed',
        subject: params.key,
        detail: { value, unit, calendar, validFrom, validTo: body.validTo, openClocks: body.openClocks },
        request: request.id,
      })
    })
    await rules.load()
    return {
      key: params.key,
      recomputed: body.openClocks === 'recompute' ? ((await countOpenClocks(db, district)).get(params.key) ?? 0) : 0,
    }
  })
}

type Body = z.output<typeof contract.setDeadlineRule.body & {}>

function unfit({ value, unit, source, validFrom, validTo, openClocks }: Body, day: string): Refusal | undefined {
  if (!(value > 0)) return badValue
  if (isWhole(unit) && !Number.isInteger(value)) return wholeDays
  if (validFrom && validTo && validTo <= validFrom) return endsFirst
  if (openClocks === 'recompute' && ((validFrom ?? day) > day || (validTo ?? '9999') <= day)) return notYet
  return source.trim() === '' ? needsSource : undefined
}
