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
