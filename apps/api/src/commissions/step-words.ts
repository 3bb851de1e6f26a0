import type { Step } from '@parley/contract/claims'
import { formatCount, formatDay, formatMoney, formatRate } from '@parley/rules/format'
import type { Line } from '@parley/rules/points/commission/allocate'
import type { Policy } from '@parley/rules/policy'
import type { Ctx } from '../context.ts'
import { paidBps } from './paid-bps.ts'

/** A step as it is kept: the allocation's, one that set a clawback off, or what an earlier line has of the same share. */
export type KeptStep =
  | Line
  | { of: 'clawback' | 'reduction' | 'increase' | 'before'; amountMinor: number; rules: readonly string[] }
  | PaymentStep

/** What of a share a payment of the customer's made owed: the rest is taken off, because it waits or stands on earlier lines. */
export type PaymentStep = {
  of: 'payment'
  amountMinor: number
  paidOn: string
  paidMinor: number
  netMinor: number
  rules: readonly string[]
}

/** The steps from nothing to an amount in words, each with what made it. A partner reads no internal rule. */
export function stepsInWords(ctx: Ctx, kept: readonly KeptStep[], policy: Policy, currency: string): Step[] {
  return kept.map((step) => ({
    text: wordsOf(ctx, step, policy, currency),
    amountMinor: step.amountMinor,
    because: 'setting' in step ? [] : step.rules.flatMap((id) => reasonOf(ctx, id, policy)),
    policyVersion: policy.version,
  }))
}

function reasonOf({ actor }: Ctx, id: string, policy: Policy): Step['because'] {
  const rule = policy.rules.find((each) => each.id === id)
  if (actor.audience !== 'partner') return [{ rule: id, title: rule?.title ?? id, source: rule?.source ?? null }]
  return rule?.audience === 'published' ? [{ rule: null, title: rule.title, source: rule.source }] : []
}

/** Never the amounts of the contract: a partner may be paid by a part of it alone. */
function paymentWords({ paidOn, paidMinor, netMinor }: PaymentStep, locale: string): string {
  const on = formatDay(paidOn, locale)
  if (paidMinor === netMinor) return `What was owed before: the customer paid the rest on ${on}`
  const share = formatRate(paidBps(paidMinor, netMinor), locale)
  return `What waits, or was owed before: with its payment on ${on} the customer has paid ${share} of the contract`
}

function wordsOf({ locale }: Ctx, step: KeptStep, policy: Policy, currency: string): string {
  const money = (amountMinor: number) => formatMoney(amountMinor, { locale, currency })
  switch (step.of) {
    case 'rate':
      return `${formatRate(step.rateBps, locale)} of ${money(step.baseMinor)}`
    case 'amount':
      return 'As agreed'
    case 'points':
      return `Your part by ${formatCount(step.points, 'points', locale)}`
    case 'floor':
      return 'Raised to the least that we pay'
    case 'cap':
      return 'Lowered to the most that we pay'
    case 'otherLimits':
      return 'What other limits left, or took'
    case 'pool': {
      const setting = policy.parameters[step.setting]!
      const most = setting.kind === 'rate' ? formatRate(Number(setting.value), locale) : money(Number(setting.value))
      return `Shared: all claims together get at most ${most}${setting.kind === 'rate' ? ' of the net amount' : ''}`
    }
    case 'clawback':
      return 'Taken back, set off with this payout'
    case 'reduction':
      return 'Lowered by a rule'
    case 'increase':
      return 'Corrected in your favour'
    case 'payment':
      return paymentWords(step, locale)
    case 'before':
      return 'Released before: it stands on a line of its own'
  }
}
