import { type Refusal, refusal, type RoleId, roles, text } from '@fengqiao/kernel'

/** Three administrators, three people (MLPS level 3; domain part B): none may hold two of these. */
const apart: readonly RoleId[] = ['systemAdministrator', 'securityAdministrator', 'auditor']

/** Refuses a role that may not meet one already held. */
export function conflictingPost(role: RoleId, held: readonly RoleId[]): Refusal | undefined {
  const other = apart.includes(role) ? held.find(one => one !== role && apart.includes(one)) : undefined
  if (!other) return undefined
  return refusal(
    'same-person-holds-conflicting-posts',
    text(`同一人不得兼任${roles[other].zh}与${roles[role].zh}`, `One person may not be both ${roles[other].en} and ${roles[role].en}`),
    {
      source: 'GB/T 22239-2019（三员分立）',
      help: text('请另派人员，或先免去原岗位', 'Choose another person, or take away the other post first'),
    },
  )
}
