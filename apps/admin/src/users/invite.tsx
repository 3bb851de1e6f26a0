import { users } from '@parley/contract/routes/team'
import { partnerRoles, staffRoles } from '@parley/contract/session'
import { mayAppoint } from '@parley/contract/team'
import { SelectField } from '@parley/ui/fields'
import { fieldErrors } from '@parley/ui/problem'
import { InviteDialog } from '@parley/ui/team/invite'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { useMe, useSend } from '../api.ts'
import { usePartnerNames } from '../layout/partner-names.ts'

const route = getRouteApi('/console/users')

/** Invites staff, or somebody of a partner: the partner that the list is narrowed to comes first. */
export function Invite(props: { open: boolean; onClose: () => void; onSent: () => void }) {
  const { user, vendor } = useMe()
  const { partnerId: shown } = route.useSearch()
  const names = usePartnerNames()
  const [chosen, setChosen] = useState<string | null>(null)
  const partnerId = chosen ?? shown ?? ''
  const invite = useSend(users.invite, { onDone: props.onSent })
  const may = mayAppoint[user.role]
  const mayStaff = staffRoles.some((role) => may.includes(role))
  const house = partnerId === '' ? staffRoles : partnerRoles
  return (
    <InviteDialog
      open={props.open}
      onClose={props.onClose}
      roles={house.filter((role) => may.includes(role))}
      sending={invite}
      onSend={({ name, email, role }) =>
        invite.mutate({ body: { name, email, role: role ?? 'partnerSeller', partnerId: partnerId || null } })
      }
      more={
        <SelectField
          label="Works for"
          name="partner"
          value={partnerId}
          onChange={setChosen}
          nothing={mayStaff ? vendor.name : 'Choose the partner'}
          options={names.map(({ id, name }) => ({ value: id, label: name }))}
          error={fieldErrors(invite.error)['/partnerId']}
        />
      }
    />
  )
}
