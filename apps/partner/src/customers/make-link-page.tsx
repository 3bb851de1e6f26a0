import { partnerAttestations } from '@parley/contract/routes/attestations'
import { AbilityButton } from '@parley/ui/ability-button'
import { Empty } from '@parley/ui/empty'
import { NumberField } from '@parley/ui/fields'
import { FamilyBoxes } from '@parley/ui/letters/letter-fields'
import classes from '@parley/ui/letters/letters.module.css'
import { Page } from '@parley/ui/page'
import { fieldErrors, ProblemNotice } from '@parley/ui/problem'
import { queryKeyOf, useCall, useSend } from '@parley/ui/query'
import { CardSkeleton } from '@parley/ui/skeletons'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { type SubmitEvent, useState } from 'react'
import { queryClient, useMe } from '../api.ts'
import { LinkButton } from '../layout/link-button.tsx'
import { ReadOnlyNote } from '../layout/read-only-note.tsx'
import { paths } from '../paths.ts'

/** A link for one customer: for what, and for how long. */
export function MakeLinkPage() {
  const { registrationId, letterId } = useSearch({ from: '/signed-in/links/new' })
  const { vendor } = useMe()
  const navigate = useNavigate()
  const found = useCall(partnerAttestations.leads, {})
  const lead = found.data?.data.items.find((each) =>
    registrationId ? each.registrationId === registrationId : each.letterId === letterId,
  )
  const [chosen, setChosen] = useState<string[] | null>(null)
  const [days, setDays] = useState<number | null>(30)
  const families = chosen ?? lead?.productFamilies.map(({ id }) => id) ?? []
  const send = useSend(partnerAttestations.make, {
    onDone: ({ data, etag }) => {
      queryClient.setQueryData(queryKeyOf(partnerAttestations.get, { params: { id: data.id } }), { data, etag })
      void queryClient.invalidateQueries({ queryKey: [partnerAttestations.list.id] })
      void navigate({ to: paths.link, params: { id: data.id } })
    },
  })
  const errors = fieldErrors(send.error)
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    const by = registrationId ? { registrationId } : { letterId: letterId! }
    send.mutate({ body: { ...by, productFamilies: families, days: days ?? 0 } })
  }
  return (
    <Page
      title={lead ? `What shall ${lead.accountName} be able to check?` : 'Which customer is the link for?'}
      lead={`Whoever opens the link reads that you represent ${vendor.name} there, for as long as it is so.`}
    >
      {found.isPending && <CardSkeleton height={220} />}
      {found.isError && <ProblemNotice error={found.error} onRetry={() => found.refetch()} />}
      {found.data && !lead && (
        <Empty
          title="You don’t lead this customer now"
          text="A link can be made for customers that you lead. They stand in the list, each with its button."
          action={<LinkButton to={paths.customers}>Show your customers</LinkButton>}
        />
      )}
      {lead && (
        <form className={`${classes.panel} ${classes.form}`} onSubmit={submit} noValidate>
          <ReadOnlyNote />
          <FamilyBoxes
            label="For which product families?"
            families={lead.productFamilies}
            chosen={families}
            onChange={setChosen}
            error={errors['/productFamilies'] ?? errors['/productFamilies/0']}
          />
          <NumberField
            label="For how long?"
            name="days"
            unit="days"
            value={days}
            onChange={setDays}
            error={errors['/days']}
            hint="At most a year. You can revoke it at any time."
          />
          {send.isError && Object.keys(errors).length === 0 && <ProblemNotice error={send.error} focus />}
          <div className={classes.buttons}>
            <AbilityButton type="submit" loading={send.isPending}>
              Make the link
            </AbilityButton>
            <LinkButton variant="default" to={paths.customers}>
              Not now
            </LinkButton>
          </div>
        </form>
      )}
    </Page>
  )
}
