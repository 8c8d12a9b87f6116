import { issue, type Organisation, own, start, tally, tell, warn } from '@fengqiao/kernel'

/** The supervision office that answers for leader assignments and contested cards. */
export const office = (org: Organisation, place: string) => org.unitOf('supervision', place)

/** One level up, half the time; the second "dissatisfied" warns the unit and brings in a leader. */
export function reopening(
  { owner, place, tallies }: { owner: string; place: string; tallies: Readonly<Record<string, number>> },
  org: Organisation,
) {
  const above = org.superior(owner) ?? owner
  const second = (tallies['reopened'] ?? 0) >= 1
  return [
    tally('reopened'),
    own(above),
    issue('reopening', above),
    tell('reporter', 'reopened'),
    ...(second ? [warn('yellow', owner, 'reopened'), start('leaderAssignment', office(org, place))] : []),
  ]
}
