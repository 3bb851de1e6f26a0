import { NotificationList, useNotifications } from '@parley/ui/notifications'
import { Page } from '@parley/ui/page'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useMe, useNow } from '../api.ts'
import { ButtonLink } from '../layout/link.tsx'
import { useListKeys } from '../layout/list-keys.ts'
import { Sheet } from '../layout/split.tsx'

const route = getRouteApi('/console/notifications')

/** What came into this person's queue, falls due, or was answered. */
export function NotificationsPage() {
  const { show } = route.useSearch()
  const navigate = route.useNavigate()
  const unreadOnly = show === 'unread'
  const list = useNotifications(unreadOnly)
  const { role } = useMe().user
  const goTo = (id: string) => {
    const notice = list.items?.find((each) => each.id === id)
    if (!notice) return
    list.markRead(notice)
    void navigate({ to: notice.path })
  }
  const current = useListKeys({
    ids: list.items?.map(({ id }) => id) ?? [],
    open: undefined,
    setOpen: (id) => id && goTo(id),
    goTo,
  })
  return (
    <Sheet>
      <Page title="What is new for you?">
        <NotificationList
          list={list}
          now={useNow()}
          unreadOnly={unreadOnly}
          onUnreadOnly={(only) => void navigate({ search: only ? { show: 'unread' } : {}, replace: true })}
          link={({ path }, props) => <Link to={path} {...props} />}
          willBe={
            role === 'channelManager' || role === 'sales'
              ? 'Registrations that wait for you, answers that fall due and what partners answered will stand here.'
              : 'Your role isn’t told of anything by itself. Channel managers and sales are told of registrations.'
          }
          current={current}
          settings={
            <ButtonLink to="/notifications/settings" size="xs" variant="subtle">
              Choose what you hear of
            </ButtonLink>
          }
        />
      </Page>
    </Sheet>
  )
}
