import { Problem, type Route } from '@fengqiao/contract'
import { type RoleId, roles, type Text, text } from '@fengqiao/kernel'
import { z } from 'zod'
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject, type ZodOpenApiResponsesObject } from 'zod-openapi'
import { doors } from '../identity/doors.ts'
import { statusOfRule } from './problem.ts'

/** Owns: the contract as an OpenAPI 3.1 document. Every route is in it, because it is made from the same objects that serve them. */
export const tags: Readonly<Record<string, Text>> = {
  cases: text('事项：提交、收件箱、办理、检索', 'Cases: filing, inboxes, actions, search'),
  residents: text('群众：查询与办理自己的事项，居民登记', 'Residents: following and acting on one’s own matters; the registry'),
  triage: text('研判分拨：建议、重复件、热点', 'Triage: suggestions, near-duplicates, hotspots'),
  procedures: text('事项类型与期限', 'Procedures and their periods'),
  statistics: text('统计', 'Statistics'),
  notices: text('通知', 'Notices'),
  files: text('附件', 'Files'),
  places: text('地点', 'Places'),
  units: text('单位与岗位', 'Units and posts'),
  duty: text('职责清单', 'The duty list'),
  rosters: text('值班', 'Rosters'),
  imports: text('导入', 'Imports'),
  accounts: text('账号', 'Accounts'),
  identity: text('登录', 'Sign-in'),
  'access-log': text('查阅记录', 'The access log'),
  'my-data': text('我的数据', 'My data'),
  demo: text('演示', 'The demo'),
  open311: text('Open311 GeoReport v2 接口', 'Open311 GeoReport v2'),
}

const both = ({ zh, en }: Text): string => `${en} / ${zh}`

/** What every caller must be ready for, whatever the route. */
const statusWords: Readonly<Record<number, Text>> = {
  400: text('提交的内容有误', 'The input needs correcting'),
  401: text('请先登录', 'Sign in first'),
  403: text('无权办理', 'Not permitted'),
  404: text('没有找到', 'Not found'),
  409: text('事项的现状或规则不允许', 'The state of the matter, or a rule, says no'),
  413: text('内容过大', 'Too large'),
  415: text('不支持的内容类型', 'Unsupported content type'),
  422: text('同一键用于不同请求', 'The key was used for another request'),
  429: text('请求过于频繁', 'Too many requests'),
}

/** The document; `url` is where the deployment is reached. Plain JSON, the same for the same contract. */
export function openApi({ url, routes = doors }: { url: string; routes?: readonly Route[] }): ReturnType<typeof createDocument> {
  const paths: Record<string, Record<string, ZodOpenApiOperationObject>> = {}
  for (const route of routes.toSorted((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0)))
    paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: operation(route) }
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: '枫桥 Fengqiao',
      version: '1',
      description:
        'One front door, one closed loop, one provable record. Labels come in Chinese and English; refusals are RFC 9457 problems in the caller’s language, each with its rule and, where there is one, its legal source. Lists are paged by cursor: pass `next` of a page as `after`.\n\n一个入口、一条闭环、一份可证明的记录。标签含中英文；不予办理时返回 RFC 9457 问题文档，载明规则与依据。列表按游标分页。',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      contact: { name: '枫桥平台运维 Fengqiao operations', url },
    },
    servers: [{ url, description: '本平台 This deployment' }],
    tags: [...new Set(routes.map(({ tag }) => tag))].sort().map(tag => ({ name: tag, description: both(tags[tag] ?? text(tag, tag)) })),
    security: [],
    paths: paths as ZodOpenApiPathsObject,
    components: {
      securitySchemes: {
        staffSession: {
          type: 'apiKey',
          in: 'cookie',
          name: 'fengqiao-staff',
          description:
            '工作人员登录后的会话（https 下名称前加 __Host-）。 Session of a signed-in member of staff; prefixed with __Host- on https.',
        },
        residentSession: {
          type: 'apiKey',
          in: 'cookie',
          name: 'fengqiao-resident',
          description: '群众以手机验证码登录后的会话。 Session of a resident signed in by phone code.',
        },
        apiKey: { type: 'http', scheme: 'bearer', description: '接口密钥，有调用额度。 API key with a quota.' },
      },
      schemas: { Problem },
    },
  })
}

