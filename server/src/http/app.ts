import { randomUUID } from 'node:crypto'
import helmet from '@fastify/helmet'
import { refusal, text } from '@fengqiao/kernel'
import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify'
import type { Log } from '../log/log.ts'
import { isDeeperThan } from './depth.ts'
import { sendRefusal } from './problem.ts'

export interface AppSettings {
  readonly trustProxy: boolean | string | number
  readonly https: boolean
  /** Bytes of a JSON body at most; files have their own limit. */
  readonly bodyLimit?: number
}

/** Fastify as every door of the house needs it: headers, limits, one log line a request, problems instead of stack traces. */
export async function createApp(log: Log, settings: AppSettings): Promise<FastifyInstance> {
  const app = Fastify({
    loggerInstance: log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: settings.trustProxy as boolean,
    bodyLimit: settings.bodyLimit ?? 1_000_000,
    genReqId: () => randomUUID(),
    requestTimeout: 60_000,
    routerOptions: { maxParamLength: 200 },
    // Refused by the router, before any hook or handler of ours is asked.
    frameworkErrors: (_error, _request, reply) => {
      void sendRefusal(reply, refusal('bad-input', text('地址的格式不对', 'The address is malformed')))
    },
  })
  await app.register(helmet, {
    contentSecurityPolicy: {
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        // antd writes its style sheet at run time; styles cannot run code.
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        mediaSrc: ["'self'", 'blob:'],
        workerSrc: ["'self'", 'blob:'],
        connectSrc: ["'self'"],
        frameSrc: ["'self'", 'blob:'],
        objectSrc: ["'none'"],
        frameAncestors: ["'self'"],
        upgradeInsecureRequests: settings.https ? [] : null,
      },
    },
    strictTransportSecurity: settings.https,
    referrerPolicy: { policy: 'same-origin' },
  })
  app.addHook('preValidation', async (request, reply) => {
    if (isDeeperThan(request.body, deepest)) return sendRefusal(reply, tooDeep)
  })
  app.addHook('onSend', async (request, reply) => {
    reply.header('X-Request-Id', request.id)
    if (request.url.startsWith('/api/') && !reply.hasHeader('Cache-Control')) reply.header('Cache-Control', 'private, no-store')
  })
  app.addHook('onResponse', async (request, reply) => {
    log.info(
      {
        request: request.id,
        route: request.routeOptions.url,
        method: request.method,
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime * 10) / 10,
      },
      'request',
    )
  })
  app.setNotFoundHandler((_, reply) => sendRefusal(reply, refusal('not-found', text('没有这个地址', 'There is nothing at this address'))))
  app.setErrorHandler((error: Error & { statusCode?: number; code?: string }, request, reply) => {
    const known = clientErrors[error.code ?? ''] ?? (isBadText(error) ? badText : undefined)
    if (known) return sendRefusal(reply, known)
    if (error.statusCode && error.statusCode < 500)
      return sendRefusal(reply, refusal('bad-input', text('请求的格式不对', 'The request is malformed')), error.statusCode)
    log.error({ error, request: request.id, route: request.routeOptions.url }, 'a request failed unexpectedly')
    return sendRefusal(
      reply,
      refusal('unexpected', text('系统出现意外问题，请稍后重试', 'Something went wrong on our side; please try again'), {
        help: text(`问题编号 ${request.id}`, `Problem number ${request.id}`),
      }),
      500,
    )
  })
  return app
}

/** No form nests deeper than a few levels; what walks a value recursively may rely on it. Multipart bodies are streams and stay out. */
const deepest = 40
const tooDeep = refusal('bad-input', text('内容嵌套过深', 'The content is nested too deeply'))

const clientErrors: Record<string, ReturnType<typeof refusal>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: refusal('too-large', text('提交的内容过大', 'What was sent is too large')),
  FST_ERR_CTP_INVALID_MEDIA_TYPE: refusal('wrong-type', text('不支持这种内容类型', 'This content type is not supported'), {
    help: text('请使用 application/json', 'Use application/json'),
  }),
  FST_ERR_CTP_EMPTY_JSON_BODY: refusal('bad-input', text('请求内容为空', 'The request body is empty')),
  FST_ERR_CTP_INVALID_JSON_BODY: refusal('bad-input', text('请求内容不是有效的 JSON', 'The body is not valid JSON')),
}

const badText = refusal('bad-input', text('内容含有不能保存的字符', 'The text holds a character that cannot be stored'))
/** PostgreSQL cannot store NUL or a lone surrogate; it is the sender's text that is wrong, not the server. */
const isBadText = ({ code }: { code?: string }): boolean => code === '22P05' || code === '22021' || code === '22P02'
