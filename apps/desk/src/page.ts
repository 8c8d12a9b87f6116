import type { Text } from '@fengqiao/kernel'
import type { IconName } from '@fengqiao/ui/desk'
import type { ComponentType } from 'react'

/** Groups of the navigation, in this order. */
export type Group = 'work' | 'oversight' | 'manage'

/**
 * One page of the desk. A file named `*.page.ts` in a folder of its own, with this as its default export, is all that a new page needs:
 * the shell finds it, routes to it, and shows it to those who may enter.
 */
export interface DeskPage {
  /** Below `/desk/`: `inbox`, `cases/:id`. */
  readonly path: string
  readonly title: Text
  readonly load: () => Promise<{ default: ComponentType }>
  /** Operation id whose first door must be open to the post; absent: every post. */
  readonly needs?: string
  /** Absent: reached from other pages only. */
  readonly nav?: {
    readonly group: Group
    readonly order: number
    readonly icon: IconName
    /** Second key after `g`. */
    readonly key?: string
  }
}

/** Keeps the literal types of a page and says what it must have. */
export const page = (definition: DeskPage): DeskPage => definition
