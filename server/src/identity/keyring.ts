import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { text } from '@fengqiao/kernel'
import { StartupProblem } from '../postgres/startup-problem.ts'

/**
 * Seals field values and makes keyed hashes under one root secret of 32 bytes. Sealed text carries its algorithm, so that a
 * second cipher (SM4-GCM) can be added beside the first and old values stay readable.
 */
export interface Keyring {
  /** `aes-256-gcm:<base64 of nonce, tag, ciphertext>`; `place` (table.column/row) must be the same when opening. */
  seal(value: string, place: string): string
  /** Throws when the text was altered, moved to another row, or sealed under another key. */
  open(sealed: string, place: string): string
  /** Keyed hash for equality look-ups; `kind` separates domains (phone, login, address…). */
  index(kind: string, value: string): string
}

const algorithm = 'aes-256-gcm'

/** A keyring from its 32-byte root secret. */
export function keyringFrom(root: Uint8Array): Keyring {
  if (root.length !== 32)
    throw new Error(`The root key has ${root.length} bytes; sealing needs exactly 32. Restore the key file from backup.`)
  const derive = (use: string): Buffer => Buffer.from(hkdfSync('sha256', root, 'fengqiao', use, 32))
  const sealing = derive('seal')
  const indexing = derive('index')
  return {
    seal(value, place) {
      const nonce = randomBytes(12)
      const cipher = createCipheriv(algorithm, sealing, nonce).setAAD(Buffer.from(place))
      const body = Buffer.concat([cipher.update(value, 'utf8'), cipher.final()])
      return `${algorithm}:${Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64')}`
    },
    open(sealed, place) {
      const [tag, body] = sealed.split(':', 2)
      if (tag !== algorithm || !body) throw new Error(`Sealed value of ${place} names algorithm "${tag}", which this version cannot open.`)
      const bytes = Buffer.from(body, 'base64')
      const decipher = createDecipheriv(algorithm, sealing, bytes.subarray(0, 12), { authTagLength: 16 })
      decipher.setAAD(Buffer.from(place)).setAuthTag(bytes.subarray(12, 28))
      return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8')
    },
    index: (kind, value) => createHmac('sha256', indexing).update(`${kind}\0${value}`).digest('base64url'),
  }
}

/**
 * The keyring of a data folder: `<folder>/keys/root.key`, made on first use, readable by its owner only.
 * Without this file sealed values cannot be read again: it belongs in the backup, apart from the database.
 */
export async function openKeyring(dataFolder: string): Promise<Keyring> {
  const folder = join(dataFolder, 'keys')
  const path = join(folder, 'root.key')
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    // 'wx': two processes starting together make one key, the loser reads the winner's.
    await writeFile(path, randomBytes(32).toString('base64'), { flag: 'wx', mode: 0o600 }).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error
    })
    return keyringFrom(await readWhole(path))
  } catch (cause) {
    const why = (cause as NodeJS.ErrnoException).code ?? (cause as Error).message
    throw new StartupProblem(
      text(
        `密钥文件 ${path} 不可用（${why}）：请检查数据目录的权限，或从备份恢复该文件。`,
        `The key file ${path} cannot be used (${why}): check the data folder's permissions, or restore the file from backup.`,
      ),
      { cause },
    )
  }
}

/** The winner of a start at the same moment may still be writing. */
async function readWhole(path: string): Promise<Buffer> {
  for (let tries = 0; ; tries++) {
    const root = Buffer.from((await readFile(path, 'utf8')).trim(), 'base64')
    if (root.length === 32 || tries > 20) return root
    await pause(25)
  }
}

/** SHA-256 in base64url; enough for random secrets of 128 bits or more, never for passwords. */
export const hashOfSecret = (secret: string): string => createHash('sha256').update(secret).digest('base64url')

/** Random text of `bytes` × 8 bits, base64url. */
export const randomSecret = (bytes = 32): string => randomBytes(bytes).toString('base64url')

/** Equality that takes the same time wherever the texts differ. */
export function sameSecret(a: string, b: string): boolean {
  const [left, right] = [createHash('sha256').update(a).digest(), createHash('sha256').update(b).digest()]
  return timingSafeEqual(left, right)
}
