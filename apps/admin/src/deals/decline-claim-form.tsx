import type { UntiedClaim } from '@parley/contract/deals'
import { staffDeals } from '@parley/contract/routes/deals'
import { LongTextField } from '@parley/ui/fields'
import { useState } from 'react'
import { useKept } from '../layout/kept.ts'
import { Form, type FormProps, useAction } from './deal-form.tsx'

/** A claim that stands on no deal isn't taken up, here nor anywhere: its partner reads why. */
export function DeclineClaimForm({ claim }: FormProps & { claim: UntiedClaim }) {
  const [because, setBecause, forget] = useKept(`declineClaim.${claim.id}`, '')
  const action = useAction(staffDeals.declineClaim, forget)
  const [tried, setTried] = useState(false)
  const isShort = because.trim().length < 10
  const send = () => {
    setTried(true)
    if (!isShort) action.send(claim.id, { because }, `"${claim.version}"`)
  }
  return (
    <Form
      title={`Why isn’t the claim of ${claim.partner.name} taken up?`}
      lead="It is declined for good, at every deal. Its partner can read that, and your reason."
      verb="Decline the claim"
      action={action}
      told={['/because']}
      onSend={send}
    >
      <LongTextField
        label="What the partner reads"
        name="claim-because"
        rows={3}
        hint="Name no other partner, and don’t say whether there is a deal."
        value={because}
        error={
          (tried && isShort ? 'Write the reason, ten characters at least.' : undefined) ?? action.errors['/because']
        }
        onChange={setBecause}
      />
    </Form>
  )
}
