import { randomInt } from 'node:crypto'
import { Secret, TOTP } from 'otpauth'

const period = 30

const totp = (secret: string, login = 'staff'): TOTP =>
  new TOTP({ issuer: 'Fengqiao', label: login, secret: Secret.fromBase32(secret), digits: 6, period, algorithm: 'SHA1' })

/** A fresh 160-bit secret in base32, as authenticator apps take it. */
export const newTotpSecret = (): string => new Secret({ size: 20 }).base32

/** `otpauth://totp/…` for the QR code. */
export const totpUri = (secret: string, login: string): string => totp(secret, login).toString()

/**
 * The time step of a good code (one step of clock drift allowed on either side), or null.
 * A code whose step is not after `usedStep` has been used and is refused (RFC 6238 §5.2).
 */
export function stepOfCode(secret: string, code: string, at: Date, usedStep: number | null): number | null {
  const delta = totp(secret).validate({ token: code, timestamp: at.getTime(), window: 1 })
  if (delta === null) return null
  const step = Math.floor(at.getTime() / 1000 / period) + delta
  return usedStep !== null && step <= usedStep ? null : step
}

/** The code of a moment, as the person's device shows it; for enrolment drills and tests. */
export const codeAt = (secret: string, at: Date): string => totp(secret).generate({ timestamp: at.getTime() })

const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789'

/** Ten codes of 50 bits, each good once, for the day the device is lost. */
export function newRecoveryCodes(): string[] {
  const half = (): string => Array.from({ length: 5 }, () => alphabet[randomInt(alphabet.length)]).join('')
  return Array.from({ length: 10 }, () => `${half()}-${half()}`)
}

/** Typed by hand: spaces, capitals and a missing dash do not matter. */
export const plainRecoveryCode = (typed: string): string => typed.toLowerCase().replaceAll(/[^a-z0-9]/g, '')
