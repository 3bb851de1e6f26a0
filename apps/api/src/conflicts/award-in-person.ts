import type { AwardCase } from '@parley/contract/conflicts'
import { assertAble } from '../abilities.ts'
import { AppError } from '../app-error.ts'
import { recordEvent } from '../audit/record-event.ts'
import { recordDecision } from '../commissions/claim-decisions.ts'
import type { Ctx } from '../context.ts'
import { type Award, applyAward, type Part } from './apply-award.ts'
import { canAward } from './case-abilities.ts'
import { type ClaimRow, canLead, isLive, lockCase } from './case-rows.ts'
import { readStanding } from './case-standing.ts'
import { assertVersion } from './case-version.ts'
import { daysOf } from './decide-case.ts'
import { isLeading } from './registration-awards.ts'
import { type Weighed, weighClaims } from './weigh.ts'

type Input = AwardCase & { id: string; ifMatch: number }

/** A person who is no party to it decides, with name and reason. What the policy says of each claim is on record beside it. */
export async function awardInPerson(ctx: Ctx, input: Input): Promise<void> {
  const row = await lockCase(ctx, input.id)
  assertVersion(row, input.ifMatch)
  const standing = await readStanding(ctx, row)
  assertAble(canAward(ctx, standing))
  const live = standing.claims.filter((claim) => isLive(ctx, claim))
  const weighed = await weighClaims(ctx, row, live)
  const decisionIds = new Map<string, string>()
  for (const { claim, row: decision } of weighed.claims)
    decisionIds.set(claim.id, (await recordDecision(ctx, decision)).id)
  const parts = partsOf(input, live, decisionIds)
  const protectionDays = input.protectionDays ?? daysOf(weighed.settings.leadDays)
  assertTerm(ctx, parts, protectionDays)
  await applyAward(ctx, row, weighed.settings, {
    ...{ madeBy: 'person', result: input.result, policyVersion: weighed.version, reason: input.reason },
    awarded: whatWasNamed(input, weighed),
    protectionDays,
    parts,
  } satisfies Award)
  const subject = { kind: 'conflict', id: row.id, name: row.accountName }
  await recordEvent(ctx, {
    action: 'conflict.awarded',
    subject,
    details: { result: input.result, reason: input.reason },
  })
}

const whatWasNamed = ({ result, leadClaimId, shares }: AwardCase, { awarded }: Weighed) => ({
  ...{ result, points: awarded.points, excluded: awarded.excluded, beside: awarded.beside },
  ...(leadClaimId ? { lead: leadClaimId } : {}),
  ...(shares ? { shares: Object.fromEntries(shares.map(({ claimId, shareBps }) => [claimId, shareBps])) } : {}),
})

function partsOf(input: Input, live: readonly ClaimRow[], decisionIds: ReadonlyMap<string, string>): Part[] {
  const { result, leadClaimId, shares = [], wordingForLead, wordingForOthers } = input
  const ids = new Set(live.map(({ id }) => id))
  const decisionId = (claim: ClaimRow) => decisionIds.get(claim.id) ?? null
  if (result === 'sideBySide')
    return live.map((claim) => ({
      ...{ claim, outcome: 'beside', shareBps: null, wording: wordingForLead, decisionId: decisionId(claim) },
    }))
  if (result === 'lead') {
    if (!leadClaimId || !ids.has(leadClaimId))
      throw refusedAt('/leadClaimId', 'Say who leads: one of those who still claim the account.')
    const named = live.find(({ id }) => id === leadClaimId)!
    if (!canLead(named))
      throw refusedAt(
        '/leadClaimId',
        named.partnerId === null
          ? 'Our own team leads where it has an open opportunity. Note it first.'
          : 'This partner hasn’t registered the account. It can lead once it has.',
      )
    return live.map((claim) => {
      const leads = claim.id === leadClaimId
      const wording = leads ? wordingForLead : wordingForOthers
      return { claim, outcome: leads ? 'leads' : 'doesNotLead', shareBps: null, wording, decisionId: decisionId(claim) }
    })
  }
  const total = shares.reduce((sum, { shareBps }) => sum + shareBps, 0)
  const partners = new Set(live.filter((claim) => claim.partnerId !== null && canLead(claim)).map(({ id }) => id))
  if (new Set(shares.map(({ claimId }) => claimId)).size !== shares.length || shares.length < 2)
    throw refusedAt('/shares', 'Name at least two partners, each once.')
  if (!shares.every(({ claimId }) => partners.has(claimId)))
    throw refusedAt('/shares', 'Only partners whose registrations still stand can share it.')
  if (total !== 10_000) throw refusedAt('/shares', 'The shares have to add up to 100%.')
  return live.map((claim) => {
    const shareBps = shares.find(({ claimId }) => claimId === claim.id)?.shareBps ?? null
    const wording = shareBps === null ? wordingForOthers : wordingForLead
    const outcome = shareBps === null ? 'doesNotLead' : 'shares'
    return { claim, outcome, shareBps, wording, decisionId: decisionId(claim) }
  })
}

/** Whoever gets a protection gets it for a time. */
export function assertTerm(ctx: Ctx, parts: readonly Part[], protectionDays: number | null): void {
  if (protectionDays !== null) return
  const needs = parts.some(({ claim, outcome }) => {
    if (claim.partnerId === null || claim.registrations.length === 0 || outcome === 'doesNotLead') return false
    return outcome !== 'leads' || claim.live[0] === undefined || !isLeading(ctx, claim.live[0])
  })
  if (needs) throw refusedAt('/protectionDays', 'Say for how many days it is protected.')
}

export function refusedAt(pointer: string, detail: string): AppError {
  return new AppError('refused', detail, [{ pointer, detail }])
}
