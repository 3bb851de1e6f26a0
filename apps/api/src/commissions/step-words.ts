import type { Step } from '@parley/contract/deals'
import { formatCount, formatMoney, formatRate } from '@parley/rules/format'
import type { Line } from '@parley/rules/points/commission/allocate'
import type { Policy } from '@parley/rules/policy'
import type { Ctx } from '../context.ts'

/** A step as it is kept: the allocation's, one that set a clawback off, or what an earlier line has of the same share. */
export type KeptStep =
  | Line
  | { of: 'clawback' | 'reduction' | 'increase' | 'before'; amountMinor: number; rules: readonly string[] }

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
    case 'before':
      return 'Released before: it stands on a line of its own'
  }
}
