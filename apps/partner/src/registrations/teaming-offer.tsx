import { Button } from '@mantine/core'
import { type OwnClaim, type TeamingRole, teamingRoles } from '@parley/contract/conflicts'
import { partnerConflicts } from '@parley/contract/routes/conflicts'
import { AbilityButton } from '@parley/ui/ability-button'
import { When } from '@parley/ui/date'
import { LongTextField, NumberField, SelectField } from '@parley/ui/fields'
import { fieldErrors, ProblemNotice } from '@parley/ui/problem'
import { queryKeyOf, useSend } from '@parley/ui/query'
import { IconUsers } from '@tabler/icons-react'
import { type SubmitEvent, useState } from 'react'
import { queryClient } from '../api.ts'
import { useKept } from '../layout/kept.ts'
import { say } from '../layout/notice.tsx'
import classes from './registrations.module.css'

type Props = { registrationId: string; claim: OwnClaim; now: string }

const percent = new Intl.NumberFormat(undefined, { style: 'percent', maximumFractionDigits: 2 })
const roles = Object.entries(teamingRoles).map(([value, label]) => ({ value, label }))
const empty = { role: '', percent: null as number | null, note: '' }

function useOffer<R extends typeof partnerConflicts.offerTeaming | typeof partnerConflicts.withdrawTeamingOffer>(
  route: R,
  id: string,
  done: () => void,
) {
  return useSend(route, {
    onDone: (answer) => {
      queryClient.setQueryData(queryKeyOf(partnerConflicts.claim, { params: { id } }), answer)
      done()
    },
  })
}

/** On what terms the reader would work with others, should there be any: the vendor's people read it, and nobody else. */
export function TeamingOffer({ registrationId, claim, now }: Props) {
  const [form, setForm, forget] = useKept(`offer.${registrationId}`, empty)
  const [isOffering, setOffering] = useState(form !== empty && form.role !== '')
  const offer = useOffer(partnerConflicts.offerTeaming, registrationId, () => {
    forget()
    setForm(empty)
    setOffering(false)
    say('Offered. You hear of it when somebody would work on it with you.')
  })
  const withdraw = useOffer(partnerConflicts.withdrawTeamingOffer, registrationId, () => say('Taken back.'))
  const errors = fieldErrors(offer.error)
  const standing = claim.teamingOffer
  if (standing)
    return (
      <>
        <h3>Your offer to work with others</h3>
        <p>
          {standing.roleTitle}, with at least {percent.format(standing.leastShareBps / 10_000)}.
          {standing.note && ` ${standing.note}`}
        </p>
        <p className={classes.dim}>
          {standing.offeredBy}, <When at={standing.offeredAt} now={now} />.
        </p>
        {withdraw.isError && <ProblemNotice error={withdraw.error} focus />}
        <div>
          <AbilityButton
            ability={claim.can.withdrawOffer}
            variant="default"
            loading={withdraw.isPending}
            onClick={() => withdraw.mutate({ params: { id: registrationId } })}
          >
            Take it back
          </AbilityButton>
        </div>
      </>
    )
  if (!claim.can.offerTeaming.ok) return null
  if (!isOffering)
    return (
      <>
        <h3>Would you work with others?</h3>
        <p>
          Say in which role, and for what share at least. It counts should somebody else want the account, too; only
          people of the vendor read it.
        </p>
        <div>
          <AbilityButton
            variant="default"
            leftSection={<IconUsers size={18} aria-hidden />}
            onClick={() => setOffering(true)}
          >
            Offer to work together
          </AbilityButton>
        </div>
      </>
    )
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    const { note } = form
    offer.mutate({
      params: { id: registrationId },
      body: {
        role: form.role as TeamingRole,
        leastShareBps: Math.round((form.percent ?? 0) * 100),
        ...(note.trim() ? { note } : {}),
      },
    })
  }
  const set = (change: Partial<typeof form>) => setForm((before) => ({ ...before, ...change }))
  return (
    <form className={classes.form} onSubmit={submit} noValidate aria-label="Offer to work together">
      <h3>Would you work with others?</h3>
      <p className={classes.dim}>Within these bounds a teaming needs no further word of yours.</p>
      <SelectField
        label="Your part"
        name="offer-role"
        value={form.role}
        options={roles}
        error={errors['/role']}
        onChange={(role) => set({ role })}
      />
      <NumberField
        label="Share that you need at least"
        unit="%"
        min={1}
        max={100}
        value={form.percent}
        error={errors['/leastShareBps']}
        onChange={(value) => set({ percent: value })}
      />
      <LongTextField
        label="What you would bring"
        name="offer-note"
        hint="If you like. It isn’t passed on."
        rows={2}
        value={form.note}
        error={errors['/note']}
        onChange={(note) => set({ note })}
      />
      {offer.isError && Object.keys(errors).length === 0 && <ProblemNotice error={offer.error} focus />}
      <div className={classes.buttons}>
        <Button variant="default" onClick={() => setOffering(false)}>
          Not now
        </Button>
        <Button type="submit" loading={offer.isPending}>
          Offer it
        </Button>
      </div>
    </form>
  )
}
