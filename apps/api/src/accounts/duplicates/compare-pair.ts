import type { AccountPair, ComparedAccount } from '@parley/contract/accounts'
import { assertRole, roleAbility } from '../../abilities.ts'
import { AppError } from '../../app-error.ts'
import type { Ctx } from '../../context.ts'
import { lastDayBefore } from '../../vendor-days.ts'
import { accountEditors, accountReaders, canMergePair } from '../account-abilities.ts'
import {
  type AccountRow,
  familyName,
  provenanceOf,
  readAccounts,
  readKept,
  readLeads,
  toAccountSummary,
} from '../account-view.ts'
import { consequencesOf } from './consequences.ts'
import { inOrder, readDifference } from './differences.ts'
import { judgePair } from './judge-pair.ts'
import { type Standing, standingAt } from './standing.ts'

/** Two records side by side, with what speaks for and against, and what a merge would do. */
export async function comparePair(ctx: Ctx, asked: { one: string; other: string }): Promise<AccountPair> {
  assertRole(ctx.actor, accountReaders, 'read accounts')
  const { row: one } = await readKept(ctx, asked.one)
  const { row: other } = await readKept(ctx, asked.other)
  if (one.id === other.id)
    throw new AppError('conflict', `These are one record already: ${one.name}. Choose another to compare it with.`)
  const judged = await judgePair(ctx, one, other)
  const saidDifferent = await readDifference(ctx, one.id, other.id)
  const [pair] = await ctx.tx.query<{ foundAt: Date }>(
    'SELECT found_at AS "foundAt" FROM account_pair WHERE one = $1 AND other = $2',
    inOrder(one.id, other.id),
  )
  const standing = { one: await standingAt(ctx, one.id), other: await standingAt(ctx, other.id) }
  return {
    one: await toCompared(ctx, one, standing.one),
    other: await toCompared(ctx, other, standing.other),
    ...judged,
    foundAt: pair?.foundAt.toISOString() ?? null,
    consequences: consequencesOf(ctx, { row: one, ...standing.one }, { row: other, ...standing.other }),
    saidDifferent: saidDifferent && { ...saidDifferent, at: saidDifferent.at.toISOString() },
    can: {
      merge: canMergePair(ctx, saidDifferent),
      sayDifferent: roleAbility(ctx.actor, accountEditors, 'say that accounts are different'),
    },
  }
}

async function toCompared(ctx: Ctx, row: AccountRow, standing: Standing): Promise<ComparedAccount> {
  const names = (sql: string) =>
    ctx.tx.query<{ name: string }>(sql, [row.id]).then((rows) => rows.map(({ name }) => name))
  const parent = row.parentId === null ? undefined : (await readAccounts(ctx, [row.parentId])).get(row.parentId)
  return {
    summary: toAccountSummary(row, await readLeads(ctx, [row.id])),
    taxId: row.taxId,
    aliases: await names('SELECT name FROM account_alias WHERE account_id = $1 ORDER BY added_at, id LIMIT 100'),
    domains: await names(
      'SELECT host AS name FROM account_domain WHERE account_id = $1 ORDER BY added_at, id LIMIT 100',
    ),
    parentName: parent?.name ?? null,
    registrations: standing.registrations,
    protections: standing.protections.map(({ registrationId, partnerName, productFamily, until }) => ({
      registrationId,
      partnerName,
      productFamilyName: familyName(ctx, productFamily),
      lastDay: lastDayBefore(until, ctx.vendor.timeZone),
    })),
    holdings: standing.holdings.map(({ productFamily }) => familyName(ctx, productFamily)),
    provenance: provenanceOf(row),
    createdAt: row.createdAt.toISOString(),
  }
}
