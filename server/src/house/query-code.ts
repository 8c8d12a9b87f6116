import type { Keyring } from '../identity/keyring.ts'

const letters = '23456789ABCDEFGHJKMNPQRSTVWXYZ'

/** Twelve characters that nobody mistakes for others (no 0 O 1 I L U), made from the case's id under the house's key: 58 bits. */
export const queryCodes =
  (keyring: Keyring) =>
  (caseId: string): string => {
    let rest = BigInt(`0x${Buffer.from(keyring.index('query-code', caseId), 'base64url').toString('hex')}`)
    let code = ''
    for (let n = 0; n < 12; n++) {
      code += letters[Number(rest % BigInt(letters.length))]
      rest /= BigInt(letters.length)
    }
    return code
  }
