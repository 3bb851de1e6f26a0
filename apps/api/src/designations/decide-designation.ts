import type { Policy } from '@parley/rules/policy'
import type { Ctx } from '../context.ts'
import { decideByPolicy } from '../decisions/decide-by-policy.ts'
import { type DecisionRow, decisionParams, insertDecision } from '../decisions/decision-rows.ts'
import { policyInForce } from '../policies/policy-in-force.ts'
import { addDays } from '../vendor-days.ts'
import { gatherDesignationFacts, type Subject } from './designation-facts.ts'
import { endDesignation } from './end-designation.ts'
import { type DesignationRow, designationsOf, type LetterRow, readDesignations, readLetter } from './letter-rows.ts'
import { settleNotice, tellOf, tellPresentLead } from './settle-notice.ts'
import { takeEffect } from './take-effect.ts'

/** What the policy says of a designation now: by the version that was in force when the letter was received, as both sides were told. */
export async function askPolicy(
  ctx: Ctx,
  subject: Subject & { decisionId: string | null },
  letter: LetterRow,
): Promise<{ row: DecisionRow; policy: Policy }> {
  const inForce = await policyInForce(ctx.tx, 'designation', letter.receivedAt)
  const facts = await gatherDesignationFacts(ctx, subject, letter)
  const about = { subjectId: subject.id, partnerId: subject.partnerId, supersedes: subject.decisionId }
  const decided = await decideByPolicy(ctx, 'designation', inForce, facts, about)
  const unsure = letter.isGenuine === null ? sayings : subject.accountId === null ? ofTheAccount : null
  if (decided.row.outcome !== 'takesEffect' || unsure === null) return decided
  const known = Object.fromEntries(Object.entries(facts).filter(([name]) => !unsure.includes(name)))
  return decideByPolicy(ctx, 'designation', inForce, known, about)
}

/** Whatever whoever brought a letter says of it: nobody takes over an account by that alone, whatever the policy asks for. */
const sayings = ['customer.says', 'letter.signer', 'letter.form', 'letter.confirmed']
/** Nobody knows who leads while it isn't certain which company wrote it. */
const ofTheAccount = ['account.leadIsAsker', 'account.otherLead']

type Standing = { state: Exclude<DesignationRow['state'], 'ended'>; checkOn: string | null }

/**
 * What follows from an outcome. Where it waits, the policy is asked again on the first day on which it can say something else. Whatever a
 * policy says, nothing takes effect before the customer was asked, and before it's certain which company wrote the letter.
 */
export function standingOf(
  { outcome, params, policyVersion }: Pick<DecisionRow, 'outcome' | 'params' | 'policyVersion'>,
  { isGenuine }: Pick<LetterRow, 'isGenuine'>,
  accountId: string | null,
): Standing {
  switch (outcome) {
    case 'takesEffect': {
      // A person may know better than to ask; which company it is, has to be known to anybody.
      const isUnsure = accountId === null || (isGenuine === null && policyVersion !== null)
      return { state: isUnsure ? 'deciding' : 'inEffect', checkOn: null }
    }
    case 'waitsForRescission':
      return { state: 'waiting', checkOn: addDays(String(params.until), 1) }
    case 'waitsForRenewal':
      return { state: 'waiting', checkOn: String(params.until) }
    case 'notAccepted':
      return { state: 'notAccepted', checkOn: null }
  }
  return { state: 'deciding', checkOn: null }
}

export async function keepDecision({ tx }: Ctx, decision: DecisionRow): Promise<void> {
  await tx.query(insertDecision(1), decisionParams(decision), 'record_decision')
  tx.decided(decision)
}

/** Records a decision on a designation, and does what it says. `policy` is the version by which it is asked about. */
export async function applyDesignation(
  ctx: Ctx,
  row: DesignationRow,
  letter: LetterRow,
  decision: DecisionRow,
  policy: Policy,
): Promise<void> {
  await keepDecision(ctx, decision)
  const { state, checkOn } = standingOf(decision, letter, row.accountId)
  const wasInEffect = row.state === 'inEffect'
  if (state !== 'notAccepted' && !wasInEffect) await tellPresentLead(ctx, row.id, letter, policy, decision.facts)
  // First, because what has ended stays as it was.
  await ctx.tx.query('UPDATE designation SET outcome = $2, decision_id = $3, version = version + 1 WHERE id = $1', [
    row.id,
    decision.outcome,
    decision.id,
  ])
  if (state === 'inEffect' && !wasInEffect) await takeEffect(ctx, row, decision, policy)
  else if (wasInEffect && state === 'notAccepted') await endDesignation(ctx, row, 'overridden')
  else if (!wasInEffect)
    await ctx.tx.query('UPDATE designation SET state = $2, check_on = $3 WHERE id = $1', [row.id, state, checkOn])
  await ctx.tx.query('UPDATE customer_letter SET version = version + 1 WHERE id = $1', [letter.id])
  await settleNotice(ctx, row, state)
  const payload = { designationId: row.id, decisionId: decision.id, state }
  await tellOf(ctx, { topic: 'letter.decided', subjectId: letter.id, partnerId: row.partnerId, payload })
}

/** Asks again, and does what is new. The same answer for the same reason isn't worth a row each day. */
export async function decideAgain(ctx: Ctx, row: DesignationRow): Promise<DecisionRow | null> {
  const letter = await readLetter(ctx.tx, row.letterId)
  const { row: decision, policy } = await askPolicy(ctx, row, letter)
  if (row.state === standingOf(decision, letter, row.accountId).state && (await isSame(ctx, row, decision))) return null
  await applyDesignation(ctx, row, letter, decision, policy)
  return decision
}

async function isSame({ tx }: Ctx, { decisionId }: DesignationRow, decision: DecisionRow): Promise<boolean> {
  const [before] = await tx.query<Pick<DecisionRow, 'outcome' | 'params' | 'because' | 'missing'>>(
    'SELECT outcome, params, because, missing FROM decision WHERE id = $1',
    [decisionId],
  )
  const said = ({
    outcome,
    params,
    because,
    missing,
  }: Pick<DecisionRow, 'outcome' | 'params' | 'because' | 'missing'>) =>
    JSON.stringify([outcome, params.until ?? null, because, missing])
  return said(before!) === said(decision)
}

/** Other letters for the account and family that wait: each is asked about again, now that something has changed. */
export async function decideOthersAgain(ctx: Ctx, letterId: string): Promise<void> {
  for (const { accountId, productFamily } of await designationsOf(ctx.tx, [letterId])) {
    if (accountId === null) continue
    const others = await readDesignations(
      ctx.tx,
      `WHERE d.account_id IN (SELECT merged_accounts($1)) AND d.product_family = $2 AND d.letter_id <> $3 AND d.state IN ('deciding','waiting')
       ORDER BY d.seq`,
      [accountId, productFamily, letterId],
    )
    for (const other of others) await decideAgain(ctx, other)
  }
}
