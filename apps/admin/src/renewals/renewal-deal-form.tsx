import { Button } from '@mantine/core'
import type { StaffRenewal } from '@parley/contract/renewals'
import { staffDeals } from '@parley/contract/routes/deals'
import { staffRenewals } from '@parley/contract/routes/renewals'
import { MoneyField, NumberField } from '@parley/ui/fields'
import { parseMoney } from '@parley/ui/money'
import { fieldErrors, ProblemNotice } from '@parley/ui/problem'
import { useNavigate } from '@tanstack/react-router'
import { type SubmitEvent, useState } from 'react'
import { useMe, useRefresh, useSend } from '../api.ts'
import { useKept } from '../layout/kept.ts'
import classes from './renewals.module.css'

/** The deal that renews it; the incumbent's claim is entered with it. */
export function RenewalDealForm({ renewal, onClose }: { renewal: StaffRenewal; onClose: () => void }) {
  const { currency } = useMe().vendor
  const navigate = useNavigate()
  const refresh = useRefresh()
  const [typed, setTyped, forget] = useKept(`renewal.deal.${renewal.id}`, {
    amount: '',
    termMonths: null as number | null,
  })
  const [tried, setTried] = useState(false)
  const make = useSend(staffRenewals.makeDeal, {
    onDone: ({ data }) => {
      forget()
      void refresh(staffRenewals.get, staffRenewals.list, staffDeals.list)
      void navigate({ to: '/deals/$id', params: { id: data.summary.id } })
    },
  })
  const errors = fieldErrors(make.error)
  const amountMinor = parseMoney(typed.amount, currency)
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    setTried(true)
    if (amountMinor === null || typed.termMonths === null) return
    make.mutate({ params: { id: renewal.id }, body: { amountMinor, termMonths: typed.termMonths } })
  }
  return (
    <form className={classes.form} onSubmit={submit} noValidate aria-label="What is the renewal worth?">
      <h2>What is the renewal worth?</h2>
      <p>
        {renewal.partner
          ? `${renewal.partner.name} claims its share as the incumbent with it.`
          : 'No partner has a share as the incumbent.'}
      </p>
      <MoneyField
        label="Amount"
        name="amount"
        currency={currency}
        value={typed.amount}
        error={tried && amountMinor === null ? 'Write an amount.' : errors['/amountMinor']}
        onChange={(amount) => setTyped((old) => ({ ...old, amount }))}
      />
      <NumberField
        label="Term"
        name="termMonths"
        unit="months"
        value={typed.termMonths}
        error={tried && typed.termMonths === null ? 'Write how many months.' : errors['/termMonths']}
        onChange={(termMonths) => setTyped((old) => ({ ...old, termMonths }))}
      />
      {make.isError && Object.keys(errors).length === 0 && <ProblemNotice error={make.error} focus />}
      <div className={classes.buttons}>
        <Button type="submit" loading={make.isPending}>
          Enter the renewal
        </Button>
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
      </div>
    </form>
  )
}
