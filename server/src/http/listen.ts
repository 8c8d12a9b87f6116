import { createServer } from 'node:net'
import { type Text, text } from '@fengqiao/kernel'
import type { FastifyInstance } from 'fastify'
import { StartupProblem } from '../postgres/startup-problem.ts'

export interface Address {
  readonly PORT: number
  readonly HOST: string
}

/** The port to listen on (0 becomes a free one). Throws StartupProblem when it cannot be had: asked before a first start takes its time. */
export async function checkAddress({ PORT: port, HOST: host }: Address): Promise<number> {
  const probe = createServer()
  try {
    await new Promise<void>((resolve, reject) => {
      probe.once('error', reject)
      probe.listen({ port, host }, resolve)
    })
    const address = probe.address()
    return typeof address === 'object' && address ? address.port : port
  } catch (cause) {
    throw problemOf(cause, port, host)
  } finally {
    await new Promise<void>(resolve => probe.close(() => resolve()))
  }
}

/** Throws StartupProblem. */
export async function listen(app: FastifyInstance, { PORT: port, HOST: host }: Address): Promise<void> {
  try {
    await app.listen({ port, host })
  } catch (cause) {
    throw problemOf(cause, port, host)
  }
}

function problemOf(cause: unknown, port: number, host: string): unknown {
  const because = sentence((cause as NodeJS.ErrnoException).code, port, host)
  return because ? new StartupProblem(because, { cause }) : cause
}

function sentence(code: string | undefined, port: number, host: string): Text | undefined {
  switch (code) {
    case 'EADDRINUSE':
      return text(
        `端口 ${port} 已被占用：请停掉占用它的程序，或用 PORT 另选一个。`,
        `Port ${port} is in use: stop what uses it, or choose another with PORT.`,
      )
    case 'EACCES':
      return text(`没有权限监听端口 ${port}：请选 1024 以上的端口。`, `No permission to listen on port ${port}: choose one above 1024.`)
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return text(`本机没有地址 ${host}：请检查 HOST。`, `This machine has no address ${host}: check HOST.`)
    default:
      return undefined
  }
}
