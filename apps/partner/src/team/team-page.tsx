import { apiKeys } from '@parley/contract/routes/api-keys'
import { team as routes } from '@parley/contract/routes/team'
import { partnerRoles } from '@parley/contract/session'
import type { Team } from '@parley/contract/team'
import { AbilityButton } from '@parley/ui/ability-button'
import { Page } from '@parley/ui/page'
import { ProblemNotice } from '@parley/ui/problem'
import { useCall, useSend } from '@parley/ui/query'
import { ListSkeleton } from '@parley/ui/skeletons'
import { ApiKeysSection } from '@parley/ui/team/api-keys'
import { InvitationsTable } from '@parley/ui/team/invitations-table'
import { InviteDialog } from '@parley/ui/team/invite'
import { PeopleTable } from '@parley/ui/team/people-table'
import { TeamSection } from '@parley/ui/team/section'
import { ViewsTable } from '@parley/ui/team/views-table'
import { useState } from 'react'
import { queryClient, useMe, useNow } from '../api.ts'
import { LinkButton } from '../layout/link-button.tsx'
import { paths } from '../paths.ts'

const ways = {
  people: { changeRole: routes.changeRole, changeAccess: routes.changeAccess, endSecondFactor: routes.endSecondFactor },
  invitations: { renew: routes.renewInvitation, withdraw: routes.withdrawInvitation },
  keys: { list: apiKeys.listOwn, create: apiKeys.createOwn, revoke: apiKeys.revokeOwn },
}
const refresh = () => void queryClient.invalidateQueries({ queryKey: [routes.get.id] })

/** Who is in, who is invited, which programs act for the partner, and who of the vendor looked in. */
export function TeamPage() {
  const { partner } = useMe()
  const team = useCall(routes.get)
  const [inviting, setInviting] = useState(false)
  const invite = useSend(routes.invite, { onDone: refresh })
  const can = team.data?.data.can
  return (
    <Page
      title={`Who works for ${partner?.name ?? 'you'} here?`}
      lead={
        can?.invite.ok === false
          ? 'Your admins run the team: ask one of them to invite somebody or to change a role.'
          : 'You decide who comes in, and what they may do.'
      }
      actions={can?.invite.ok && <AbilityButton onClick={() => setInviting(true)}>Invite somebody</AbilityButton>}
    >
      {team.error && <ProblemNotice error={team.error} onRetry={() => team.refetch()} />}
      {team.data ? <Sections team={team.data.data} /> : !team.error && <ListSkeleton rows={4} />}
      <InviteDialog
        open={inviting}
        onClose={() => setInviting(false)}
        roles={partnerRoles}
        sending={invite}
        onSend={({ name, email, role }) => invite.mutate({ body: { name, email, role: role as 'partnerSeller' } })}
      />
    </Page>
  )
}

function Sections({ team }: { team: Team }) {
  const now = useNow()
  const { vendor } = useMe()
  const runs = team.can.invite.ok
  return (
    <>
      <TeamSection title="People">
        <PeopleTable
          people={team.people}
          ways={ways.people}
          rolesFor={() => (runs ? partnerRoles : [])}
          onChanged={refresh}
        />
      </TeamSection>
      {team.invitations.length > 0 && (
        <TeamSection title="Open invitations">
          <InvitationsTable
            invitations={team.invitations}
            ways={ways.invitations}
            now={now}
            onChanged={refresh}
            mayAct={runs}
          />
        </TeamSection>
      )}
      {team.can.keys.ok && <ApiKeysSection ways={ways.keys} now={now} as="a seller of yours" />}
      {team.can.keys.ok && (
        <TeamSection
          title="Integrations"
          note="A webhook tells your CRM, or another system of yours, what happens to your registrations."
          action={
            <LinkButton to={paths.integrations} variant="default">
              See the webhooks
            </LinkButton>
          }
        >
          {null}
        </TeamSection>
      )}
      <TeamSection
        title={`Who of ${vendor.name} looked in`}
        note="To help you, they can see these pages as one of you does: to read only, for 30 minutes, with a reason, and without your drafts."
      >
        {team.views.length > 0 ? <ViewsTable views={team.views} /> : <p>Nobody has looked in so far.</p>}
      </TeamSection>
    </>
  )
}
