import { NotificationSettings } from '@parley/ui/notification-settings'
import { Page } from '@parley/ui/page'
import { LinkButton } from '../layout/link-button.tsx'
import { paths } from '../paths.ts'

export function NotificationSettingsPage() {
  return (
    <Page
      title="What do you want to hear of?"
      lead="You are told of the deals that you register. Admins of your company are told of all of them."
      actions={
        <LinkButton to={paths.notifications} variant="default">
          Back to the notifications
        </LinkButton>
      }
    >
      <NotificationSettings />
    </Page>
  )
}
