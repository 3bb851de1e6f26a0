import { claimRoles, type StaffClaim } from '@parley/contract/claims'
import type { StaffDeal } from '@parley/contract/deals'
import { When } from '@parley/ui/date'
import { Money } from '@parley/ui/money'
import { Name } from '@parley/ui/name'
import { useNow } from '../api.ts'
import { TextLink } from '../layout/link.tsx'
import { Section } from '../layout/section.tsx'
import classes from './deals.module.css'

/** The pool and its parts: one bar that adds up, and under it each part with the steps to it and its decision. */
export function Settlement({ deal }: { deal: StaffDeal }) {
  const now = useNow()
  const { settlement, claims, summary } = deal
  if (!settlement) return null
  const { currency } = summary
  const money = (amountMinor: number) => <Money amountMinor={amountMinor} currency={currency} exact />
  const parts = claims.filter((claim) => claim.amountMinor !== null)
  const sum = parts.reduce((all, { amountMinor }) => all + amountMinor!, 0)
  const left = settlement.poolMinor - sum
  return (
    <Section
      title="Who gets what?"
      note={
        <>
          settled by {settlement.settledByName}, <When at={settlement.settledAt} now={now} />
        </>
      }
    >
      <div className={classes.stack}>
        <p>
          {settlement.asksMinor > settlement.poolMinor ? (
            <>
              The claims ask for {money(settlement.asksMinor)} together. The pool holds them to{' '}
              {money(settlement.poolMinor)}.
            </>
          ) : (
            <>
              The claims come to {money(settlement.asksMinor)} together. The pool of {money(settlement.poolMinor)} holds
              all of it.
            </>
          )}{' '}
          <TextLink
            inherit
            underline="always"
            to="/policies/$point/versions/$version"
            params={poolAt(settlement.poolVersion)}
          >
            Version {settlement.poolVersion} of the rules
          </TextLink>
        </p>
        <div className={classes.shares} aria-hidden>
          {parts.map((claim) => (
            <div
              key={claim.id}
              style={{ flexGrow: claim.amountMinor! }}
              data-none={claim.amountMinor === 0}
              title={claim.partner.name}
            />
          ))}
          {left > 0 && <div style={{ flexGrow: left }} data-left="true" />}
        </div>
        <div className={classes.scroll}>
          <table className={`${classes.sums} ${classes.parts}`}>
            <caption className="visuallyHidden">The parts of the pool</caption>
            <thead>
              <tr>
                <th scope="col">Partner</th>
                <th scope="col">How it comes about</th>
                <th scope="col" className={classes.amount}>
                  Amount
                </th>
              </tr>
            </thead>
            <tbody>
              {parts.map((claim) => (
                <Part key={claim.id} claim={claim} currency={currency} />
              ))}
            </tbody>
            <tfoot>
              <tr>
                <th scope="row" colSpan={2}>
                  Together
                </th>
                <td className={classes.amount}>{money(sum)}</td>
              </tr>
              <tr>
                <th scope="row" colSpan={2}>
                  Left in the pool
                </th>
                <td className={classes.amount}>{money(left)}</td>
              </tr>
              <tr>
                <th scope="row" colSpan={2}>
                  The pool
                </th>
                <td className={classes.amount}>{money(settlement.poolMinor)}</td>
              </tr>
            </tfoot>
          </table>
        </div>
      </div>
    </Section>
  )
}

const poolAt = (version: number) => ({ point: 'commission', version: String(version) })

function Part({ claim, currency }: { claim: StaffClaim; currency: string }) {
  return (
    <tr>
      <th scope="row">
        <Name>{claim.partner.name}</Name>
        <small className={classes.under}>{claimRoles[claim.role]}</small>
      </th>
      <td className={classes.how}>
        {claim.steps.length > 0 ? (
          <ul className={classes.steps}>
            {claim.steps.map((step) => (
              <li key={`${step.text} ${step.amountMinor}`}>
                <span>
                  {step.text}
                  {step.because.length > 0 && (
                    <small className={classes.under}>{step.because.map(({ title }) => title).join(', ')}</small>
                  )}
                </span>
                <Money amountMinor={step.amountMinor} currency={currency} exact />
              </li>
            ))}
          </ul>
        ) : (
          claim.decision?.headline
        )}
        {claim.decision?.decisionId && (
          <TextLink size="xs" to="/decisions/$id" params={{ id: claim.decision.decisionId }}>
            The decision
          </TextLink>
        )}
      </td>
      <td className={classes.amount}>
        <Money amountMinor={claim.amountMinor!} currency={currency} exact />
      </td>
    </tr>
  )
}
