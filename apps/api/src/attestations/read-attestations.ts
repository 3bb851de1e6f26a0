import type { Attestation, AttestationDetail, AttestationKey, OwnLead } from '@parley/contract/attestations'
import { assertRole } from '../abilities.ts'
import { familyName } from '../accounts/account-view.ts'
import { recordEvent } from '../audit/record-event.ts'
import type { Ctx } from '../context.ts'
import { readers } from '../designations/designation-abilities.ts'
import { Conditions, decodeCursor, toPage } from '../page.ts'
import { ownOnly } from '../transaction.ts'
import { lastDayBefore } from '../vendor-days.ts'
import { leadsNow, readAttestations } from './attestation-rows.ts'
import { toAttestation, toAttestationDetail } from './attestation-view.ts'
import { type KeyBox, replaceSigningKey } from './signing-keys.ts'

type Paged = { cursor?: string | undefined; limit: number }
type Page = { items: Attestation[]; nextCursor: string | null }

/** This partner's links, newest first. */
export const listOwn = (ctx: Ctx, query: Paged): Promise<Page> => pageOf(ctx, new Conditions(), query)

/** Everybody's, or those of an account or a partner. */
export async function listAll(
  ctx: Ctx,
  { accountId, partnerId, ...query }: Paged & { accountId?: string | undefined; partnerId?: string | undefined },
): Promise<Page> {
  assertRole(ctx.actor, readers, 'read attestations')
  const where = new Conditions()
  if (accountId) where.add('a.account_id IN (SELECT merged_accounts($?))', accountId)
  if (partnerId) where.add('a.partner_id = $?', partnerId)
  return pageOf(ctx, where, query)
}

async function pageOf(ctx: Ctx, where: Conditions, { cursor, limit }: Paged): Promise<Page> {
  if (cursor) {
    const { key, id } = decodeCursor(cursor, 'newest')
    where.add('(a.made_at, a.id) < ($?::timestamptz, $?::uuid)', key, id)
  }
  const tail = `${where} ORDER BY a.made_at DESC, a.id DESC LIMIT ${limit + 1}`
  const rows = await readAttestations(ctx.tx, tail, where.params)
  const { page, nextCursor } = toPage(rows, limit, 'newest', ({ madeAt }) => madeAt.toISOString())
  const items: Attestation[] = []
  for (const row of page) items.push(await toAttestation(ctx, row))
  return { items, nextCursor }
}

export async function readAnyAttestation(ctx: Ctx, id: string): Promise<AttestationDetail> {
  assertRole(ctx.actor, readers, 'read attestations')
  return toAttestationDetail(ctx, id)
}

type Held = { accountId: string; accountName: string; registrationId: string | null; letterId: string | null }

/** Where this partner leads now, by a registration or a letter of its own; those that were won first become customers of its. */
export async function listOwnLeads(ctx: Ctx): Promise<{ items: OwnLead[] }> {
  const rows = await ctx.tx.query<Held>(
    `SELECT DISTINCT ON (account_id) account_id AS "accountId", account_name AS "accountName", registration_id AS "registrationId", letter_id AS "letterId"
     FROM (SELECT r.account_id, r.account_name, r.id AS registration_id, NULL::uuid AS letter_id, r.submitted_at AS since FROM registration r
         WHERE r.status IN ('approved','won') AND ${ownOnly('r.partner_id', 1)}
       UNION ALL SELECT kept_record(d.account_id), d.account_name, NULL, d.letter_id, d.in_effect_at FROM designation d
         WHERE d.state = 'inEffect' AND ${ownOnly('d.partner_id', 1)}) held
     ORDER BY account_id, since DESC LIMIT 500`,
    [ctx.tx.partnerId],
  )
  const items: OwnLead[] = []
  for (const { accountId, ...own } of rows) {
    const whom = {
      partnerId: ctx.actor.partnerId!,
      accountId,
      productFamilies: ctx.productFamilies.map(({ id }) => id),
    }
    const leads = await leadsNow(ctx.tx, whom, ctx.now)
    const productFamilies = leads.map(({ family, until }) => ({
      ...{ id: family, name: familyName(ctx, family) },
      lastDay: until && lastDayBefore(until, ctx.vendor.timeZone),
    }))
    if (productFamilies.length > 0) items.push({ ...own, productFamilies })
  }
  return { items: items.toSorted((a, b) => a.accountName.localeCompare(b.accountName)) }
}

export async function listKeys(ctx: Ctx): Promise<{ items: AttestationKey[] }> {
  assertRole(ctx.actor, ['operator'], 'look after keys')
  const rows = await ctx.tx.query<
    Omit<AttestationKey, 'madeAt' | 'retiredAt'> & { madeAt: Date; retiredAt: Date | null }
  >(
    `SELECT k.kid, k.made_at AS "madeAt", k.made_by_name AS "madeByName", k.retired_at AS "retiredAt",
       (SELECT count(*)::int FROM attestation a WHERE a.kid = k.kid AND a.expires_at > $1 AND a.revoked_at IS NULL) AS "inUse"
     FROM attestation_key k ORDER BY k.made_at DESC`,
    [ctx.now],
  )
  const items = rows.map((row) => ({
    ...row,
    madeAt: row.madeAt.toISOString(),
    retiredAt: row.retiredAt?.toISOString() ?? null,
  }))
  return { items }
}

export async function renewKey(ctx: Ctx, box: KeyBox): Promise<{ items: AttestationKey[] }> {
  assertRole(ctx.actor, ['operator'], 'renew the key')
  await replaceSigningKey(ctx, box)
  const keys = await listKeys(ctx)
  await recordEvent(ctx, {
    action: 'attestation.keyRenewed',
    subject: { kind: 'attestationKey', id: keys.items[0]!.kid },
  })
  return keys
}
