import { claimRoles } from '@parley/contract/claims'
import type { StaffDeal } from '@parley/contract/deals'
import { registrationStatuses } from '@parley/contract/registrations'
import { staffDeals } from '@parley/contract/routes/deals'
import { AbilityButton } from '@parley/ui/ability-button'
import { Day } from '@parley/ui/date'
import { Name } from '@parley/ui/name'
import { ProblemNotice } from '@parley/ui/problem'
import { useMe, useSend } from '../api.ts'
import { TextLink } from '../layout/link.tsx'
import { mayOpen } from '../paths.ts'
import { useDealRefresh } from './deal-form.tsx'
import classes from './deals.module.css'
import { useDoing } from './doing.ts'

/** Claims of partners that never led here: whether they have a part in this deal, a person says by tying them to it. */
export function UntiedClaims({ deal }: { deal: StaffDeal }) {
  const refresh = useDealRefresh()
  const [doing, setDoing, about] = useDoing()
  const tie = useSend(staffDeals.fileClaim, { onDone: () => void refresh() })
  const { role: reader } = useMe().user
  const { summary, untied, can } = deal
  return (
    <>
      <p className={classes.nothing}>
        These stand on no deal: by the registration that they name, their partner didn’t lead here. Until you tie one,
        its partner reads nothing of this deal. Decline one that has no part in a sale: its partner reads your reason.
      </p>
      <ul className={classes.claims}>
        {untied.map(({ id, partner, role, productFamily, registration, note, filedOn, reference }) => (
          <li className={classes.claim} key={id}>
            <div className={classes.who}>
              <h3>
                <Name>{partner.name}</Name>
              </h3>
              <span className={classes.dim}>
                {claimRoles[role]}, {productFamily.name}
              </span>
            </div>
            <p className={classes.says}>
              Claimed on <Day value={filedOn} />, <span className={classes.whole}>{reference}</span>, by{' '}
              {mayOpen(reader, '/registrations') ? (
                <TextLink inherit to="/registrations/$id" params={{ id: registration.id }}>
                  {registration.reference}
                </TextLink>
              ) : (
                registration.reference
              )}
              : {registrationStatuses[registration.status].toLowerCase()}.
            </p>
            {note && <p className={classes.note}>{note}</p>}
            <div className={classes.buttons}>
              <AbilityButton
                ability={can.fileClaim}
                reasonOnHover
                size="compact-xs"
                variant="default"
                loading={tie.isPending}
                aria-label={`Tie the claim of ${partner.name} to this deal`}
                onClick={() =>
                  tie.mutate({
                    params: { id: summary.id },
                    body: {
                      partnerId: partner.id,
                      role,
                      productFamily: productFamily.id,
                      registrationId: registration.id,
                    },
                  })
                }
              >
                Tie to this deal
              </AbilityButton>
              <AbilityButton
                ability={can.declineClaim}
                reasonOnHover
                size="compact-xs"
                variant="default"
                aria-pressed={doing === 'declineClaim' && about === id}
                aria-label={`Decline the claim of ${partner.name}`}
                onClick={() => setDoing('declineClaim', id)}
              >
                Decline
              </AbilityButton>
            </div>
          </li>
        ))}
      </ul>
      {tie.error ? <ProblemNotice error={tie.error} /> : null}
    </>
  )
}
