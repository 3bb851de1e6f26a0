import type { StaffClaim } from '@parley/contract/claims'
import { staffDeals } from '@parley/contract/routes/deals'
import { ChoiceField, LongTextField, MoneyField } from '@parley/ui/fields'
import { parseMoney } from '@parley/ui/money'
import { useState } from 'react'
import { useKept } from '../layout/kept.ts'
import { Form, type FormProps, useAction } from './deal-form.tsx'

/** The rules leave this claim to a person: what it earns, in words that its partner reads. */
export function DecideClaimForm({ deal, claim }: FormProps & { claim: StaffClaim }) {
  const { currency } = deal.summary
  const [typed, setTyped, forget] = useKept(`decideClaim.${claim.id}`, {
    ...{ outcome: null as 'earn' | 'nothing' | null, amount: '', wording: '', reason: '' },
  })
  const action = useAction(staffDeals.decideClaim, forget)
  const [tried, setTried] = useState(false)
  const { outcome, amount, wording, reason } = typed
  const amountMinor = parseMoney(amount, currency)
  const short = (text: string, what: string) =>
    tried && text.trim().length < 10 ? `Write ${what}, ten characters at least.` : undefined
  const send = () => {
    setTried(true)
    if (outcome === null || wording.trim().length < 10 || reason.trim().length < 10) return
    if (outcome === 'earn' && !amountMinor) return
    action.send(claim.id, { outcome, wording, reason, ...(outcome === 'earn' ? { amountMinor } : {}) })
  }
  return (
    <Form
      title={`What does the claim of ${claim.partner.name} earn?`}
      lead={`${claim.decision?.headline ?? ''} All claims are settled again by your answer; the pool holds as ever.`}
      verb="Record the decision"
      action={action}
      told={['/outcome', '/amountMinor', '/wording', '/reason']}
      onSend={send}
    >
      <ChoiceField
        label="Your decision"
        name="claim-outcome"
        value={outcome}
        options={[
          { value: 'earn', label: 'It earns a share' },
          { value: 'nothing', label: 'It earns nothing' },
        ]}
        error={tried && outcome === null ? 'Choose one.' : action.errors['/outcome']}
        onChange={(value) => setTyped((now) => ({ ...now, outcome: value }))}
      />
      {outcome === 'earn' && (
        <MoneyField
          label="How much?"
          name="claim-amount"
          required
          currency={currency}
          value={amount}
          error={(tried && !amountMinor ? 'Write an amount, like 1,200.' : undefined) ?? action.errors['/amountMinor']}
          onChange={(value) => setTyped((now) => ({ ...now, amount: value }))}
        />
      )}
      <LongTextField
        label="What the partner reads"
        name="claim-wording"
        rows={2}
        hint="It names no other partner. If it earns nothing, say what is still possible."
        value={wording}
        error={short(wording, 'what the partner should read') ?? action.errors['/wording']}
        onChange={(value) => setTyped((now) => ({ ...now, wording: value }))}
      />
      <LongTextField
        label="Reason, for the record"
        name="claim-reason"
        rows={2}
        hint="Staff only. It stays with the decision."
        value={reason}
        error={short(reason, 'your reason') ?? action.errors['/reason']}
        onChange={(value) => setTyped((now) => ({ ...now, reason: value }))}
      />
    </Form>
  )
}
