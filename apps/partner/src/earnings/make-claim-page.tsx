import { type ClaimRole, claimRoles } from '@parley/contract/claims'
import { partnerClaims } from '@parley/contract/routes/deals'
import { partnerEvidence } from '@parley/contract/routes/evidence'
import { AbilityButton } from '@parley/ui/ability-button'
import { Empty } from '@parley/ui/empty'
import { ChoiceField, LongTextField, SelectField } from '@parley/ui/fields'
import { shown } from '@parley/ui/name'
import { Page } from '@parley/ui/page'
import { fieldErrors, ProblemNotice } from '@parley/ui/problem'
import { useCall, useSend } from '@parley/ui/query'
import { CardSkeleton } from '@parley/ui/skeletons'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { type SubmitEvent, useState } from 'react'
import { queryClient, routes } from '../api.ts'
import { useKept } from '../layout/kept.ts'
import { LinkButton } from '../layout/link-button.tsx'
import { say } from '../layout/notice.tsx'
import { ReadOnlyNote } from '../layout/read-only-note.tsx'
import { paths } from '../paths.ts'
import classes from './earnings.module.css'

const did: Record<ClaimRole, string> = {
  sourced: 'you brought the customer',
  influenced: 'you convinced it, and somebody else sold',
  resold: 'the customer orders through you',
  implemented: 'you put it to work',
  closed: 'you closed the deal',
  assisted: 'you helped',
  renewed: 'you sold it before, and it is renewed',
}
const roles = (Object.keys(claimRoles) as ClaimRole[]).map((value) => ({
  value,
  label: `${claimRoles[value].split(',')[0]}: ${did[value]}`,
}))
const nothing = { role: null as ClaimRole | null, evidenceId: '', note: '' }

/** A share is claimed by a registration of one's own: which, in which role, and what shows it. */
export function MakeClaimPage() {
  const { registration = '' } = useSearch({ from: '/signed-in/earnings/claims/new' })
  const navigate = useNavigate({ from: paths.makeClaim })
  const found = useCall(routes.list, { query: { status: 'approved,teaming,won,expired,lapsed', limit: 100 } })
  const evidence = useCall(partnerEvidence.list, { params: { id: registration } }, { enabled: registration !== '' })
  const [typed, setTyped, forget] = useKept('claim', nothing)
  const [tried, setTried] = useState(false)
  const make = useSend(partnerClaims.make, {
    onDone: ({ data }) => {
      forget()
      void queryClient.invalidateQueries({ queryKey: [partnerClaims.list.id] })
      void queryClient.invalidateQueries({ queryKey: [partnerClaims.earnings.id] })
      void navigate({ to: paths.claim, params: { id: data.id } })
      say('Your claim is kept. You are told when it is settled.')
    },
  })
  const errors = fieldErrors(make.error)
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    const { role, evidenceId, note } = typed
    setTried(true)
    if (registration === '' || role === null) return
    make.mutate({
      body: {
        registrationId: registration,
        role,
        ...(evidenceId ? { evidenceId } : {}),
        ...(note.trim() ? { note } : {}),
      },
    })
  }
  const items = found.data?.data.items
  const files = (evidence.data?.data.items ?? []).filter(({ withdrawnAt }) => withdrawnAt === null)
  return (
    <Page
      title="Which share do you claim?"
      lead="One claim for each part that you had. All claims to a deal are settled together, when it is won."
    >
      {found.isPending && <CardSkeleton height={320} />}
      {found.isError && <ProblemNotice error={found.error} onRetry={() => found.refetch()} />}
      {items?.length === 0 && (
        <Empty
          title="You claim a share by a registration"
          text="Register the deal first. Once it is yours, you claim your share of it here."
          action={<LinkButton to={paths.register}>Register a deal</LinkButton>}
        />
      )}
      {items && items.length > 0 && (
        <form className={`${classes.panel} ${classes.form}`} onSubmit={submit} noValidate>
          <ReadOnlyNote />
          <SelectField
            label="By which registration?"
            name="registrationId"
            options={items.map(({ id, accountName, productFamily, reference }) => ({
              value: id,
              label: `${shown(accountName)}, ${productFamily.name}, ${reference}`,
            }))}
            value={registration}
            onChange={(next) => {
              setTyped((old) => ({ ...old, evidenceId: '' }))
              void navigate({ search: next === '' ? {} : { registration: next }, replace: true, resetScroll: false })
            }}
            error={tried && registration === '' ? 'Choose a registration.' : errors['/registrationId']}
          />
          <ChoiceField
            label="What was your part?"
            name="role"
            options={roles}
            value={typed.role}
            onChange={(role) => setTyped((old) => ({ ...old, role }))}
            error={tried && typed.role === null ? 'Choose your part.' : errors['/role']}
          />
          <LongTextField
            label="What shows it?"
            name="note"
            required={false}
            hint="Meetings, a trial, an offer: what you did, and where that is written down."
            rows={3}
            value={typed.note}
            onChange={(note) => setTyped((old) => ({ ...old, note }))}
            error={errors['/note']}
          />
          {files.length > 0 && (
            <SelectField
              label="A file that you have shown"
              name="evidenceId"
              required={false}
              nothing="None"
              options={files.map(({ id, name }) => ({ value: id, label: shown(name) }))}
              value={typed.evidenceId}
              onChange={(evidenceId) => setTyped((old) => ({ ...old, evidenceId }))}
              error={errors['/evidenceId']}
            />
          )}
          {make.isError && Object.keys(errors).length === 0 && <ProblemNotice error={make.error} focus />}
          <div className={classes.buttons}>
            <LinkButton variant="default" to={paths.claims}>
              Not now
            </LinkButton>
            <AbilityButton type="submit" loading={make.isPending}>
              Claim it
            </AbilityButton>
          </div>
        </form>
      )}
    </Page>
  )
}
