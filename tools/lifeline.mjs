// Loaded before the server by `npm start`: when the process that started us dies, even by kill -9, we stop cleanly.
// Opened only once, in the main thread of the first process: workers and children must not listen on it again.
import { Socket } from 'node:net'
import { isMainThread } from 'node:worker_threads'

const fd = Number(process.env.FENGQIAO_LIFELINE)
if (isMainThread && fd > 2) {
  delete process.env.FENGQIAO_LIFELINE
  const line = new Socket({ fd, readable: true, writable: false })
  line.on('error', () => {})
  line.on('close', () => process.kill(process.pid, 'SIGTERM'))
  line.resume()
  line.unref()
}
