import type { AccountDetail } from '@parley/contract/accounts'
import { assertRole } from '../abilities.ts'
import type { Ctx } from '../context.ts'
import { type RegistrationRow, readRegistrations } from '../registrations/registration-rows.ts'
import { toSummary } from '../registrations/registration-view.ts'
import { lastDayBefore } from '../vendor-days.ts'
import { accountAbilities, accountReaders } from './account-abilities.ts'
import { familyName, provenanceOf, readKept, readLeads, toAccountSummary } from './account-view.ts'
import { concerns, readConflicts, toConflicts } from './conflicts/read-conflicts.ts'
import { readMerges, toMerge } from './merges/merge-view.ts'
import { readFamily } from './read-family.ts'

/** One account: who leads it, who is interested, what it buys, its names and family. A merged one's id gives the kept one. */
export async function readAccount(ctx: Ctx, { id: askedId }: { id: string }): Promise<AccountDetail> {
  assertRole(ctx.actor, accountReaders, 'read accounts')
  const { row, asked } = await readKept(ctx, askedId)
  const { id } = row
  const registrations = await readRegistrations(
    ctx.tx,
    'WHERE r.account_id = $1 ORDER BY r.submitted_at DESC, r.id LIMIT 200',
    [id],
  )
  const merges = await readMerges(
    ctx,
    'WHERE $1 IN (m.kept_id, m.absorbed_id) ORDER BY m.merged_at DESC, m.id DESC LIMIT 100',
    [id],
  )
  const cases = await readConflicts(
    ctx,
    `WHERE ${concerns('$1')} ORDER BY (c.closed_at IS NULL) DESC, c.opened_at DESC, c.id DESC LIMIT 50`,
    [id],
  )
  return {
    summary: toAccountSummary(row, await readLeads(ctx, [id])),
    conductHold: row.conductHoldReason === null ? null : { reason: row.conductHoldReason },
    holdings: await readHoldings(ctx, id),
    pipeline: await readPipeline(ctx, id),
    registrations: registrations.map((each) => toSummary(ctx, each)),
    protections: registrations.flatMap((each) => protectionOf(ctx, each)),
    provenance: provenanceOf(row),
    taxId: row.taxId,
    ...(await readNames(ctx, id)),
    family: await readFamily(ctx, id),
    askedAs: asked.id === id ? null : { id: asked.id, name: asked.name },
    merges: merges.map((each) => toMerge(ctx, each)),
    conflicts: await toConflicts(ctx, cases),
    duplicates: await countDuplicates(ctx, id),
    can: accountAbilities(ctx),
    version: row.version,
  }
}

function protectionOf(ctx: Ctx, { protection, ...row }: RegistrationRow): AccountDetail['protections'] {
  if (!protection) return []
  return [
    {
      registrationId: row.id,
      partnerName: row.partnerName,
      productFamilyName: familyName(ctx, row.productFamily),
      kind: protection.kind,
      from: protection.grantedAt.toISOString(),
      until: protection.until.toISOString(),
      lastDay: lastDayBefore(protection.until, ctx.vendor.timeZone),
      inForce: protection.until > ctx.now && protection.endedBecause === null,
    },
  ]
}

async function readNames({ tx }: Ctx, id: string): Promise<Pick<AccountDetail, 'aliases' | 'domains'>> {
  type Kept<Each> = Omit<Each, 'addedAt'> & { addedAt: Date }
  const added = `source, added_by_name AS "addedByName", added_at AS "addedAt"`
  const aliases = await tx.query<Kept<AccountDetail['aliases'][number]>>(
    `SELECT id, name, kind, ${added} FROM account_alias WHERE account_id = $1 ORDER BY added_at, id`,
    [id],
  )
  const domains = await tx.query<Kept<AccountDetail['domains'][number]>>(
    `SELECT id, host, domain, ${added} FROM account_domain WHERE account_id = $1 ORDER BY added_at, id`,
    [id],
  )
  return {
    aliases: aliases.map((each) => ({ ...each, addedAt: each.addedAt.toISOString() })),
    domains: domains.map((each) => ({ ...each, addedAt: each.addedAt.toISOString() })),
  }
}

async function countDuplicates({ tx }: Ctx, id: string): Promise<number> {
  const [row] = await tx.query<{ count: number }>(
    'SELECT count(*)::int AS count FROM account_pair WHERE $1 IN (one, other)',
    [id],
  )
  return row!.count
}

async function readHoldings(ctx: Ctx, id: string): Promise<AccountDetail['holdings']> {
  const rows = await ctx.tx.query<{ productFamily: string; incumbentPartnerName: string | null; since: string }>(
    `SELECT h.product_family AS "productFamily", p.name AS "incumbentPartnerName", h.since
     FROM holding h LEFT JOIN partner p ON p.id = h.incumbent_partner_id WHERE h.account_id = $1 ORDER BY h.product_family`,
    [id],
  )
  return rows.map(({ productFamily, ...row }) => ({ ...row, productFamilyName: familyName(ctx, productFamily) }))
}

async function readPipeline(ctx: Ctx, id: string): Promise<AccountDetail['pipeline']> {
  const rows = await ctx.tx.query<{ productFamily: string; ownerName: string; lastContactOn: string }>(
    `SELECT product_family AS "productFamily", owner_name AS "ownerName", last_contact_on AS "lastContactOn"
     FROM direct_opportunity WHERE account_id = $1 AND closed_on IS NULL ORDER BY last_contact_on DESC, id`,
    [id],
  )
  return rows.map(({ productFamily, ...row }) => ({ ...row, productFamilyName: familyName(ctx, productFamily) }))
}
