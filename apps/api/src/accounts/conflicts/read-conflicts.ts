import type { Conflict } from '@parley/contract/accounts'
import { caseStates } from '@parley/contract/conflicts'
import { registrationStatuses } from '@parley/contract/registrations'
import { actingWords, readActing } from '../../conflicts/acting-rows.ts'
import { nameOf } from '../../conflicts/case-rows.ts'
import { standingsOf } from '../../conflicts/case-state.ts'
import type { Ctx } from '../../context.ts'
import { isProtected, readRegistrations, statusAt } from '../../registrations/registration-rows.ts'
import { familyName } from '../account-view.ts'

export type ConflictRow = {
  id: string
  accountId: string
  accountName: string
  productFamily: string
  openedBecause: Conflict['openedBecause']
  openedAt: Date
  closedAt: Date | null
  closedBecause: Conflict['closedBecause']
}

/** Reads cases with `tail` (WHERE, ORDER BY, LIMIT) over c and its account a. */
export function readConflicts(ctx: Ctx, tail: string, params: readonly unknown[]): Promise<ConflictRow[]> {
  return ctx.tx.query<ConflictRow>(
    `SELECT c.id, a.id AS "accountId", a.name AS "accountName", c.product_family AS "productFamily",
       c.opened_because AS "openedBecause", c.opened_at AS "openedAt", c.closed_at AS "closedAt", c.closed_because AS "closedBecause"
     FROM conflict c JOIN account a ON a.id = c.account_id ${tail}`,
    params,
  )
}

/** Cases with those who want the account, in the order in which they came. */
export async function toConflicts(ctx: Ctx, rows: readonly ConflictRow[]): Promise<Conflict[]> {
  const interests = await ctx.tx.query<{ conflictId: string; registrationId: string; joinedAt: Date }>(
    `SELECT i.conflict_id AS "conflictId", i.registration_id AS "registrationId", i.joined_at AS "joinedAt"
     FROM conflict_interest i JOIN registration r ON r.id = i.registration_id
     WHERE i.conflict_id = ANY($1) ORDER BY r.submitted_at, r.id`,
    [rows.map((row) => row.id)],
  )
  const found = await readRegistrations(ctx.tx, 'WHERE r.id = ANY($1)', [
    interests.map(({ registrationId }) => registrationId),
  ])
  const registrations = new Map(found.map((row) => [row.id, row]))
  const standings = await standingsOf(
    ctx,
    rows.map((row) => row.id),
  )
  const inCase = Map.groupBy(interests, (each) => each.conflictId)
  const acting = await readActing(
    ctx,
    rows.map((row) => row.id),
  )
  return rows.map(({ accountId, accountName, productFamily, openedAt, closedAt, ...row }) => ({
    ...row,
    account: { id: accountId, name: accountName },
    productFamilyName: familyName(ctx, productFamily),
    openedAt: openedAt.toISOString(),
    closedAt: closedAt?.toISOString() ?? null,
    state: caseStates[standings.get(row.id)!.state],
    dueAt: standings.get(row.id)!.due?.at.toISOString() ?? null,
    interests: (inCase.get(row.id) ?? []).map(({ registrationId, joinedAt }) => {
      const registration = registrations.get(registrationId)!
      return {
        registrationId,
        reference: registration.reference,
        partnerName: registration.partnerName,
        accountName: registration.accountName,
        status: registrationStatuses[statusAt(registration, ctx.now)],
        joinedAt: joinedAt.toISOString(),
        protected: isProtected(registration, ctx.now),
      }
    }),
    acting: (acting.get(row.id) ?? []).map((each) => ({
      ...{ engagementId: each.id, name: nameOf(ctx, each), words: actingWords(each) },
      askedAt: each.askedAt.toISOString(),
    })),
  }))
}

/** A case concerns an account at which it stands, or at which one of its registrations does. */
export const concerns = (account: string) => `c.account_id = ${account} OR EXISTS (SELECT FROM conflict_interest i
  JOIN registration r ON r.id = i.registration_id WHERE i.conflict_id = c.id AND r.account_id = ${account})`
