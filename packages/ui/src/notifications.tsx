import { Button } from '@mantine/core'
import { call } from '@parley/contract/client'
import type { Notification } from '@parley/contract/notifications'
import { notifications as routes } from '@parley/contract/routes/notifications'
import { IconBell } from '@tabler/icons-react'
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import type { ReactElement, ReactNode } from 'react'
import { AbilityButton } from './ability-button.tsx'
import { When } from './date.tsx'
import { Empty } from './empty.tsx'
import { shown } from './name.tsx'
import classes from './notifications.module.css'
import { ProblemNotice } from './problem.tsx'
import { queryKeyOf, useSend } from './query.tsx'
import { useReadOnly } from './read-only.tsx'
import { ListSkeleton } from './skeletons.tsx'

const lookEveryMs = 30_000

/** How many notices wait to be read: asked every half minute while the page is looked at, and when the reader comes back to it. */
export function useUnread(): number {
  const { data } = useQuery({
    queryKey: queryKeyOf(routes.unread),
    queryFn: ({ signal }) => call(routes.unread, { signal }),
    refetchInterval: lookEveryMs,
    refetchOnWindowFocus: 'always',
  })
  return data?.data.unread ?? 0
}

type LinkProps = { className: string; 'aria-label': string; title: string; children: ReactNode }

/** The bell in the frame, with the count. `link` makes it a link of the app. */
export function Bell({ link }: { link: (props: LinkProps) => ReactElement }) {
  const unread = useUnread()
  const words = unread === 0 ? 'Notifications' : `Notifications, ${unread.toLocaleString('en')} unread`
  return link({
    className: classes.bell!,
    'aria-label': words,
    title: words,
    children: (
      <>
        <IconBell size={20} aria-hidden />
        {unread > 0 && (
          <span className={`${classes.count} tabular`} aria-hidden>
            {unread > 99 ? '99+' : unread}
          </span>
        )}
      </>
    ),
  })
}

/** The reader's notices, page by page, with what can be done to them. */
export function useNotifications(unreadOnly: boolean) {
  const client = useQueryClient()
  const readOnly = useReadOnly()
  const query = unreadOnly ? { unread: 'true' as const } : {}
  const pages = useInfiniteQuery({
    queryKey: [routes.list.id, query],
    queryFn: async ({ pageParam, signal }) =>
      (await call(routes.list, { query: { ...query, limit: 30, ...(pageParam ? { cursor: pageParam } : {}) }, signal }))
        .data,
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  })
  const read = useSend(routes.read, {
    onDone: (answer) => {
      client.setQueryData(queryKeyOf(routes.unread), answer)
      void client.invalidateQueries({ queryKey: [routes.list.id] })
    },
  })
  const items = pages.data?.pages.flatMap((page) => page.items)
  const markRead = (notice: Notification) => {
    if (notice.readAt === null && readOnly === null) read.mutate({ body: { ids: [notice.id] } })
  }
  return {
    pages,
    items,
    unread: pages.data?.pages[0]?.unread ?? 0,
    read,
    markRead,
    markAllRead: () => read.mutate({ body: { all: true } }),
  }
}

type NoticeLink = { className: string; onClick: () => void; children: ReactNode }

/** The notification centre's list: what happened, newest first, each a link to its record. */
export function NotificationList(props: {
  list: ReturnType<typeof useNotifications>
  now: string
  unreadOnly: boolean
  onUnreadOnly: (unreadOnly: boolean) => void
  link: (notice: Notification, props: NoticeLink) => ReactElement
  /** What will stand here, for a reader who has had no notice yet. */
  willBe: string
  settings: ReactNode
  /** The notice that the keyboard is at. */
  current?: string | undefined
}) {
  const { list, unreadOnly, onUnreadOnly } = props
  const { pages, items, unread, read } = list
  if (pages.error && !items) return <ProblemNotice error={pages.error} onRetry={() => pages.refetch()} />
  if (!items) return <ListSkeleton rows={6} />
  return (
    <div className={classes.centre}>
      <div className={classes.bar}>
        <fieldset className={classes.filter} aria-label="Which notifications">
          <Button
            size="xs"
            variant={unreadOnly ? 'default' : 'light'}
            aria-pressed={!unreadOnly}
            onClick={() => onUnreadOnly(false)}
          >
            All
          </Button>
          <Button
            size="xs"
            variant={unreadOnly ? 'light' : 'default'}
            aria-pressed={unreadOnly}
            onClick={() => onUnreadOnly(true)}
          >
            Unread only
          </Button>
        </fieldset>
        <span role="status" className={classes.status}>
          {unread === 0 ? 'You have read everything' : `${unread.toLocaleString('en')} unread`}
        </span>
        {unread > 0 && (
          <AbilityButton size="xs" variant="default" reasonOnHover loading={read.isPending} onClick={list.markAllRead}>
            Mark all as read
          </AbilityButton>
        )}
        {props.settings}
      </div>
      {read.error && <ProblemNotice error={read.error} />}
      {items.length === 0 ? (
        <Empty
          title={unreadOnly ? 'Nothing unread' : 'Nothing has happened yet'}
          text={unreadOnly ? 'What you have read stands under All.' : props.willBe}
        />
      ) : (
        <ul className={classes.list} aria-label="Notifications, newest first">
          {items.map((notice) => (
            <Item key={notice.id} notice={notice} {...props} isCurrent={notice.id === props.current} />
          ))}
        </ul>
      )}
      {pages.hasNextPage && (
        <Button
          className={classes.more!}
          variant="default"
          loading={pages.isFetchingNextPage}
          onClick={() => pages.fetchNextPage()}
        >
          Show more
        </Button>
      )}
    </div>
  )
}

function Item(props: {
  notice: Notification
  list: ReturnType<typeof useNotifications>
  now: string
  link: (notice: Notification, props: NoticeLink) => ReactElement
  isCurrent: boolean
}) {
  const { notice, link } = props
  const isUnread = notice.readAt === null
  return (
    <li id={`row-${notice.id}`} className={classes.item} data-unread={isUnread} data-current={props.isCurrent}>
      <div className={classes.head}>
        {isUnread && <span className={classes.dot} aria-hidden />}
        {link(notice, {
          className: classes.title!,
          onClick: () => props.list.markRead(notice),
          children: (
            <>
              {isUnread && <span className="visuallyHidden">Unread: </span>}
              {shown(notice.title)}
            </>
          ),
        })}
        <When at={notice.createdAt} now={props.now} />
      </div>
      {notice.lines.map((line, at) => (
        <p key={at}>{shown(line)}</p>
      ))}
    </li>
  )
}
