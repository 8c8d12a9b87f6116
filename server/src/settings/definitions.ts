import { type Text, text } from '@fengqiao/kernel'
import { z } from 'zod'

/** One environment variable. */
export interface Definition<Schema extends z.ZodType = z.ZodType> {
  /** Reads the variable's text; an empty or absent variable takes `fallback` first. */
  readonly schema: Schema
  /** As it would be written in the environment; absent when there is no value unless one is given. */
  readonly fallback?: string
  readonly about: Text
  /** What a good value looks like, for the sentence that refuses a bad one. */
  readonly form: Text
  /** Holds a password or key: never printed, never logged. */
  readonly secret?: boolean
  /** For `.env.example`, where there is no fallback. */
  readonly example?: string
}

/** Keeps the literal type, so that a setting with a fallback is known to have a value. */
const define = <const One extends Definition>(definition: One): One => definition

const address = (...schemes: string[]) =>
  z.string().refine(value => URL.canParse(value) && schemes.includes(new URL(value).protocol.slice(0, -1)))
const web = address('http', 'https')
const webForm = text('http(s):// 开头的网址', 'an address beginning with http:// or https://')
const count = (from: number, to: number) => z.string().regex(/^\d+$/).transform(Number).pipe(z.int().min(from).max(to))
const countForm = (from: number, to: number) => text(`${from} 至 ${to} 的整数`, `a whole number from ${from} to ${to}`)
const yesNo = z.enum(['true', 'false', '1', '0', 'yes', 'no']).transform(value => ['true', '1', 'yes'].includes(value))
const yesNoForm = text('true 或 false', 'true or false')
const words = z.string().min(1)
const wordsForm = text('不为空的文字', 'text that is not empty')

