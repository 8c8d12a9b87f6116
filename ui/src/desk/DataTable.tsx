import { type Text, text } from '@fengqiao/kernel'
import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query'
import { Button } from 'antd'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { Link, useNavigate } from 'react-router'
import { useText } from '../Language.tsx'
import { ErrorNote, Loading } from './States.tsx'
import { isTyping } from './shortcuts.ts'

export interface Column<Row> {
  readonly key: string
  readonly title: Text
  readonly render: (row: Row) => ReactNode
  readonly width?: number | string
  readonly align?: 'start' | 'end'
  /** The column whose text is the link to the row. One per table. */
  readonly main?: boolean
  readonly hideOnPhone?: boolean
}

export interface DataTableProps<Row> {
  /** What the table lists, for readers who cannot see it. */
  readonly caption: Text
  readonly columns: readonly Column<Row>[]
  readonly rows: readonly Row[]
  readonly rowKey: (row: Row) => string
  readonly href?: (row: Row) => string
  readonly tone?: (row: Row) => 'late' | 'soon' | undefined
  /** j and k move, Enter opens. */
  readonly keys?: boolean
}

/** A dense table that turns into cards on a phone. */
export function DataTable<Row>({ caption, columns, rows, rowKey, href, tone, keys = false }: DataTableProps<Row>) {
  const say = useText()
  const chosen = useRowKeys(rows, keys && href !== undefined, href)
  return (
    <table className="fq-table">
      <caption className="fq-sr">{say(caption)}</caption>
      <thead>
        <tr>
          {columns.map(({ key, title, width, align }) => (
            <th key={key} scope="col" style={{ width, textAlign: align ?? 'start' }}>
              {say(title)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, index) => (
          <tr key={rowKey(row)} data-chosen={chosen === index || undefined} data-tone={tone?.(row)} data-testid="row">
            {columns.map(({ key, title, render, align, main, hideOnPhone }) => (
              <td
                key={key}
                data-label={say(title)}
                data-main={main || undefined}
                data-hide={hideOnPhone || undefined}
                style={{ textAlign: align ?? 'start' }}
              >
                {main && href ? (
                  <Link to={href(row)} className="fq-row-link">
                    {render(row)}
                  </Link>
                ) : (
                  render(row)
                )}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function useRowKeys<Row>(rows: readonly Row[], enabled: boolean, href: ((row: Row) => string) | undefined): number {
  const [chosen, choose] = useState(-1)
  const navigate = useNavigate()
  const now = useRef({ rows, chosen, href })
  useEffect(() => {
    now.current = { rows, chosen, href }
  })
  useEffect(() => {
    if (!enabled) return undefined
    const pressed = (event: KeyboardEvent): void => {
      if (isTyping(event) || event.metaKey || event.ctrlKey || event.altKey) return
      const { rows: list, chosen: at, href: to } = now.current
      if (event.key === 'j') choose(Math.min(at + 1, list.length - 1))
      if (event.key === 'k') choose(Math.max(at - 1, 0))
      const row = list[at]
      // Enter on a focused link or button belongs to that, not to the list.
      if (event.key === 'Enter' && row !== undefined && to && document.activeElement === document.body) void navigate(to(row))
    }
    window.addEventListener('keydown', pressed)
    return () => window.removeEventListener('keydown', pressed)
  }, [enabled, navigate])
  useEffect(() => {
    if (chosen >= 0) document.querySelector('.fq-table tr[data-chosen]')?.scrollIntoView({ block: 'nearest' })
  }, [chosen])
  return chosen
}

interface PageOf<Row> {
  readonly rows: readonly Row[]
  readonly next: string | null
}

/** A keyset list: its rows so far, "more" while there is more, and what to say when there is nothing. */
export function Pages<Row>({
  of,
  empty,
  ...table
}: Omit<DataTableProps<Row>, 'rows'> & { of: UseInfiniteQueryResult<InfiniteData<PageOf<Row>, string | undefined>>; empty: ReactNode }) {
  const say = useText()
  const rows = of.data?.pages.flatMap(page => page.rows) ?? []
  if (of.error && rows.length === 0) return <ErrorNote error={of.error} onRetry={() => void of.refetch()} />
  if (of.isLoading) return <Loading rows={10} />
  if (rows.length === 0) return empty
  return (
    <>
      {of.error ? <ErrorNote error={of.error} onRetry={() => void of.refetch()} /> : null}
      <DataTable {...table} rows={rows} />
      {of.hasNextPage ? (
        <div className="fq-more">
          <Button onClick={() => void of.fetchNextPage()} loading={of.isFetchingNextPage} data-testid="more">
            {say(text('显示更多', 'Show more'))}
          </Button>
        </div>
      ) : (
        <p className="fq-end">
          {say(text(`共 ${rows.length} 条，已全部显示`, rows.length === 1 ? 'One row, all shown' : `${rows.length} rows, all shown`))}
        </p>
      )}
    </>
  )
}
