import { type CaseClaim, type TeamingRole, teamingRoles } from '@parley/contract/conflicts'
import { staffConflicts } from '@parley/contract/routes/conflicts'
import { NumberField, SelectField } from '@parley/ui/fields'
import { fieldErrors } from '@parley/ui/problem'
import { useRefresh, useSend } from '../api.ts'
import { useKept } from '../layout/kept.ts'
import classes from './case.module.css'
import { CaseForm, type CaseFormProps } from './case-form.tsx'

const roles = Object.entries(teamingRoles).map(([value, label]) => ({ value, label }))

/** Puts partners together that have registered. Each confirms its own part, unless it is within what it has offered. */
export function ProposeForm({ shown, onDone, onReload }: CaseFormProps) {
  const partners = shown.claims.filter((claim) => claim.by === 'partner' && claim.canLead)
  const [form, setForm, forget] = useKept(`team.${shown.id}`, {
    roles: Object.fromEntries(partners.map(({ id, teamingOffer }) => [id, teamingOffer?.role ?? ''])),
    percents: Object.fromEntries(
      partners.map(({ id, teamingOffer }) => [id, teamingOffer ? teamingOffer.leastShareBps / 100 : null]),
    ) as Record<string, number | null>,
  })
  const refresh = useRefresh()
  const send = useSend(staffConflicts.proposeTeaming, {
    onDone: () => {
      forget()
      void refresh(staffConflicts.get)
      void refresh(staffConflicts.listTeamings)
      onDone()
    },
  })
  const errors = fieldErrors(send.error)
  const submit = () => {
    const members = partners.flatMap(({ id, registrations }) => {
      const [role, percent] = [form.roles[id], form.percents[id]]
      const registrationId = registrations[0]?.id
      return role && percent && registrationId
        ? [{ registrationId, role: role as TeamingRole, shareBps: Math.round(percent * 100) }]
        : []
    })
    send.mutate({ body: { members } })
  }
  return (
    <CaseForm
      title="Who would work together?"
      lead="Each reads its own part, and confirms or declines it; what is within its own offer is confirmed by that. Names are told once all have confirmed, and then this case is over."
      verb="Propose it"
      sending={send}
      onSend={submit}
      onCancel={onDone}
      onReload={onReload}
    >
      {partners.map((claim) => (
        <div key={claim.id} className={classes.shares}>
          <SelectField
            label={`Part of ${claim.name}`}
            name={`role-${claim.id}`}
            hint={offerWords(claim)}
            value={form.roles[claim.id] ?? ''}
            options={roles}
            nothing="No part"
            onChange={(role) => setForm((now) => ({ ...now, roles: { ...now.roles, [claim.id]: role } }))}
          />
          <NumberField
            label={`Share of ${claim.name}`}
            unit="%"
            value={form.percents[claim.id] ?? null}
            error={errors['/members']}
            onChange={(percent) => setForm((now) => ({ ...now, percents: { ...now.percents, [claim.id]: percent } }))}
          />
        </div>
      ))}
    </CaseForm>
  )
}

const percent = new Intl.NumberFormat(undefined, { style: 'percent', maximumFractionDigits: 2 })

/** "It offers: implements, with at least 30%"; undefined without an offer. */
export function offerWords({ teamingOffer: offer }: Pick<CaseClaim, 'teamingOffer'>): string | undefined {
  if (!offer) return undefined
  return `It offers: ${offer.roleTitle.toLowerCase()}, with at least ${percent.format(offer.leastShareBps / 10_000)}`
}
