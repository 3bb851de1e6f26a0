import { Button } from '@mantine/core'
import { users } from '@parley/contract/routes/team'
import { viewAs } from '@parley/contract/routes/view-as'
import { partnerRoles, staffRoles } from '@parley/contract/session'
import { mayAppoint, type Person } from '@parley/contract/team'
import { Empty } from '@parley/ui/empty'
import { Page } from '@parley/ui/page'
import { ProblemNotice } from '@parley/ui/problem'
import { ListSkeleton } from '@parley/ui/skeletons'
import { InvitationsTable } from '@parley/ui/team/invitations-table'
import { PeopleTable } from '@parley/ui/team/people-table'
import { TeamSection } from '@parley/ui/team/section'
import { ViewsTable } from '@parley/ui/team/views-table'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { type ReactNode, useCallback, useState } from 'react'
import { useMe, useNow, usePages, useRefresh } from '../api.ts'
import { Filters, SearchFilter, SelectFilter } from '../layout/filters.tsx'
import { usePartnerNames } from '../layout/partner-names.ts'
import { Sheet } from '../layout/split.tsx'
import { Invite } from './invite.tsx'
import { ViewAs } from './view-as.tsx'

const route = getRouteApi('/console/users')
const ways = {
  people: { changeRole: users.changeRole, changeAccess: users.changeAccess, endSecondFactor: users.endSecondFactor },
  invitations: { renew: users.renewInvitation, withdraw: users.withdrawInvitation },
}

/** Everybody who can come in: the vendor's people and those of partners. */
export function UsersPage() {
  const { user } = useMe()
  const refresh = useRefresh()
  const [inviting, setInviting] = useState(false)
  const again = () => void refresh(users.list, users.invitations)
  return (
    <Sheet>
      <Page
        title="Who is in?"
        lead={
          mayAppoint[user.role].includes('sales')
            ? 'The vendor’s people and those of partners. A partner’s admin runs its own team.'
            : 'People of partners and of the vendor. You invite and change those of partners; an operator does so for all.'
        }
        actions={<Button onClick={() => setInviting(true)}>Invite somebody</Button>}
      >
        <People onChanged={again} />
        <Invitations onChanged={again} />
        <Views />
        <Invite open={inviting} onClose={() => setInviting(false)} onSent={again} />
      </Page>
    </Sheet>
  )
}

function People({ onChanged }: { onChanged: () => void }) {
  const { user } = useMe()
  const { q, of, partnerId } = route.useSearch()
  const navigate = useNavigate({ from: '/users' })
  const names = usePartnerNames()
  const pages = usePages(users.list, { q, of, partnerId })
  const change = useCallback(
    (next: { q?: string | undefined; of?: 'staff' | 'partners' | undefined; partnerId?: string | undefined }) =>
      void navigate({ search: (before) => ({ ...before, ...next }), replace: true }),
    [navigate],
  )
  const search = useCallback((typed: string | undefined) => change({ q: typed }), [change])
  const rolesFor = (person: Person) => {
    const may = mayAppoint[user.role]
    const house: readonly Person['role'][] = person.partner ? partnerRoles : staffRoles
    return may.includes(person.role) ? house.filter((role) => may.includes(role)) : []
  }
  return (
    <TeamSection title="People">
      <Filters
        set={Boolean(q || of || partnerId)}
        onClear={() => change({ q: undefined, of: undefined, partnerId: undefined })}
      >
        <SearchFilter label="Name or e-mail" value={q ?? ''} onChange={search} />
        <SelectFilter
          label="Works for"
          value={of}
          all="Anybody"
          options={[
            { value: 'staff', label: 'The vendor' },
            { value: 'partners', label: 'Partners' },
          ]}
          onChange={(value) => change({ of: value as 'staff' | undefined, partnerId: undefined })}
        />
        <SelectFilter
          label="Partner"
          value={partnerId}
          all="All partners"
          options={names.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(value) => change({ partnerId: value, of: undefined })}
        />
      </Filters>
      <Pages pages={pages}>
        {pages.items?.length === 0 ? (
          <Empty
            title="Nobody is called so"
            text="Try a part of the name or of the e-mail address, or clear the filter."
          />
        ) : (
          <PeopleTable
            people={pages.items ?? []}
            ways={ways.people}
            rolesFor={rolesFor}
            onChanged={onChanged}
            withPartner
            more={(person) => person.partner && <ViewAs person={person} />}
          />
        )}
      </Pages>
    </TeamSection>
  )
}

function Invitations({ onChanged }: { onChanged: () => void }) {
  const now = useNow()
  const pages = usePages(users.invitations, {})
  return (
    <TeamSection title="Open invitations">
      <Pages pages={pages}>
        {pages.items?.length === 0 ? (
          <p>Nobody is invited at the moment.</p>
        ) : (
          <InvitationsTable
            invitations={pages.items ?? []}
            ways={ways.invitations}
            now={now}
            onChanged={onChanged}
            withPartner
            mayAct
          />
        )}
      </Pages>
    </TeamSection>
  )
}

function Views() {
  const { partnerId } = route.useSearch()
  const pages = usePages(viewAs.list, { partnerId })
  return (
    <TeamSection title="Who looked as a partner’s person" note="The partner reads the same on its team page.">
      <Pages pages={pages}>
        {pages.items?.length === 0 ? <p>Nobody so far.</p> : <ViewsTable views={pages.items ?? []} withPartner />}
      </Pages>
    </TeamSection>
  )
}

type Paged = {
  items: unknown[] | undefined
  error: unknown
  refetch: () => unknown
  hasNextPage: boolean
  isFetchingNextPage: boolean
  fetchNextPage: () => unknown
}

function Pages({ pages, children }: { pages: Paged; children: ReactNode }) {
  if (pages.error && !pages.items) return <ProblemNotice error={pages.error} onRetry={() => pages.refetch()} />
  if (!pages.items) return <ListSkeleton rows={3} rowHeight={40} />
  return (
    <>
      {children}
      {pages.hasNextPage && (
        <div>
          <Button variant="default" loading={pages.isFetchingNextPage} onClick={() => pages.fetchNextPage()}>
            Load more
          </Button>
        </div>
      )}
    </>
  )
}
