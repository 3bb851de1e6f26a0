import { Button } from '@mantine/core'
import { roleTitles } from '@parley/contract/session'
import type { Invitation, InvitationSent } from '@parley/contract/team'
import { IconHourglassEmpty, IconMail } from '@tabler/icons-react'
import { useState } from 'react'
import { AbilityButton } from '../ability-button.tsx'
import { type Column, DataTable } from '../data-table.tsx'
import { formatRelative, When } from '../date.tsx'
import { Dialog } from '../dialog.tsx'
import { Name } from '../name.tsx'
import { ToneBadge } from '../outcome.tsx'
import { ProblemNotice } from '../problem.tsx'
import { useSend } from '../query.tsx'
import { InvitationIsSent } from './invitation-is-sent.tsx'
import { Who } from './people-table.tsx'
import classes from './team.module.css'
import type { InvitationWays } from './ways.ts'

type Props = { ways: InvitationWays; now: string; onChanged: () => void }

/** Open invitations: until when their links are good, and what can be done about them. */
export function InvitationsTable(props: Props & { invitations: Invitation[]; withPartner?: boolean; mayAct: boolean }) {
  const columns: Column<Invitation>[] = [
    { key: 'name', title: 'Invited', render: ({ name, email }) => <Who name={name} email={email} /> },
    { key: 'role', title: 'Role', render: ({ role }) => roleTitles[role] },
    ...(props.withPartner
      ? [
          {
            key: 'partner',
            title: 'Works for',
            render: ({ partner }: Invitation) => (partner ? <Name>{partner.name}</Name> : 'The vendor'),
          },
        ]
      : []),
    {
      key: 'by',
      title: 'By',
      render: ({ invitedByName, invitedAt }) => (
        <span className={classes.who}>
          <Name>{invitedByName}</Name>
          <small>
            <When at={invitedAt} now={props.now} />
          </small>
        </span>
      ),
    },
    { key: 'link', title: 'Link', render: (invitation) => <LinkState {...invitation} now={props.now} /> },
    ...(props.mayAct
      ? [
          {
            key: 'actions',
            title: 'Actions',
            render: (invitation: Invitation) => <Actions invitation={invitation} {...props} />,
          },
        ]
      : []),
  ]
  return <DataTable caption="Open invitations" columns={columns} rows={props.invitations} rowKey={({ id }) => id} />
}

const LinkState = ({ over, expiresAt, now }: Invitation & { now: string }) =>
  over ? (
    <ToneBadge tone="waiting" icon={IconHourglassEmpty}>
      Over: send it again
    </ToneBadge>
  ) : (
    <ToneBadge tone="info" icon={IconMail}>
      Good, ends {formatRelative(expiresAt, now)}
    </ToneBadge>
  )

function Actions({ invitation, ways, onChanged }: Props & { invitation: Invitation }) {
  const [sent, setSent] = useState<InvitationSent | null>(null)
  const [asking, setAsking] = useState(false)
  const renew = useSend(ways.renew, {
    onDone: ({ data }) => {
      setSent(data)
      onChanged()
    },
  })
  const withdraw = useSend(ways.withdraw, {
    onDone: () => {
      setAsking(false)
      onChanged()
    },
  })
  const { id, name, can } = invitation
  const button = { size: 'compact-sm', variant: 'default', reasonOnHover: true } as const
  return (
    <div className={classes.actions}>
      <AbilityButton
        {...button}
        ability={can.renew}
        loading={renew.isPending}
        onClick={() => renew.mutate({ params: { id } })}
      >
        Send again
      </AbilityButton>
      <AbilityButton {...button} ability={can.withdraw} onClick={() => setAsking(true)}>
        Withdraw
      </AbilityButton>
      {renew.error && <ProblemNotice error={renew.error} />}
      <Dialog title={`Withdraw the invitation of ${name}?`} open={asking} onClose={() => setAsking(false)}>
        <p>The link that they were sent leads nowhere from now on. You can invite them again.</p>
        {withdraw.error && <ProblemNotice error={withdraw.error} focus />}
        <div className={classes.buttons}>
          <Button variant="default" onClick={() => setAsking(false)}>
            Keep it
          </Button>
          <Button color="red" loading={withdraw.isPending} onClick={() => withdraw.mutate({ params: { id } })}>
            Withdraw it
          </Button>
        </div>
      </Dialog>
      <Dialog title={`A new link for ${name}`} open={sent !== null} onClose={() => setSent(null)}>
        {sent && <InvitationIsSent sent={sent} onClose={() => setSent(null)} />}
      </Dialog>
    </div>
  )
}