function operation(route: Route): ZodOpenApiOperationObject {
  const { id, tag, summary, access, params, query } = route
  const header = headersOf(route)
  return {
    operationId: id,
    tags: [tag],
    summary: summary.replace(/[.。]$/, ''),
    description: [whoMay(access), route.refusals?.length ? `Refuses with: ${route.refusals.join(', ')}.` : ''].filter(Boolean).join('\n\n'),
    security: securityOf(route),
    requestParams: {
      ...(params ? { path: params as z.ZodObject } : {}),
      ...(query ? { query: query as z.ZodObject } : {}),
      ...(header ? { header } : {}),
    },
    ...bodyOf(route),
    responses: responsesOf(route),
  }
}

function whoMay(access: Route['access']): string {
  if (access === 'public') return 'Open to anybody. 任何人可用。'
  if (access === 'resident') return 'For the signed-in resident. 限已登录群众。'
  if (access === 'staff') return 'For signed-in staff, within what their post may see. 限已登录工作人员。'
  const names = access.map((role: RoleId) => roles[role])
  return `For the posts: ${names.map(name => name.en).join(', ')}. 限以下岗位：${names.map(name => name.zh).join('、')}。`
}

function securityOf({ access, tag, method }: Route): Record<string, string[]>[] {
  if (access === 'resident') return [{ residentSession: [] }]
  if (access !== 'public') return [{ staffSession: [] }]
  return tag === 'open311' && method === 'POST' ? [{ apiKey: [] }] : []
}

/** Writes are asked for under a key; the query code travels in a header, never in an address. */
function headersOf({ method, access, summary }: Route): z.ZodObject | undefined {
  const key = z
    .string()
    .min(1)
    .max(200)
    .describe('A random key of this one action; repeat it on a retry, and the first answer comes again. 每个新动作一个随机键，重试沿用。')
  const shape = {
    ...(method === 'GET' ? {} : { 'Idempotency-Key': access === 'public' ? key.optional() : key }),
    ...(summary.includes('Query-Code')
      ? { 'Query-Code': z.string().max(40).describe('The query code on the receipt. 回执上的查询码。') }
      : {}),
  }
  return Object.keys(shape).length > 0 ? z.object(shape) : undefined
}

function bodyOf({ body, bodyType = 'json', method }: Route): Pick<ZodOpenApiOperationObject, 'requestBody'> {
  if (bodyType === 'multipart') {
    const fields = body instanceof z.ZodObject ? body.shape : {}
    const file = z.string().meta({ format: 'binary', description: '文件内容 The file' })
    return { requestBody: { required: true, content: { 'multipart/form-data': { schema: z.object({ ...fields, file }) } } } }
  }
  if (!body || method === 'GET') return {}
  return {
    requestBody: {
      required: true,
      content: { [bodyType === 'form' ? 'application/x-www-form-urlencoded' : 'application/json']: { schema: body } },
    },
  }
}

function responsesOf(route: Route): ZodOpenApiResponsesObject {
  const { reply, replyType = 'application/json', status = 200, method, access, params, query, body, bodyType } = route
  const refused = new Set<number>([400, 429, ...(route.refusals ?? []).map(statusOfRule)])
  if (access !== 'public') refused.add(401)
  if (access !== 'public' && access !== 'resident') refused.add(403)
  if (params) refused.add(404)
  if (method !== 'GET') for (const code of [409, 422]) refused.add(code)
  if (body || bodyType) for (const code of [413, 415]) refused.add(code)
  if (!params && !query && !body && method === 'GET') refused.delete(400)
  const problems = [...refused]
    .sort((a, b) => a - b)
    .map(code => [
      code,
      { description: both(statusWords[code] ?? text('不予办理', 'Refused')), content: { 'application/problem+json': { schema: Problem } } },
    ])
  return { ...success(reply, replyType, status), ...Object.fromEntries(problems) }
}

function success(reply: z.ZodType, replyType: string, status: number): ZodOpenApiResponsesObject {
  if (replyType.startsWith('302'))
    return {
      302: { description: replyType.replace(/^302 /, ''), headers: z.object({ Location: z.string().describe('where to go') }) },
      default: { description: 'Anything else is a problem', content: { 'application/problem+json': { schema: Problem } } },
    }
  const description = 'Done. 已办理。'
  if (status === 204) return { 204: { description } }
  const types = replyType === 'text/xml' ? ['text/xml', 'application/json'] : [replyType]
  return { [`${status as 200}`]: { description, content: Object.fromEntries(types.map(type => [type, { schema: reply }])) } }
}
