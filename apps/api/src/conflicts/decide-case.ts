import type { Awarded } from '@parley/rules/points/conflict/award'
import { assertAble } from '../abilities.ts'
import { recordEvent } from '../audit/record-event.ts'
import { recordDecision } from '../commissions/claim-decisions.ts'
import type { Ctx } from '../context.ts'
import { insertMessage, outboxParams } from '../outbox/outbox-message.ts'
import { endAfterDays } from '../vendor-days.ts'
import { type Award, applyAward, insertAward, type Part } from './apply-award.ts'
import { policyWording } from './award-words.ts'
import { canDecide } from './case-abilities.ts'
import { type CaseRow, isLive, lockCase, readClaims, touchCase } from './case-rows.ts'
import { assertVersion } from './case-version.ts'
import { isLeading } from './registration-awards.ts'
import { awardInWords } from './result-words.ts'
import { type Weighed, weighClaims } from './weigh.ts'

/** Somebody asks the policy to decide now, without waiting for the last day for evidence. */
export async function decideNow(ctx: Ctx, { id, ifMatch }: { id: string; ifMatch: number }): Promise<void> {
  const row = await lockCase(ctx, id)
  assertVersion(row, ifMatch)
  assertAble(canDecide(ctx, { row }))
  const result = await decideCase(ctx, row)
  const subject = { kind: 'conflict', id, name: row.accountName }
  await recordEvent(ctx, { action: 'conflict.decided', subject, details: { result } })
}

/** The policy weighs every claim, each a decision of its own, and compares them; what follows is done at once. The case is locked. */
export async function decideCase(ctx: Ctx, row: CaseRow): Promise<Awarded['result']> {
  const claims = await readClaims(ctx, row)
  const weighed = await weighClaims(
    ctx,
    row,
    claims.filter((claim) => isLive(ctx, claim)),
  )
  const decisionIds = new Map<string, string>()
  for (const { claim, row: decision } of weighed.claims)
    decisionIds.set(claim.id, (await recordDecision(ctx, decision)).id)
  const awarded = withTerm(ctx, weighed)
  if (awarded.result === 'personDecides' || awarded.result === 'informationNeeded' || awarded.result === 'nobody') {
    await leaveOpen(ctx, row, weighed, awarded)
    return awarded.result
  }
  const parts = weighed.claims.map(({ claim }): Part => {
    const { outcome, shareBps } = outcomeFor(awarded, claim.id)
    const isChosen = awarded.result === 'customersChoice'
    const wording = policyWording(ctx, row, outcome, { isChosen, shareBps })
    return { claim, outcome, shareBps, wording, decisionId: decisionIds.get(claim.id) ?? null }
  })
  const award: Award = {
    ...{ madeBy: 'policy', result: awarded.result, awarded, policyVersion: weighed.version, reason: null },
    words: awardInWords(ctx, claims, awarded, 'was'),
    protectionDays: daysOf(weighed.settings.leadDays),
    parts,
  }
  await applyAward(ctx, row, weighed.settings, award)
  return awarded.result
}

export const daysOf = (setting: unknown): number | null => (typeof setting === 'number' ? setting : null)

type Final = Extract<Awarded, { result: 'lead' | 'customersChoice' | 'share' | 'sideBySide' }>

function outcomeFor(awarded: Final, claimId: string): Pick<Part, 'outcome' | 'shareBps'> {
  if (awarded.beside.includes(claimId)) return { outcome: 'beside', shareBps: null }
  if ('lead' in awarded && awarded.lead === claimId) return { outcome: 'leads', shareBps: null }
  if (awarded.result === 'share' && awarded.shares[claimId] !== undefined)
    return { outcome: 'shares', shareBps: awarded.shares[claimId] }
  return { outcome: 'doesNotLead', shareBps: null }
}

/** Where the policy says for how long nobody, a person does, unless whoever leads is protected already. */
function withTerm(ctx: Ctx, { awarded, settings, claims }: Weighed): Awarded {
  if (settings.leadDays !== undefined) return awarded
  const { points, excluded, beside } = awarded
  const between = claims.map(({ claim }) => claim.id).toSorted()
  const person: Awarded = { points, excluded, beside, result: 'personDecides', between, reason: 'askedByRule' }
  if (awarded.result === 'share' || awarded.result === 'sideBySide') return person
  if (awarded.result !== 'lead' && awarded.result !== 'customersChoice') return awarded
  const lead = claims.find(({ claim }) => claim.id === awarded.lead)!.claim
  const needsNone = lead.partnerId === null || (lead.live[0] !== undefined && isLeading(ctx, lead.live[0]))
  return needsNone ? awarded : person
}

/** A person goes on from here: decides, or finds out what isn't known. */
async function leaveOpen(ctx: Ctx, row: CaseRow, weighed: Weighed, awarded: Awarded): Promise<void> {
  const { tx, now, vendor } = ctx
  const { result } = awarded
  const award = { madeBy: 'policy', result, awarded, policyVersion: weighed.version, reason: null }
  await insertAward(ctx, row, award)
  const byRule = weighed.claims.flatMap(({ row: { params } }) => daysOf(params.answerWithinDays) ?? [])
  const days = byRule.length > 0 ? Math.min(...byRule) : daysOf(weighed.settings.personDays)
  const dueAt = row.personDueAt ?? (days === null ? null : endAfterDays(now, days, vendor.timeZone))
  await tx.query('UPDATE conflict SET person_due_at = $2 WHERE id = $1', [row.id, dueAt])
  await touchCase(ctx, row.id)
  const message = { topic: 'conflict.toDecide' as const, subjectId: row.id, partnerId: null, payload: { result } }
  await tx.query(insertMessage(1), outboxParams(message, now))
}
