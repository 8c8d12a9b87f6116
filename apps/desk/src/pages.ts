import { type ComponentType, type LazyExoticComponent, lazy } from 'react'
import type { DeskPage } from './page.ts'

const found = import.meta.glob<{ default: DeskPage }>('./*/*.page.ts', { eager: true })

export interface RoutedPage extends DeskPage {
  readonly Component: LazyExoticComponent<ComponentType>
}

/** Every page there is. Loaded when first shown. */
export const pages: readonly RoutedPage[] = Object.values(found).map(({ default: page }) => ({ ...page, Component: lazy(page.load) }))

/** Pages of the navigation that the post may enter. */
export const navigation = (permissions: readonly string[]): readonly RoutedPage[] =>
  pages.filter(({ nav, needs }) => nav && mayEnter(needs, permissions)).toSorted((a, b) => (a.nav?.order ?? 0) - (b.nav?.order ?? 0))

export const mayEnter = (needs: string | undefined, permissions: readonly string[]): boolean =>
  needs === undefined || permissions.includes(needs)

/** Second keys after `g`. Where two pages ask for the same, the one that comes first in the navigation has it. */
export function keysOf(shown: readonly RoutedPage[]): ReadonlyMap<string, RoutedPage> {
  const keys = new Map<string, RoutedPage>()
  for (const page of shown) if (page.nav?.key && !keys.has(page.nav.key)) keys.set(page.nav.key, page)
  return keys
}
