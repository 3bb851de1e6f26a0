import type { Exposure, ExposureState } from '@parley/contract/exposure'
import { formatMoney } from '@parley/rules/format'
import type { Ctx } from '../context.ts'
import { claimsOfDeal, type DealRow } from '../deals/deal-rows.ts'
import { readerOf, toBriefCard } from '../decisions/decision-card.ts'
import { type Asked, askByBetterVersion, divide, isKnown, poolOf, settingsIn } from './claim-decisions.ts'
import { commissionFacts, oncePaid } from './commission-facts.ts'

/** What all present claims to an open deal would cost if it were won and paid, against its margin. Records nothing. */
export async function readExposure(ctx: Ctx, deal: DealRow): Promise<Exposure> {
  const { asked, amounts, asksMinor, costsMinor, poolMinor, largest, state } = await askAll(ctx, deal)
  const money = (amountMinor: number) => formatMoney(amountMinor, { locale: ctx.locale, currency: deal.currency })
  return {
    asksMinor,
    costsMinor,
    poolMinor,
    marginMinor: deal.marginMinor,
    state,
    warning: warningOf(state, { asksMinor, costsMinor, poolMinor, marginMinor: deal.marginMinor, largest }, money),
    parts: asked.map(({ claim, row, policy, version }, at) => {
      const { outcome, headline } = toBriefCard(row, policy, readerOf(ctx))
      return {
        ...{ claimId: claim.id, partnerName: claim.partnerName, amountMinor: amounts[at]!, policyVersion: version },
        outcome: { title: outcome.title, favour: outcome.favour },
        headline,
      }
    }),
    unknown: asked.flatMap(({ claim, row, policy }) => {
      if (row.outcome === 'informationNeeded')
        return [{ claimId: claim.id, why: `Not known: ${row.missing.join(', ')}.` }]
      if (row.outcome === 'earn' || row.outcome === 'nothing') return []
      const rule = policy.rules.find(({ id }) => id === row.because[0])
      return [{ claimId: claim.id, why: rule?.title ?? policy.title }]
    }),
  }
}

/** The word for it alone, for a list. Null where there is nothing to compare: a deal that is closed, or that nobody claims. */
export async function readExposureState(ctx: Ctx, deal: DealRow): Promise<ExposureState | null> {
  if (deal.stage !== 'open' || deal.claims === 0) return null
  return deal.marginMinor === null ? 'marginUnknown' : (await askAll(ctx, deal)).state
}

async function askAll(ctx: Ctx, deal: DealRow) {
  const asked: Asked[] = []
  for (const claim of await claimsOfDeal(ctx.tx, deal.id))
    asked.push(await askByBetterVersion(ctx, claim, oncePaid(await commissionFacts(ctx, deal, claim)), claim.id))
  const known = asked.filter(isKnown)
  const pool = poolOf(known)
  const divided = pool && divide(settingsIn(pool.policy), known)
  const { exposureMinor: asksMinor = 0, totalMinor: costsMinor = 0, poolMinor = 0 } = divided ?? {}
  const amounts = asked.map(({ claim }) => divided?.parts[claim.id]?.amountMinor ?? 0)
  const largest = Math.max(0, ...amounts)
  const state = stateOf(deal.marginMinor, costsMinor, Math.min(poolMinor, costsMinor + largest))
  return { asked, amounts, asksMinor, costsMinor, poolMinor, largest, state }
}

function stateOf(marginMinor: number | null, costsMinor: number, withOneMore: number): ExposureState {
  if (marginMinor === null) return 'marginUnknown'
  if (costsMinor > marginMinor) return 'over'
  return withOneMore > marginMinor ? 'near' : 'within'
}

type Figures = Pick<Exposure, 'asksMinor' | 'costsMinor' | 'poolMinor' | 'marginMinor'> & { largest: number }

/** In words what to look at before the deal is signed; null when there is nothing. */
function warningOf(state: Exposure['state'], figures: Figures, money: (amountMinor: number) => string): string | null {
  const { asksMinor, costsMinor, poolMinor, marginMinor, largest } = figures
  if (state === 'over')
    return `The claims would cost ${money(costsMinor)}, which is ${money(costsMinor - marginMinor!)} more than the margin of ${money(marginMinor!)}. Settle them before you sign.`
  if (state === 'near')
    return `The claims would cost ${money(costsMinor)} of a margin of ${money(marginMinor!)}. One more like the largest (${money(largest)}) would cross it.`
  if (asksMinor > poolMinor)
    return `The claims ask for ${money(asksMinor)} together. The pool holds them to ${money(poolMinor)}.`
  return null
}
