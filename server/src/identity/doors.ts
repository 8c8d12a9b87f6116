import type { Route } from '@fengqiao/contract'
import * as contract from '@fengqiao/contract'
import type { RoleId } from '@fengqiao/kernel'

/** Every route of the contract. */
export const doors: readonly Route[] = Object.values(contract).flatMap(value =>
  typeof value === 'object' && 'path' in value && 'access' in value ? [value as Route] : [],
)

/** Operation ids whose first door is open to a role, so that a screen offers nothing that would be refused at once. */
export const openTo = (role: RoleId): string[] =>
  doors
    .filter(({ access }) => access === 'public' || access === 'staff' || (access !== 'resident' && access.includes(role)))
    .map(({ id }) => id)
