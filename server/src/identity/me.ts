import type { Me } from '@fengqiao/contract'
import { text } from '@fengqiao/kernel'
import { findAccount, heldPosts } from '../accounts/store.ts'
import { findResident } from '../residents/store.ts'
import type { Caller } from './caller.ts'
import { openTo } from './doors.ts'
import type { IdentityServices } from './services.ts'
import type { LiveSession } from './session-store.ts'

/** Who is signed in, as their own screen shows it. */
export async function describeMe({ db, district, now }: IdentityServices, caller: Caller, session: LiveSession | null): Promise<Me> {
  if (caller.kind === 'resident') {
    const resident = await findResident(db, district, caller.residentId)
    return { kind: 'resident', id: caller.residentId, name: resident?.name_masked ?? resident?.phone_masked ?? '' }
  }
  if (caller.kind === 'staff') {
    const account = await findAccount(db, district, { id: caller.accountId })
    const posts = (await heldPosts(db, district, [caller.accountId], now().toISOString())).get(caller.accountId) ?? []
    return {
      kind: 'staff',
      account: {
        id: caller.accountId,
        login: account?.login ?? '',
        name: text(account?.name_zh ?? '', account?.name_en ?? ''),
        secondFactor: Boolean(account?.totp_sealed),
      },
      post: caller.postId,
      posts,
      permissions: openTo(caller.role),
    }
  }
  if (session?.account && session.stage !== 'full') return { kind: 'pending', next: session.stage, login: session.login ?? '' }
  return { kind: 'anonymous' }
}
