import type { AccountDetail } from '@parley/contract/accounts'
import { staffEngagements } from '@parley/contract/routes/engagements'
import { When } from '@parley/ui/date'
import { AskedBadges } from '@parley/ui/may-i/answer'
import { Name } from '@parley/ui/name'
import { ProblemNotice } from '@parley/ui/problem'
import { ListSkeleton } from '@parley/ui/skeletons'
import { useCall, useNow } from '../api.ts'
import { TextLink } from '../layout/link.tsx'
import { Rows, Section } from '../layout/section.tsx'
import classes from './accounts.module.css'

/** Who asked to act at this account, what the answer was, and which help its partners asked for. */
export function AskedHere({ account }: { account: AccountDetail }) {
  const now = useNow()
  const { id, name } = account.summary
  const asked = useCall(staffEngagements.list, { query: { accountId: id, limit: 20 } })
  const help = useCall(staffEngagements.listHelp, { query: { accountId: id } }).data?.data.items ?? []
  const items = asked.data?.data.items
  return (
    <Section
      title="Who asked to act here"
      note={
        <TextLink to="/may-i" search={{ company: name, accountId: id }}>
          May I?
        </TextLink>
      }
    >
      {asked.isPending && <ListSkeleton rows={2} rowHeight={40} />}
      {asked.isError && <ProblemNotice error={asked.error} onRetry={() => asked.refetch()} />}
      {items?.length === 0 && help.length === 0 && (
        <p className={classes.dim}>Nobody has asked yet. Questions and their answers stand here.</p>
      )}
      <Rows>
        {help.map((each) => (
          <li key={each.id}>
            {each.partnerName} asked for help with {each.productFamilyName}, <When at={each.askedAt} now={now} />
            {each.helpedAt ? '; somebody helps.' : ', and nobody helps yet.'}
          </li>
        ))}
        {items?.map((each) => (
          <li key={each.id}>
            <TextLink to="/may-i/$id" params={{ id: each.id }}>
              <Name>{each.askedByName}</Name>: {each.verbWords}, for {each.productFamily.name}
            </TextLink>{' '}
            <span className={classes.dim}>
              <When at={each.askedAt} now={now} />
            </span>
            <AskedBadges asked={each} now={now} />
          </li>
        ))}
      </Rows>
    </Section>
  )
}
