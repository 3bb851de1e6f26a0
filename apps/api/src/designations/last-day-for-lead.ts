import { compile } from '@parley/rules/compile/closures'
import type { Facts } from '@parley/rules/point'
import { designation as point } from '@parley/rules/points/designation/point'
import type { Policy } from '@parley/rules/policy'

/** Until when the present lead may bring a letter that takes it back, if this one is the customer's own; null where it has no days. */
export function lastDayForLead(policy: Policy, facts: Facts): string | null {
  const ifGenuine: Facts = {
    ...facts,
    ...{ 'customer.says': 'names', 'letter.confirmed': true, 'letter.signer': 'authorized', 'contract.running': false },
    ...{ 'rescission.received': false, 'account.otherLead': true, 'account.leadIsAsker': false },
    ...{ 'account.letterForAnother': 'none', 'account.conductHold': false, 'account.partnerChanges': 0 },
  }
  const decision = compile(point, policy).decide(ifGenuine)
  if (decision.status !== 'decided' || decision.outcome.type !== 'waitsForRescission') return null
  return String(decision.outcome.params.until)
}