/** Every setting of the server. `.env.example` and the table in docs/deploy.md are generated from here. */
export const definitions = {
  PORT: define({
    schema: count(0, 65_535),
    fallback: '8080',
    about: text('监听端口；0 表示任选空闲端口', 'Port to listen on; 0 picks a free one'),
    form: countForm(0, 65_535),
  }),
  HOST: define({
    schema: words,
    fallback: '127.0.0.1',
    about: text('监听地址；0.0.0.0 表示所有网卡', 'Address to listen on; 0.0.0.0 for every interface'),
    form: text('主机名或 IP', 'a host name or IP address'),
  }),
  PUBLIC_URL: define({
    schema: web.transform(value => value.replace(/\/+$/, '')),
    about: text(
      '群众和协作单位看到的网址，用于回执、二维码和回调；不设时为监听地址',
      'Address that residents and partners see, for receipts, QR codes and callbacks; the listening address when unset',
    ),
    form: webForm,
    example: 'https://fengqiao.example.gov.cn',
  }),
  FENGQIAO_DATA: define({
    schema: words,
    fallback: './data',
    about: text('内置数据库、文件和密钥所在目录', 'Folder of the embedded database, files and keys'),
    form: text('可写的目录', 'a writable folder'),
  }),
  DATABASE_URL: define({
    schema: address('postgres', 'postgresql'),
    secret: true,
    about: text(
      '使用此 PostgreSQL（15 或更高版本）；不设时启动内置数据库',
      'PostgreSQL (15 or later) to use; the embedded one starts when unset',
    ),
    form: text('postgres://用户:密码@主机:端口/库名', 'postgres://user:password@host:port/database'),
    example: 'postgres://fengqiao:password@db.example:5432/fengqiao',
  }),
  DATABASE_POOL: define({
    schema: count(2, 500),
    fallback: '20',
    about: text('每个进程的数据库连接上限', 'Most database connections per process'),
    form: countForm(2, 500),
  }),
  ROLE: define({
    schema: z.enum(['all', 'web', 'worker', 'sequencer']),
    fallback: 'all',
    about: text(
      '本进程的职责：web 应答请求，worker 处理队列和期限，sequencer 为日志编序，all 全部承担',
      'What this process does: web answers requests, worker takes queues and deadlines, sequencer orders the log, all does everything',
    ),
    form: text('all、web、worker 或 sequencer', 'all, web, worker or sequencer'),
  }),
  DEMO: define({
    schema: yesNo,
    fallback: 'true',
    about: text(
      '首次启动空库时载入演示城市并开放演示入口；fengqiao init 建立的正式部署不受此项影响，演示入口始终关闭',
      'Loads the demo city into an empty database and opens the demo doors; in a deployment made by fengqiao init they stay shut whatever this says',
    ),
    form: yesNoForm,
  }),
  DEMO_CASES: define({
    schema: count(0, 100_000),
    fallback: '2600',
    about: text('演示城市首次载入时生成多少件历史诉求', 'How many matters the history of the demo city holds when it is first loaded'),
    form: countForm(0, 100_000),
  }),
  LOG_LEVEL: define({
    schema: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']),
    fallback: 'info',
    about: text('日志级别；任何级别都不记录个人信息', 'How much is logged; personal data is at no level'),
    form: text('fatal、error、warn、info、debug 或 silent', 'fatal, error, warn, info, debug or silent'),
  }),
  TRUST_PROXY: define({
    schema: yesNo,
    fallback: 'false',
    about: text(
      '前有反向代理时设为 true，以 X-Forwarded-For 识别来访地址',
      'true behind a reverse proxy: callers are then told apart by X-Forwarded-For',
    ),
    form: yesNoForm,
  }),
  IDLE_MINUTES: define({
    schema: count(1, 720),
    fallback: '30',
    about: text('工作人员闲置多少分钟后自动退出', 'Minutes of idleness after which staff are signed out'),
    form: countForm(1, 720),
  }),
  UPLOAD_MEGABYTES: define({
    schema: count(1, 500),
    fallback: '25',
    about: text('单个附件大小上限（兆字节）', 'Largest attachment in megabytes'),
    form: countForm(1, 500),
  }),
  S3_URL: define({
    schema: web,
    secret: true,
    about: text('附件存入此 S3 存储桶；不设时存入数据目录', 'S3 bucket for attachments; the data folder when unset'),
    form: text('https://密钥:口令@主机/存储桶?region=区域', 'https://key:secret@host/bucket?region=name'),
    example: 'https://key:secret@s3.example/fengqiao?region=cn-east-1',
  }),
  SMTP_URL: define({
    schema: address('smtp', 'smtps'),
    secret: true,
    about: text('发信服务器；不设时不发电子邮件', 'Mail server; no e-mail is sent when unset'),
    form: text('smtp(s)://用户:密码@主机:端口', 'smtp(s)://user:password@host:port'),
    example: 'smtps://user:password@mail.example:465',
  }),
  MAIL_FROM: define({
    schema: z.string().regex(/.+@.+/),
    fallback: 'fengqiao@localhost',
    about: text('电子邮件的发件人', 'Sender of e-mail'),
    form: text('电子邮件地址', 'an e-mail address'),
  }),
  SMS_URL: define({
    schema: web,
    secret: true,
    about: text('短信网关；不设时演示模式在 /dev/outbox 显示验证码', 'SMS gateway; when unset the demo shows codes at /dev/outbox'),
    form: webForm,
    example: 'https://key@sms.example/send',
  }),
  OIDC_ISSUER: define({
    schema: web,
    about: text('工作人员统一身份认证的签发者；不设时仅用本地账号', 'OpenID Connect issuer for staff; local accounts only when unset'),
    form: webForm,
    example: 'https://id.example.gov.cn',
  }),
  OIDC_CLIENT_ID: define({
    schema: words,
    about: text('在统一身份认证处登记的客户端标识', 'Client id registered with the issuer'),
    form: wordsForm,
    example: 'fengqiao',
  }),
  OIDC_CLIENT_SECRET: define({
    schema: words,
    secret: true,
    about: text('客户端口令；公开客户端不设', 'Client secret; unset for a public client'),
    form: wordsForm,
    example: 'secret',
  }),
  MQTT_URL: define({
    schema: address('mqtt', 'mqtts', 'ws', 'wss'),
    secret: true,
    about: text('物联感知消息代理；不设时使用内置代理', 'MQTT broker for sensors; the embedded one when unset'),
    form: text('mqtt(s)://用户:密码@主机:端口', 'mqtt(s)://user:password@host:port'),
    example: 'mqtts://user:password@mqtt.example:8883',
  }),
} as const satisfies Record<string, Definition>

export type SettingName = keyof typeof definitions
