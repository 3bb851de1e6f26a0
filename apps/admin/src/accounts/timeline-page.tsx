import { AccountTimelineList } from '@parley/ui/account-timeline'
import { Name } from '@parley/ui/name'
import { Page } from '@parley/ui/page'
import { getRouteApi } from '@tanstack/react-router'
import { accounts, call, useCall, useNow } from '../api.ts'
import { TextLink } from '../layout/link.tsx'
import { recordLink } from '../layout/record-link.tsx'
import { Sheet } from '../layout/split.tsx'

const route = getRouteApi('/console/accounts/$id/timeline')

/** All that is dated at an account, of every kind or one, with a link to each record. */
export function TimelinePage() {
  const { id } = route.useParams()
  const { kind } = route.useSearch()
  const navigate = route.useNavigate()
  const now = useNow()
  const account = useCall(accounts.getAccount, { params: { id } }).data?.data.summary
  return (
    <Sheet>
      <Page
        title={account ? `What happened at ${account.name}?` : 'What happened here?'}
        lead={
          <TextLink to="/accounts/$id" params={{ id }}>
            Who leads <Name>{account?.name ?? 'it'}</Name>?
          </TextLink>
        }
      >
        <AccountTimelineList
          id={id}
          reads={async (query, signal) =>
            (await call(accounts.accountTimeline, { params: { id }, query, signal })).data
          }
          kind={kind}
          onKind={(next) => navigate({ search: { kind: next }, replace: true })}
          now={now}
          link={recordLink}
          empty="Registrations, questions, deals and changes of the record stand here with their dates."
        />
      </Page>
    </Sheet>
  )
}
