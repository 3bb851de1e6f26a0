import { vendorWebhooks } from '@parley/contract/routes/webhooks'
import type { PartnerWebhookState } from '@parley/contract/webhooks'
import type { Column } from '@parley/ui/data-table'
import { When } from '@parley/ui/date'
import { Empty } from '@parley/ui/empty'
import { Name } from '@parley/ui/name'
import { WebhookList } from '@parley/ui/webhooks/webhook-list'
import { WebhookBadge } from '@parley/ui/webhooks/words'
import { useNavigate } from '@tanstack/react-router'
import { useMe, useNow, usePages } from '../api.ts'
import { ButtonLink } from '../layout/link.tsx'
import { PagedTable } from '../layout/list-page.tsx'
import { Section } from '../layout/section.tsx'
import { Sheet } from '../layout/split.tsx'
import { homeOf, mayOpen } from '../paths.ts'

/** The vendor's webhooks, and how those of partners stand. */
export function WebhooksPage() {
  const { role } = useMe().user
  const now = useNow()
  const navigate = useNavigate()
  if (!mayOpen(role, '/webhooks'))
    return (
      <Sheet>
        <Empty
          title="Webhooks are for operators"
          text="Ask one of them to connect a system."
          action={<ButtonLink to={homeOf(role)}>Go to your first page</ButtonLink>}
        />
      </Sheet>
    )
  return (
    <Sheet>
      <WebhookList
        ways={vendorWebhooks}
        now={now}
        title="Which systems want to know?"
        lead="A webhook tells another system, such as your CRM, what happens to registrations of every partner."
        onOpen={(id) => void navigate({ to: '/webhooks/$id', params: { id } })}
      >
        <OfPartners now={now} />
      </WebhookList>
    </Sheet>
  )
}

function OfPartners({ now }: { now: string }) {
  const pages = usePages(vendorWebhooks.ofPartners, {})
  const columns: Column<PartnerWebhookState>[] = [
    { key: 'partner', title: 'Partner', render: ({ partner }) => <Name>{partner.name}</Name> },
    { key: 'host', title: 'Where', render: ({ host }) => host },
    { key: 'state', title: 'How it stands', render: (each) => <WebhookBadge {...each} /> },
    {
      key: 'failing',
      title: 'Nothing taken since',
      render: ({ failingSince }) => failingSince && <When at={failingSince} now={now} />,
    },
    {
      key: 'last',
      title: 'Last delivered',
      render: ({ lastSuccessAt }) => (lastSuccessAt ? <When at={lastSuccessAt} now={now} /> : 'Nothing yet'),
    },
    { key: 'waiting', title: 'On their way', align: 'end', render: ({ waitingCount }) => waitingCount },
    { key: 'failed', title: 'Given up', align: 'end', render: ({ failedCount }) => failedCount },
  ]
  return (
    <Section title="Partners’ webhooks" note="They look after them themselves: you see how they stand." bare>
      <PagedTable
        caption="Partners’ webhooks, newest first"
        pages={pages}
        columns={columns}
        rowKey={({ id }) => id}
        selected={undefined}
        empty={
          <Empty title="No partner has a webhook yet" text="Those of partners stand here, with whether they arrive." />
        }
      />
    </Section>
  )
}
