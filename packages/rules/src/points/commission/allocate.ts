import { shareOf } from '../../derived/arithmetic.ts'
import type { FactValue } from '../../point.ts'
import type { Claim, Settings } from '../../together.ts'
import { byClaimant } from '../claimants.ts'
import { divide, drawLot, type Sharer } from './divide.ts'

/** One step from nothing to what a claim is paid; `rules` are the ids of those that made it. The steps add up. */
export type Line =
  | { of: 'rate'; amountMinor: number; rateBps: number; baseMinor: number; rules: readonly string[] }
  | { of: 'amount'; amountMinor: number; rules: readonly string[] }
  /** The claim's points' share of what was to be divided by points. */
  | { of: 'points'; amountMinor: number; points: number; ofPoints: number; rules: readonly string[] }
  | { of: 'floor' | 'cap'; amountMinor: number; rules: readonly string[] }
  /** What the caps of other claims left, or their floors took; `rules` made these. */
  | { of: 'otherLimits'; amountMinor: number; rules: readonly string[] }
  | { of: 'pool'; amountMinor: number; setting: 'poolRateBps' | 'poolMinor' }

/** What one claim is paid, in minor units. */
export type Part = { amountMinor: number; lines: readonly Line[] }

/** How one pool is split over all claims to a deal, all amounts in minor units. Never more than the pool. */
export type Allocated =
  | {
      /** `waits` while a claim is on hold or with a person: then the parts are what the others would get if it got nothing. */
      result: 'allocated' | 'waits'
      waitsFor: readonly string[]
      poolMinor: number
      /** What all claims would cost if there were no pool; claims that have points and no price count with their part. */
      exposureMinor: number
      totalMinor: number
      parts: Readonly<Record<string, Part>>
    }
  | { result: 'informationNeeded'; missing: Readonly<Record<string, readonly string[]>> }

/** A claim that earns something, priced: `wants` is what its rate and amount come to, within its floor and cap. */
type Priced = {
  claim: Claim
  lot: number
  points: bigint
  isMargin: boolean
  /** It asks for no amount: its points alone say what it gets. */
  byPointsAlone: boolean
  least: bigint
  most: bigint
  wants: bigint
  lines: Line[]
}

/**
 * Splits the pool: the rate `poolRateBps` of the deal's net amount, at most `poolMinor`. While all fits, each claim gets what its
 * rules come to. When it doesn't, margin that is on the partner's own invoice already comes first, then the claims share by their
 * points, then those without points by their amounts. Caps and floors hold throughout; what a cap leaves goes to the others.
 * Throws when two claims are one claimant's, or when they don't speak of one deal.
 */
export function allocate(settings: Settings, unsorted: readonly Claim[]): Allocated {
  const claims = byClaimant(unsorted)
  const missing = claims.map((claim) => [claim.claimant, missingOf(claim)] as const).filter(([, facts]) => facts.length)
  if (missing.length > 0) return { result: 'informationNeeded', missing: Object.fromEntries(missing) }

  const net = netAmountOf(claims)
  const byRate = BigInt(shareOf(Number(settings.poolRateBps), Number(net)))
  const most = BigInt(Number(settings.poolMinor))
  const pool = byRate < most ? byRate : most
  const setting = byRate < most ? 'poolRateBps' : 'poolMinor'
  const draw = claims.map(({ claimant }) => claimant).join('\n')
  const priced = claims.filter(earns).map((claim) => price(claim, pool, `${draw}\n${net}\n${claim.claimant}`))

  const margins = priced.filter((each) => each.isMargin)
  const withPoints = priced.filter((each) => !each.isMargin && each.points > 0n)
  const without = priced.filter((each) => !each.isMargin && each.points === 0n)
  const amounts = new Map<Priced, bigint>()
  const give = (total: bigint, group: readonly Priced[], sharers: readonly Sharer[]) =>
    divide(total, sharers).forEach((amount, index) => {
      amounts.set(group[index]!, amount)
    })

  give(pool, margins, margins.map(byAmount))
  const afterMargins = pool - total(amounts.values())
  const floors = [...withPoints, ...without]
  if (total(floors.map(({ least }) => least)) > afterMargins) {
    give(
      afterMargins,
      floors,
      floors.map((each) => ({ ...each, weight: each.least, least: 0n, most: each.least })),
    )
    for (const { byPointsAlone, least, lines, claim } of floors)
      if (byPointsAlone && least > 0n)
        lines.push({ of: 'floor', amountMinor: Number(least), rules: rulesGiving(claim, 'floorMinor') })
  } else {
    const forPoints = afterMargins - total(without.map(({ least }) => least))
    const sharers = withPoints.map((each) => ({ ...each, weight: each.points }))
    give(forPoints, withPoints, sharers)
    explainPoints(forPoints, withPoints, sharers, amounts)
    give(pool - total([...margins, ...withPoints].map((each) => amounts.get(each)!)), without, without.map(byAmount))
  }

  const parts = claims.map((claim): [string, Part] => {
    const each = priced.find((candidate) => candidate.claim === claim)
    if (!each) return [claim.claimant, { amountMinor: 0, lines: [] }]
    const amount = amounts.get(each)!
    const cut = amount - each.lines.reduce((all, line) => all + BigInt(line.amountMinor), 0n)
    const lines: Line[] = cut === 0n ? each.lines : [...each.lines, { of: 'pool', amountMinor: Number(cut), setting }]
    return [claim.claimant, { amountMinor: Number(amount), lines }]
  })
  const waitsFor = claims.filter((claim) => ['hold', 'review'].includes(outcomeOf(claim).type))
  const exposure = priced.map((each) => (each.byPointsAlone ? amounts.get(each)! : each.wants))
  return {
    result: waitsFor.length > 0 ? 'waits' : 'allocated',
    waitsFor: waitsFor.map(({ claimant }) => claimant),
    poolMinor: Number(pool),
    exposureMinor: Number(total(exposure)),
    totalMinor: Number(total(amounts.values())),
    parts: Object.fromEntries(parts),
  }
}

