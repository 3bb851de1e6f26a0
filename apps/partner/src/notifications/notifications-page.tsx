import { NotificationList, useNotifications } from '@parley/ui/notifications'
import { Page } from '@parley/ui/page'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useNow } from '../api.ts'
import { LinkButton } from '../layout/link-button.tsx'
import { paths } from '../paths.ts'

/** What happened to this company's registrations, as this person is told. */
export function NotificationsPage() {
  const { show } = useSearch({ from: '/signed-in/notifications' })
  const navigate = useNavigate({ from: paths.notifications })
  const unreadOnly = show === 'unread'
  const list = useNotifications(unreadOnly)
  return (
    <Page title="What is new?">
      <NotificationList
        list={list}
        now={useNow()}
        unreadOnly={unreadOnly}
        onUnreadOnly={(only) => void navigate({ search: only ? { show: 'unread' } : {}, replace: true })}
        link={({ path }, props) => <Link to={path} {...props} />}
        willBe="Answers to your registrations, questions to you and what happens to your protections will stand here."
        settings={
          <LinkButton to={paths.notificationSettings} size="xs" variant="subtle">
            Choose what you hear of
          </LinkButton>
        }
      />
    </Page>
  )
}
