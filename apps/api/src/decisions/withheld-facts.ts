import { factsNamedIn } from '@parley/rules/checks/names-in'
import { inputsOf } from '@parley/rules/derived/derive'
import { factNameOf, factsIn, inOrder } from '@parley/rules/derived/graph'
import type { Policy } from '@parley/rules/policy'
import type { DecisionRow } from './decision-rows.ts'

/** What of a deal is one partner's own: what its claim is counted on, and what it wrote when it registered. */
export type OwnShare = {
  /** Null: the whole deal. */
  baseMinor: number | null
  registeredKind: string | null
  registeredTender: string | null
}

const base = 'claim.baseMinor'
const net = 'deal.netAmountMinor'
const contract = ['amountMinor', 'refundedMinor', 'unpaidMinor', 'reducedByMinor'].map((name) => `contract.${name}`)

/**
 * Facts that decided about a partner's claim and belong to the whole deal, which rivals have their part in: the rules read them, its
 * partner doesn't. Without `share`, where nobody says what is the partner's own, all of them. With what the policy works out from them.
 */
export function withheldFrom(
  row: DecisionRow,
  policy: Policy | null,
  share: OwnShare | undefined,
): ReadonlySet<string> {
  if (row.point === 'commission') return withDerived(policy, ofDeal(row, policy, share))
  // Who refers a customer is asked about, and doesn't sell it.
  if (row.point === 'paper' && row.facts['deal.role'] === 'referral') return withDerived(policy, ['deal.amountMinor'])
  // A clawback is counted on the contract: who is paid by all of it knows what it was.
  if (row.point === 'clawback' && share?.baseMinor !== null) return withDerived(policy, contract)
  return new Set()
}

function ofDeal(row: DecisionRow, policy: Policy | null, share: OwnShare | undefined): string[] {
  const { facts } = row
  const isWhole = facts[base] === facts[net]
  const isPaidByAmount = policy !== null && row.outcome === 'earn' && (isWhole || isPaidBy(policy, row.because, net))
  return [
    // Whoever isn't paid by the amount of a deal has no need of it; where nobody said what its part is, its base is that amount.
    ...(isPaidByAmount ? [] : isWhole ? [net, base] : [net]),
    // Whose contract it is tells a partner that doesn't sell it who else does: that it isn't the seller, it reads.
    ...(facts['claim.orderThroughYou'] === true ? [] : ['deal.paper']),
    // A deal may be made of the form of whoever claimed first.
    ...(facts['deal.kind'] === share?.registeredKind ? [] : ['deal.kind']),
    ...(facts['deal.tender'] === share?.registeredTender ? [] : ['deal.tender']),
  ]
}

/** Whether what is earned rests on this fact: a teaming's share of the whole deal does. */
const isPaidBy = (policy: Policy, because: readonly string[], fact: string): boolean =>
  policy.rules
    .filter(({ id }) => because.includes(id))
    .flatMap(({ event }) => factsNamedIn(event.params))
    .some((name) => name === fact || inputsOf(policy, name).includes(fact))

/** The ratio of two amounts that are both withheld tells neither. */
function withDerived(policy: Policy | null, own: readonly string[]): ReadonlySet<string> {
  const withheld = new Set(own)
  const derived = policy?.derived ?? {}
  for (const name of inOrder(derived).order) {
    const read = factsIn(derived[name]!)
    const isSaid = 'ratio' in derived[name]! && read.length === 2 && read.every((fact) => withheld.has(fact))
    if (!isSaid && read.some((fact) => withheld.has(fact))) withheld.add(factNameOf(name))
  }
  return withheld
}
