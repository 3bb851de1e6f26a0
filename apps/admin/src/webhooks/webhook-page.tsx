import { vendorWebhooks } from '@parley/contract/routes/webhooks'
import { WebhookView } from '@parley/ui/webhooks/webhook-view'
import { getRouteApi } from '@tanstack/react-router'
import { useNow } from '../api.ts'
import { TextLink } from '../layout/link.tsx'
import { Sheet } from '../layout/split.tsx'

const route = getRouteApi('/console/webhooks/$id')

/** One webhook of the vendor, with its deliveries. */
export function WebhookPage() {
  const { id } = route.useParams()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const now = useNow()
  return (
    <Sheet>
      <TextLink to="/webhooks">All webhooks</TextLink>
      <WebhookView
        key={id}
        ways={vendorWebhooks}
        id={id}
        now={now}
        search={search}
        onSearch={(change) => void navigate({ search: (old) => ({ ...old, ...change }), replace: true })}
        onGone={() => void navigate({ to: '/webhooks' })}
      />
    </Sheet>
  )
}