/** What a claim that earns asks for, step by step: its rate and amount, raised to its floor, kept under its cap. */
function price(claim: Claim, pool: bigint, lotText: string): Priced {
  const { rateBps, amountMinor, weight, capMinor, floorMinor, paidAs } = outcomeOf(claim).params
  const lines: Line[] = []
  const base = Number(claim.facts['claim.baseMinor'] ?? 0)
  if (rateBps !== undefined) {
    const byRate = shareOf(Number(rateBps), base)
    const rules = rulesGiving(claim, 'rateBps')
    lines.push({ of: 'rate', amountMinor: byRate, rateBps: Number(rateBps), baseMinor: base, rules })
  }
  if (amountMinor !== undefined)
    lines.push({ of: 'amount', amountMinor: Number(amountMinor), rules: rulesGiving(claim, 'amountMinor') })
  const points = BigInt(Number(weight ?? 0))
  const byPointsAlone = lines.length === 0 && points > 0n
  const asked = byPointsAlone ? pool : lines.reduce((all, line) => all + BigInt(line.amountMinor), 0n)
  const floor = BigInt(Number(floorMinor ?? 0))
  const raised = asked < floor ? floor : asked
  const cap = capMinor === undefined ? raised : BigInt(Number(capMinor))
  const wants = raised < cap ? raised : cap
  if (!byPointsAlone && raised > asked)
    lines.push({ of: 'floor', amountMinor: Number(raised - asked), rules: rulesGiving(claim, 'floorMinor') })
  if (!byPointsAlone && wants < raised)
    lines.push({ of: 'cap', amountMinor: Number(wants - raised), rules: rulesGiving(claim, 'capMinor') })
  const least = floor < wants ? floor : wants
  const isMargin = paidAs === 'margin'
  return { claim, lot: drawLot(lotText), points, isMargin, byPointsAlone, least, most: wants, wants, lines }
}

/** Says of claims that have points alone how their part comes from these, and what limits changed. */
function explainPoints(
  forPoints: bigint,
  group: readonly Priced[],
  sharers: readonly Sharer[],
  amounts: ReadonlyMap<Priced, bigint>,
): void {
  const unlimited = divide(
    forPoints,
    sharers.map((sharer) => ({ ...sharer, least: 0n, most: forPoints })),
  )
  const ofPoints = Number(group.reduce((all, each) => all + each.points, 0n))
  const limits = [
    ...new Set(group.flatMap(({ claim }) => [...rulesGiving(claim, 'capMinor'), ...rulesGiving(claim, 'floorMinor')])),
  ]
  group.forEach((each, index) => {
    if (!each.byPointsAlone) return
    const amount = amounts.get(each)!
    const change = amount - unlimited[index]!
    const rules = rulesGiving(each.claim, 'weight')
    const points = Number(each.points)
    each.lines.push({ of: 'points', amountMinor: Number(unlimited[index]!), points, ofPoints, rules })
    if (change === 0n) return
    const amountMinor = Number(change)
    if (change < 0n && amount === each.most)
      each.lines.push({ of: 'cap', amountMinor, rules: rulesGiving(each.claim, 'capMinor') })
    else if (change > 0n && amount === each.least)
      each.lines.push({ of: 'floor', amountMinor, rules: rulesGiving(each.claim, 'floorMinor') })
    else each.lines.push({ of: 'otherLimits', amountMinor, rules: limits })
  })
}

const byAmount = (each: Priced): Sharer => ({ ...each, weight: each.most })

/** The facts without which a claim can't be paid. */
function missingOf({ facts, decision }: Claim): readonly string[] {
  if (decision.status === 'informationNeeded') return decision.missing
  if (decision.outcome.type !== 'earn') return []
  const { rateBps, amountMinor, weight, floorMinor } = decision.outcome.params
  const needed = [
    ...(rateBps === undefined ? [] : ['claim.baseMinor']),
    ...([rateBps, amountMinor, weight, floorMinor].every((value) => value === undefined)
      ? []
      : ['deal.netAmountMinor']),
  ]
  return needed.filter((name) => facts[name] === undefined)
}

/** The net amount that all claims speak of; 0 where none of them knows it, as none of them then earns money. */
function netAmountOf(claims: readonly Claim[]): bigint {
  const amounts = new Set(
    claims.map(({ facts }) => facts['deal.netAmountMinor']).filter((known) => known !== undefined),
  )
  if (amounts.size > 1) throw new Error('The claims are to deals of different net amounts, so they share no pool.')
  return BigInt(Number([...amounts][0] ?? 0))
}

/** The rules that gave a parameter of what the claim earns, in order of evaluation. */
function rulesGiving({ decision, givenBy }: Claim, parameter: string): readonly string[] {
  if (decision.status !== 'decided' || decision.outcome.params[parameter] === undefined) return []
  return givenBy?.[parameter] ?? decision.because
}

const noOutcome = { type: 'none', params: {} as Readonly<Record<string, FactValue>> }
const outcomeOf = ({ decision }: Claim) => (decision.status === 'decided' ? decision.outcome : noOutcome)
const earns = (claim: Claim) => outcomeOf(claim).type === 'earn'

function total(amounts: Iterable<bigint>): bigint {
  let all = 0n
  for (const amount of amounts) all += amount
  return all
}
