import type { Account } from '@fengqiao/contract'
import { text } from '@fengqiao/kernel'
import { shortTime, useLanguage, useText } from '@fengqiao/ui'

/** Colour never speaks alone: the words say disabled or locked. */
export function Standing({ account, now }: { account: Account; now: Date }) {
  const say = useText()
  const { language } = useLanguage()
  if (account.disabledAt)
    return (
      <span className="fq-chip" data-tone="plain">
        {say(text('已停用', 'Disabled'))}
      </span>
    )
  if (account.lockedUntil && Date.parse(account.lockedUntil) > now.getTime())
    return (
      <span className="fq-chip" data-tone="late">
        {say(text('锁定至', 'Locked until'))} {shortTime(account.lockedUntil, now, language)}
      </span>
    )
  return <span className="fq-chip">{say(text('正常', 'In use'))}</span>
}
