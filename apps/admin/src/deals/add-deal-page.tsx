import { Button, Checkbox } from '@mantine/core'
import { staffDeals } from '@parley/contract/routes/deals'
import { MoneyField, NumberField, SelectField, TextField } from '@parley/ui/fields'
import { parseMoney } from '@parley/ui/money'
import { Page } from '@parley/ui/page'
import { fieldErrors, ProblemNotice } from '@parley/ui/problem'
import { getRouteApi } from '@tanstack/react-router'
import { type SubmitEvent, useEffect, useRef, useState } from 'react'
import { useMe, useRefresh, useSend } from '../api.ts'
import { AccountSearchField, type ChosenAccount } from '../layout/account-search-field.tsx'
import { useKept } from '../layout/kept.ts'
import { ButtonLink } from '../layout/link.tsx'
import { Sheet } from '../layout/split.tsx'
import classes from './deals.module.css'
import { kindWords, options, tenderWords } from './words.ts'

const route = getRouteApi('/console/deals/new')

/** A deal entered by hand. What is typed stays on this device until it is added. */
export function AddDealPage() {
  const { accountId, accountName } = route.useSearch()
  const navigate = route.useNavigate()
  const refresh = useRefresh()
  const { productFamilies, vendor } = useMe()
  const { currency } = vendor
  const from: ChosenAccount = accountId ? { id: accountId, name: accountName ?? 'The chosen account' } : null
  const [typed, setTyped, forget] = useKept(`deal.new.${accountId ?? ''}`, {
    ...{ account: from, families: [] as string[], kind: 'new' as keyof typeof kindWords, amount: '', margin: '' },
    ...{ termMonths: null as number | null, tender: 'none' as keyof typeof tenderWords, externalId: '' },
  })
  const [tried, setTried] = useState(false)
  const send = useSend(staffDeals.create, {
    onDone: ({ data }) => {
      forget()
      void refresh(staffDeals.list)
      void navigate({ to: '/deals/$id', params: { id: data.summary.id } })
    },
  })
  const { account, families, kind, amount, margin, termMonths, tender, externalId } = typed
  const amountMinor = parseMoney(amount, currency)
  const marginMinor = margin.trim() === '' ? null : parseMoney(margin, currency)
  const wrong: Record<string, string> = {
    ...(account ? {} : { '/accountId': 'Choose the account.' }),
    ...(families.length > 0 ? {} : { '/productFamilies': 'Choose at least one product family.' }),
    ...(amountMinor === null ? { '/amountMinor': 'Write an amount, like 45,000.' } : {}),
    ...(margin.trim() !== '' && marginMinor === null ? { '/marginMinor': 'Write an amount, like 12,000.' } : {}),
  }
  const errors: Record<string, string | undefined> = tried ? { ...fieldErrors(send.error), ...wrong } : {}
  const form = useRef<HTMLFormElement>(null)
  const isWrong = Object.keys(errors).length > 0
  useEffect(() => {
    if (isWrong) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [isWrong])
  const change = (part: Partial<typeof typed>) => {
    setTyped((now) => ({ ...now, ...part }))
    if (send.error) send.reset()
  }
  const add = (event: SubmitEvent) => {
    event.preventDefault()
    setTried(true)
    if (!account || amountMinor === null || Object.keys(wrong).length > 0) return
    const number = externalId.trim() === '' ? {} : { externalId: externalId.trim() }
    send.mutate({
      body: {
        accountId: account.id,
        productFamilies: families,
        kind,
        amountMinor,
        marginMinor,
        termMonths,
        tender,
        ...number,
      },
    })
  }
  const untold = send.error && Object.keys(fieldErrors(send.error)).every((pointer) => !told.includes(pointer))
  return (
    <Sheet>
      <Page
        title="Which deal is missing?"
        lead="Its claims, its contract and what it earns are entered on its own page."
      >
        <form ref={form} className={classes.page} noValidate aria-label="Add a deal" onSubmit={add}>
          <AccountSearchField
            label="Account"
            name="account"
            required
            clear="Choose another account"
            self={null}
            value={account}
            error={errors['/accountId']}
            onChange={(chosen) => change({ account: chosen })}
          />
          <Checkbox.Group
            label="Product families"
            value={families}
            error={errors['/productFamilies']}
            onChange={(chosen) => change({ families: chosen })}
          >
            <div className={classes.choices}>
              {productFamilies.map(({ id, name }) => (
                <Checkbox key={id} value={id} label={name} />
              ))}
            </div>
          </Checkbox.Group>
          <div className={classes.two}>
            <SelectField
              label="Kind of deal"
              name="kind"
              nothing={null}
              options={options(kindWords)}
              value={kind}
              onChange={(value) => change({ kind: value as typeof kind })}
            />
            <SelectField
              label="Tender"
              name="tender"
              nothing={null}
              options={options(tenderWords)}
              value={tender}
              onChange={(value) => change({ tender: value as typeof tender })}
            />
            <MoneyField
              label="Amount"
              name="amount"
              required
              currency={currency}
              value={amount}
              error={errors['/amountMinor'] ?? errors['/currency']}
              onChange={(value) => change({ amount: value })}
            />
            <MoneyField
              label="Margin"
              name="margin"
              required={false}
              currency={currency}
              hint="What our own cost leaves of the amount. What the claims cost is held against it."
              value={margin}
              error={errors['/marginMinor']}
              onChange={(value) => change({ margin: value })}
            />
            <NumberField
              label="Term"
              name="term"
              required={false}
              unit="months"
              value={termMonths}
              error={errors['/termMonths']}
              onChange={(value) => change({ termMonths: value })}
            />
            <TextField
              label="Number in the CRM"
              name="externalId"
              required={false}
              hint="The same number a second time opens the deal that is known."
              value={externalId}
              error={errors['/externalId']}
              onChange={(value) => change({ externalId: value })}
            />
          </div>
          {untold ? <ProblemNotice error={send.error} focus /> : null}
          <div className={classes.buttons}>
            <Button type="submit" loading={send.isPending}>
              Add the deal
            </Button>
            <ButtonLink to="/deals" variant="default">
              Cancel
            </ButtonLink>
          </div>
        </form>
      </Page>
    </Sheet>
  )
}

const told = ['accountId', 'productFamilies', 'amountMinor', 'currency', 'marginMinor', 'termMonths', 'externalId'].map(
  (name) => `/${name}`,
)
