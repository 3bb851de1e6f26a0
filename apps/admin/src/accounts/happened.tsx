import { AccountEvents } from '@parley/ui/account-events'
import { ProblemNotice } from '@parley/ui/problem'
import { ListSkeleton } from '@parley/ui/skeletons'
import { accounts, useCall, useNow } from '../api.ts'
import { TextLink } from '../layout/link.tsx'
import { recordLink } from '../layout/record-link.tsx'
import { Section } from '../layout/section.tsx'
import classes from './accounts.module.css'

/** What happened at this account lately; what lies ahead is owed, or stands with who leads. */
export function Happened({ accountId }: { accountId: string }) {
  const now = useNow()
  const found = useCall(accounts.accountTimeline, { params: { id: accountId }, query: { limit: 6, ahead: 'no' } })
  const items = found.data?.data.items
  return (
    <Section
      title="What happened lately"
      note={
        <TextLink size="xs" to="/accounts/$id/timeline" params={{ id: accountId }}>
          All of it
        </TextLink>
      }
    >
      {found.isPending && <ListSkeleton rows={4} rowHeight={40} />}
      {found.isError && <ProblemNotice error={found.error} onRetry={() => found.refetch()} />}
      {items?.length === 0 && <p className={classes.dim}>Nothing happened here yet.</p>}
      {items && <AccountEvents items={items} now={now} link={recordLink} />}
    </Section>
  )
}
