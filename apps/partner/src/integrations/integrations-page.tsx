import { partnerWebhooks } from '@parley/contract/routes/webhooks'
import { Empty } from '@parley/ui/empty'
import { Page } from '@parley/ui/page'
import { WebhookList } from '@parley/ui/webhooks/webhook-list'
import { useNavigate } from '@tanstack/react-router'
import { useMe, useNow } from '../api.ts'
import { paths } from '../paths.ts'

const title = 'Which of your systems want to know?'

/** Webhooks of the company, for its admins. */
export function IntegrationsPage() {
  const { user, vendor } = useMe()
  const now = useNow()
  const navigate = useNavigate()
  if (user.role !== 'partnerAdmin')
    return (
      <Page title={title}>
        <Empty title="This is for your admins" text="Ask one of them to connect a system of yours." />
      </Page>
    )
  return (
    <WebhookList
      ways={partnerWebhooks}
      now={now}
      title={title}
      lead={`A webhook tells another system of yours, such as your CRM, what happens to your registrations, claims and statements with ${vendor.name}.`}
      onOpen={(id) => void navigate({ to: paths.webhook, params: { id } })}
    />
  )
}
