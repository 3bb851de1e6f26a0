import { NotificationSettings } from '@parley/ui/notification-settings'
import { Page } from '@parley/ui/page'
import { ButtonLink } from '../layout/link.tsx'
import { Sheet } from '../layout/split.tsx'

export function NotificationSettingsPage() {
  return (
    <Sheet>
      <Page
        title="What do you want to hear of?"
        lead="You are told of what your role is there for. What others decide or send doesn’t depend on it."
        actions={
          <ButtonLink to="/notifications" variant="default">
            Back to the notifications
          </ButtonLink>
        }
      >
        <NotificationSettings />
      </Page>
    </Sheet>
  )
}
