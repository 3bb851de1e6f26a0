import type {
  AskEngagement,
  AskStaffEngagement,
  PartnerEngagement,
  StaffEngagement,
} from '@parley/contract/engagements'
import { compile } from '@parley/rules/compile/closures'
import { engagement as point } from '@parley/rules/points/engagement/point'
import { assertRole } from '../abilities.ts'
import type { Ctx } from '../context.ts'
import { decideByPolicy } from '../decisions/decide-by-policy.ts'
import { outcomeOf } from '../decisions/decision-card.ts'
import type { DecisionRow } from '../decisions/decision-rows.ts'
import { loadPolicy } from '../policies/policy-in-force.ts'
import { askers } from './engagement-abilities.ts'
import { type Gathered, gatherFacts } from './engagement-facts.ts'
import { type EngagementRow, readEngagement, readEngagements } from './engagement-rows.ts'
import { toPartnerEngagement, toStaffEngagement } from './engagement-view.ts'
import { recordEngagement } from './record-engagement.ts'
import { type Company, whichCompany } from './which-company.ts'

/** A partner asks before it acts. Whatever the answer, nobody else learns of it. */
export async function askAsPartner(ctx: Ctx, input: AskEngagement): Promise<PartnerEngagement> {
  return toPartnerEngagement(ctx, await ask(ctx, input))
}

/** Somebody of the vendor asks before acting. The partner that leads is told at once, unless nobody's consent matters. */
export async function askAsStaff(ctx: Ctx, input: AskStaffEngagement): Promise<StaffEngagement> {
  assertRole(ctx.actor, askers, 'ask to act at an account')
  return toStaffEngagement(ctx, await ask(ctx, input))
}

async function ask(ctx: Ctx, input: AskEngagement & { accountId?: string | undefined }): Promise<EngagementRow> {
  const company = await whichCompany(ctx, input)
  const gathered = await strictestOf(ctx, await gatherFacts(ctx, company, input))
  const waiting = await alreadyWaiting(ctx, company, gathered.productFamily, input)
  if (waiting) return waiting
  const id = ctx.newId()
  const toldPartnerId = ctx.actor.audience === 'partner' ? null : gathered.leadPartnerId
  const { row } = await decideByPolicy(ctx, 'engagement', gathered.inForce, gathered.facts, {
    subjectId: id,
    partnerId: ctx.actor.partnerId,
    supersedes: null,
  })
  // A plain yes concerns nobody but whoever asked.
  const partnerId = ctx.actor.partnerId ?? (isTold(row) ? toldPartnerId : null)
  await recordEngagement(ctx, { id, partnerId, company, gathered, input, decision: { ...row, partnerId } })
  return readEngagement(ctx.tx, id)
}

const isTold = ({ outcome, params }: DecisionRow) =>
  outcome !== 'informationNeeded' && (outcome !== 'permit' || params.recordedAs !== undefined)

/** Without a product family, the answer that allows least; of equals the first in the program's order. */
export async function strictestOf(ctx: Ctx, all: readonly Gathered[]): Promise<Gathered> {
  const [first, ...others] = all
  if (others.length === 0) return first!
  const { decide } = compile(point, await loadPolicy(ctx.tx, 'engagement', first!.inForce.version))
  const favourOf = ({ facts }: Gathered) => {
    const decision = decide(facts)
    return decision.status === 'decided' ? outcomeOf(point, { outcome: decision.outcome.type }).favour : 0
  }
  return all
    .map((each) => ({ each, favour: favourOf(each) }))
    .reduce((one, next) => (next.favour < one.favour ? next : one)).each
}

/** The same question while its consent is waited for: nobody is asked twice. */
async function alreadyWaiting(
  { tx, actor, now }: Ctx,
  { accountId }: Company,
  productFamily: string,
  { verb, company }: AskEngagement,
): Promise<EngagementRow | undefined> {
  const [row] = await readEngagements(
    tx,
    `WHERE e.account_id IS NOT DISTINCT FROM $1 AND ($1::uuid IS NOT NULL OR e.typed = $7) AND e.product_family = $2 AND e.verb = $3 AND e.asked_by = $4
       AND ($5::uuid IS NULL OR e.partner_id = $5) AND c.state = 'waiting' AND (c.due_at IS NULL OR c.due_at > $6)
     ORDER BY e.asked_at DESC LIMIT 1`,
    [accountId, productFamily, verb, actor.partnerId === null ? 'vendor' : 'partner', actor.partnerId, now, company],
  )
  return row
}
