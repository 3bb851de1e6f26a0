import { claimRoles, claimStates } from '@parley/contract/claims'
import { partnerClaims } from '@parley/contract/routes/deals'
import { formatMoney } from '@parley/ui/money'
import { useCall } from '@parley/ui/query'
import { IconCash } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { LinkButton } from '../layout/link-button.tsx'
import { paths } from '../paths.ts'
import classes from './registrations.module.css'

/** What this company claims of the deal, and the way to a further claim. */
export function ShareSection({ registrationId, mayClaim }: { registrationId: string; mayClaim: boolean }) {
  const found = useCall(partnerClaims.list, { query: { registrationId } })
  const items = found.data?.data.items ?? []
  if (!mayClaim && items.length === 0) return null
  return (
    <section className={classes.panel}>
      <h2>Your share of this deal</h2>
      {items.length === 0 && <p>You claim none yet. All claims are settled together, when the deal is won.</p>}
      {items.map((claim) => (
        <p key={claim.id}>
          <Link to={paths.claim} params={{ id: claim.id }}>
            {claimRoles[claim.role]}
          </Link>{' '}
          <span className={classes.dim}>
            {claimStates[claim.state]}
            {claim.amountMinor !== null && `, ${formatMoney(claim.amountMinor, claim.currency)}`}
          </span>
        </p>
      ))}
      {mayClaim && (
        <div>
          <LinkButton
            variant="default"
            to={paths.makeClaim}
            search={{ registration: registrationId }}
            leftSection={<IconCash size={18} aria-hidden />}
          >
            Claim a share
          </LinkButton>
        </div>
      )}
    </section>
  )
}
