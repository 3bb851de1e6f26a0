import type { PartnerRenewal } from '@parley/contract/renewals'
import { partnerRenewals } from '@parley/contract/routes/renewals'
import { AbilityButton } from '@parley/ui/ability-button'
import { ChoiceField, DayField, LongTextField } from '@parley/ui/fields'
import { fieldErrors, ProblemNotice } from '@parley/ui/problem'
import { queryKeyOf, useSend } from '@parley/ui/query'
import type { SubmitEvent } from 'react'
import { queryClient, useToday } from '../api.ts'
import { useKept } from '../layout/kept.ts'
import { say } from '../layout/notice.tsx'
import classes from './renewals.module.css'

const kinds = {
  report: 'A report on the customer',
  review: 'The review of the renewal',
} as const
type Kind = keyof typeof kinds

/** A report on the customer, or that its renewal was reviewed with it. */
export function ReportForm({ renewal }: { renewal: PartnerRenewal }) {
  const today = useToday()
  const [typed, setTyped, forget] = useKept(`renewal.${renewal.id}`, {
    kind: 'report' as Kind,
    note: '',
    happenedOn: today,
  })
  const send = useSend(partnerRenewals.report, {
    onDone: (answer) => {
      forget()
      queryClient.setQueryData(queryKeyOf(partnerRenewals.get, { params: { id: renewal.id } }), answer)
      void queryClient.invalidateQueries({ queryKey: [partnerRenewals.list.id] })
      say(typed.kind === 'review' ? 'The review is on record.' : 'The report is on record.')
    },
  })
  const errors = fieldErrors(send.error)
  const options = (Object.keys(kinds) as Kind[])
    .filter((kind) => renewal.can[kind].ok)
    .map((value) => ({ value, label: kinds[value] }))
  const kind = renewal.can[typed.kind].ok ? typed.kind : 'report'
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    const { note, happenedOn } = typed
    send.mutate({ params: { id: renewal.id }, body: { kind, note, happenedOn } })
  }
  return (
    <section className={classes.panel}>
      <h2>{options.length > 1 ? 'What did you do for the customer?' : 'What do you report on the customer?'}</h2>
      <form className={classes.form} onSubmit={submit} noValidate>
        {options.length > 1 && (
          <ChoiceField
            label="It is"
            name="kind"
            options={options}
            value={kind}
            onChange={(next) => setTyped((old) => ({ ...old, kind: next ?? 'report' }))}
            error={errors['/kind']}
          />
        )}
        <DayField
          label="When"
          name="happenedOn"
          max={today}
          value={typed.happenedOn}
          onChange={(happenedOn) => setTyped((old) => ({ ...old, happenedOn }))}
          error={errors['/happenedOn']}
        />
        <LongTextField
          label="What came of it"
          name="note"
          rows={3}
          value={typed.note}
          onChange={(note) => setTyped((old) => ({ ...old, note }))}
          error={errors['/note']}
        />
        {send.isError && Object.keys(errors).length === 0 && <ProblemNotice error={send.error} focus />}
        <div>
          <AbilityButton type="submit" loading={send.isPending}>
            Put it on record
          </AbilityButton>
        </div>
      </form>
    </section>
  )
}
