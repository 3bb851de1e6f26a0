import type { SettleAccount } from '@parley/contract/accounts'
import type { StaffRegistration } from '@parley/contract/registrations'
import type { z } from 'zod'
import { assertAble, assertRole } from '../abilities.ts'
import { readKept } from '../accounts/account-view.ts'
import { keepDifferences } from '../accounts/duplicates/differences.ts'
import { readQuestion } from '../accounts/identity/read-question.ts'
import { absorb } from '../accounts/merges/absorb.ts'
import { lockPair } from '../accounts/merges/lock-pair.ts'
import { moveRegistration } from '../accounts/merges/move-registration.ts'
import { AppError } from '../app-error.ts'
import { recordEvent } from '../audit/record-event.ts'
import type { Ctx } from '../context.ts'
import { decideByPolicy } from '../decisions/decide-by-policy.ts'
import { applyDecision, meetOthers } from './change-registration.ts'
import { readStaffRegistration } from './read-registration.ts'
import { canSettleAccount, settlers } from './registration-abilities.ts'
import { type Effects, effectsOf } from './registration-effects.ts'
import { gatherFactsAgain } from './registration-facts.ts'
import { assertUnchanged } from './registration-record.ts'
import { lockRegistration, type RegistrationRow, readRegistration, statusAt } from './registration-rows.ts'

type Input = z.infer<typeof SettleAccount> & { id: string; ifMatch: number }
type Question = NonNullable<Awaited<ReturnType<typeof readQuestion>>>

/**
 * Says which account a registration is for: a known one, or (null) a new one of its own. Then it is decided again, unless
 * it is protected or closed, or a person has decided: nothing that was granted is taken away by it.
 */
export async function settleAccount(ctx: Ctx, { id, ifMatch, accountId, reason }: Input): Promise<StaffRegistration> {
  assertRole(ctx.actor, settlers, 'say which account it is')
  const row = await lockRegistration(ctx.tx, id)
  assertUnchanged(row, ifMatch)
  const question = await readQuestion(ctx, row)
  assertAble(canSettleAccount(row, question?.settled === null))
  const account =
    accountId === null
      ? await keepApart(ctx, row, question, reason)
      : await bringTo(ctx, row, question, accountId, reason)
  await noteChoice(ctx, row, accountId === null ? 'new' : 'certain', reason)
  const settled = await readRegistration(ctx.tx, id)
  const subject = { kind: 'registration', id, name: `${row.accountName}, ${row.reference}` }
  const event = { action: 'registration.accountSettled', subject, partnerId: row.partnerId } as const
  await recordEvent(ctx, { ...event, details: { account, reason } })
  if (await isDecidedAgain(ctx, settled)) await decideAgain(ctx, settled)
  else await meetOthers(ctx, id)
  return readStaffRegistration(ctx, { id })
}

async function keepApart(ctx: Ctx, row: RegistrationRow, question: Question | null, reason: string): Promise<string> {
  const candidates = question?.candidates.map(({ accountId }) => accountId) ?? []
  await keepDifferences(ctx, row.accountId, candidates, reason)
  return 'A new one'
}

async function bringTo(
  ctx: Ctx,
  row: RegistrationRow,
  question: Question | null,
  accountId: string,
  reason: string,
): Promise<string> {
  const chosen = await readKept(ctx, accountId)
  const choices = [...(question?.candidates ?? []), ...(question?.related ?? [])]
  if (!choices.some((each) => each.accountId === chosen.row.id)) {
    const detail = 'Choose one of the accounts that it may be, or none of them.'
    throw new AppError('refused', detail, [{ pointer: '/accountId', detail }])
  }
  const { kept, absorbed } = await lockPair(ctx, chosen.row.id, row.accountId)
  if (kept.mergedInto !== null)
    throw new AppError(
      'conflict',
      `${kept.name} was merged into another record at this moment. Load it again, then choose.`,
    )
  if (await isAlone(ctx, row)) await absorb(ctx, kept, absorbed, { reason, aliasKind: 'typed', source: row.reference })
  else await moveRegistration(ctx, row, kept.id)
  return kept.name
}

/** Nothing stands at the account that this registration made, but itself. */
async function isAlone({ tx }: Ctx, { id, accountId }: RegistrationRow): Promise<boolean> {
  const [row] = await tx.query<{ alone: boolean }>(
    `SELECT a.source = 'registration' AND a.designation = 'open'
       AND NOT EXISTS (SELECT FROM registration r WHERE r.account_id = a.id AND r.id <> $2)
       AND NOT EXISTS (SELECT FROM holding h WHERE h.account_id = a.id)
       AND NOT EXISTS (SELECT FROM direct_opportunity d WHERE d.account_id = a.id)
       AND NOT EXISTS (SELECT FROM account c WHERE a.id IN (c.parent_id, c.merged_into)) AS alone
     FROM account a WHERE a.id = $1`,
    [accountId, id],
  )
  return row!.alone === true
}

async function noteChoice({ tx, actor, now }: Ctx, row: RegistrationRow, match: string, reason: string): Promise<void> {
  await tx.query(
    `UPDATE registration SET account_match = $2, account_match_reason = $3, version = version + 1 WHERE id = $1`,
    [row.id, match, `Chosen by ${actor.name}: ${reason}`],
  )
  await tx.query(
    `UPDATE account_question q SET settled_account_id = r.account_id, settled_by_name = $2, settled_at = $3
     FROM registration r WHERE r.id = q.registration_id AND r.id = $1`,
    [row.id, actor.name, now],
  )
}

async function isDecidedAgain({ tx, now }: Ctx, row: RegistrationRow): Promise<boolean> {
  if (!['inReview', 'informationNeeded', 'rejected'].includes(statusAt(row, now))) return false
  const [decision] = await tx.query<{ byPolicy: boolean }>(
    'SELECT policy_version IS NOT NULL AS "byPolicy" FROM decision WHERE id = $1',
    [row.decisionId],
  )
  return decision!.byPolicy
}

async function decideAgain(ctx: Ctx, row: RegistrationRow): Promise<void> {
  const { facts, inForce } = await gatherFactsAgain(ctx, row)
  const subject = { subjectId: row.id, partnerId: row.partnerId, supersedes: row.decisionId }
  const decided = await decideByPolicy(ctx, 'registration', inForce, facts, subject)
  await applyDecision(ctx, row, decided.row, askedOnce(row, effectsOf(ctx, decided.row, decided.policy)))
}

/** A partner who has a question to answer isn't asked a second one meanwhile. */
function askedOnce(row: RegistrationRow, effects: Effects): Effects {
  if (row.status !== 'informationNeeded' || effects.status !== 'informationNeeded') return effects
  return { ...effects, question: null, answerDueAt: row.answerDueAt }
}
