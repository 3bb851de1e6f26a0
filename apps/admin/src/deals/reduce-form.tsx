import type { StaffClaim } from '@parley/contract/claims'
import { staffDeals } from '@parley/contract/routes/deals'
import { MoneyField, SelectField } from '@parley/ui/fields'
import { formatAmount, Money, parseMoney } from '@parley/ui/money'
import { ProblemNotice } from '@parley/ui/problem'
import { CardSkeleton } from '@parley/ui/skeletons'
import { useState } from 'react'
import { useCall } from '../api.ts'
import { useKept } from '../layout/kept.ts'
import { Form, type FormProps, useAction } from './deal-form.tsx'
import classes from './deals.module.css'
import { options } from './words.ts'

const reasons = {
  forAnotherReason: 'What is known of the claim',
  forHelp: 'We helped the partner',
  forClosing: 'We closed the deal ourselves',
}

/** A share is lowered by a rule of its version, or not at all: there is nothing else to choose. */
export function ReduceForm({ deal, claim }: FormProps & { claim: StaffClaim }) {
  const { currency } = deal.summary
  const found = useCall(staffDeals.reductionRules, { params: { id: claim.id } })
  const [typed, setTyped, forget] = useKept(`reduce.${claim.id}`, {
    ...{ rule: '', amount: '', because: 'forAnotherReason' as keyof typeof reasons },
  })
  const action = useAction(staffDeals.reduce, forget)
  const [tried, setTried] = useState(false)
  if (found.error && !found.data) return <ProblemNotice error={found.error} onRetry={found.refetch} />
  if (!found.data) return <CardSkeleton height={240} />
  const { policyVersion, rules } = found.data.data
  const applies = rules.find(({ lowersMinor }) => lowersMinor !== null)
  const { rule, amount, because } = typed
  const chosen = rules.find((each) => each.rule === rule)
  const amountMinor = parseMoney(amount, currency)
  const choose = (next: string) => {
    const lowers = rules.find((each) => each.rule === next)?.lowersMinor
    setTyped((now) => ({ ...now, rule: next, amount: lowers ? formatAmount(lowers, currency) : now.amount }))
  }
  const send = () => {
    setTried(true)
    if (rule !== '' && amountMinor) action.send(claim.id, { rule, policyVersion, because, amountMinor })
  }
  return (
    <Form
      title={`Which rule lowers the share of ${claim.partner.name}?`}
      lead={
        applies?.lowersMinor ? (
          <>
            By what is known now, “{applies.title}” takes{' '}
            <Money amountMinor={applies.lowersMinor} currency={currency} exact />.
          </>
        ) : (
          'By what is known now, no rule lowers it. Say first what is known of the claim, if something changed.'
        )
      }
      verb="Lower it by this rule"
      action={action}
      told={['/rule', '/amountMinor', '/because']}
      onSend={send}
    >
      <SelectField
        label={`Rule of version ${policyVersion}`}
        name="rule"
        required
        options={rules.map((each) => ({ value: each.rule, label: each.title }))}
        hint={chosen?.why ?? undefined}
        value={rule}
        error={
          (tried && rule === '' ? 'Choose a rule. Without one nobody can lower it.' : undefined) ??
          action.errors['/rule']
        }
        onChange={choose}
      />
      <div className={classes.two}>
        <SelectField
          label="What is it for?"
          name="because"
          nothing={null}
          options={options(reasons)}
          value={because}
          error={action.errors['/because']}
          onChange={(value) => setTyped((now) => ({ ...now, because: value as typeof because }))}
        />
        <MoneyField
          label="By how much?"
          name="reduce-amount"
          required
          currency={currency}
          value={amount}
          error={(tried && !amountMinor ? 'Write an amount, like 1,200.' : undefined) ?? action.errors['/amountMinor']}
          onChange={(value) => setTyped((now) => ({ ...now, amount: value }))}
        />
      </div>
    </Form>
  )
}
