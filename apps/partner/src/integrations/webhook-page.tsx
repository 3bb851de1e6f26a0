import { partnerWebhooks } from '@parley/contract/routes/webhooks'
import { WebhookView } from '@parley/ui/webhooks/webhook-view'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useNow } from '../api.ts'
import { paths } from '../paths.ts'

/** One webhook with its deliveries; filter and open delivery stand in the address. */
export function WebhookPage() {
  const { id } = useParams({ from: '/signed-in/integrations/$id' })
  const search = useSearch({ from: '/signed-in/integrations/$id' })
  const navigate = useNavigate({ from: paths.webhook })
  const now = useNow()
  return (
    <>
      <p>
        <Link to={paths.integrations}>All webhooks</Link>
      </p>
      <WebhookView
        key={id}
        ways={partnerWebhooks}
        id={id}
        now={now}
        search={search}
        onSearch={(change) =>
          void navigate({ search: (old) => ({ ...old, ...change }), replace: true, resetScroll: false })
        }
        onGone={() => void navigate({ to: paths.integrations })}
      />
    </>
  )
}
