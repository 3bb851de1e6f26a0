import type { HelpRequest } from '@parley/contract/engagements'
import { assertAble, assertRole, unable } from '../abilities.ts'
import { familyName } from '../accounts/account-view.ts'
import { recordEvent } from '../audit/record-event.ts'
import type { Ctx } from '../context.ts'
import { isProtected, lockRegistration } from '../registrations/registration-rows.ts'
import { ownOnly } from '../transaction.ts'
import { readers } from './engagement-abilities.ts'
import { tellOf } from './record-engagement.ts'

/** The lead asks the vendor to help in its sale: whoever helps then needs no consent, and it never lowers the lead's share. */
export async function askHelp(
  ctx: Ctx,
  { id: registrationId, wish }: { id: string; wish: string },
): Promise<HelpRequest> {
  const { tx, actor, now } = ctx
  const row = await lockRegistration(tx, registrationId)
  if (!isProtected(row, now) || row.protection!.kind !== 'exclusive')
    assertAble(unable('You can ask for help in a sale that is protected for you.'))
  const id = ctx.newId()
  await tx.query(
    `INSERT INTO help_request (id, partner_id, registration_id, account_id, product_family, wish, asked_by, asked_by_name, asked_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [id, row.partnerId, registrationId, row.accountId, row.productFamily, wish, actor.userId, actor.name, now],
  )
  const subject = { kind: 'registration', id: registrationId, name: row.accountName }
  await recordEvent(ctx, { action: 'engagement.helpAsked', subject, partnerId: row.partnerId })
  await tellOf(ctx, { topic: 'help.asked', subjectId: id, partnerId: row.partnerId, payload: { registrationId } })
  return (await readHelp(ctx, 'WHERE h.id = $1', [id]))[0]!
}

export async function listHelp(
  ctx: Ctx,
  { registrationId }: { registrationId?: string | undefined },
): Promise<{ items: HelpRequest[] }> {
  const tail = 'WHERE ($1::uuid IS NULL OR h.registration_id = $1) ORDER BY h.asked_at DESC, h.id DESC LIMIT 200'
  return { items: await readHelp(ctx, tail, [registrationId ?? null]) }
}

export async function listAllHelp(
  ctx: Ctx,
  { accountId }: { accountId?: string | undefined },
): Promise<{ items: HelpRequest[] }> {
  assertRole(ctx.actor, readers, 'read which help was asked for')
  const tail = `WHERE ($1::uuid IS NULL OR h.account_id IN (SELECT merged_accounts($1)))
    ORDER BY h.helped_at IS NOT NULL, h.asked_at DESC, h.id DESC LIMIT 200`
  return { items: await readHelp(ctx, tail, [accountId ?? null]) }
}

type Row = Omit<HelpRequest, 'askedAt' | 'helpedAt' | 'productFamilyName'> & {
  productFamily: string
  askedAt: Date
  helpedAt: Date | null
}

async function readHelp(ctx: Ctx, tail: string, params: readonly unknown[]): Promise<HelpRequest[]> {
  const rows = await ctx.tx.query<Row>(
    `SELECT h.id, h.registration_id AS "registrationId", r.account_name AS "accountName", h.product_family AS "productFamily", h.wish,
       h.asked_at AS "askedAt", h.asked_by_name AS "askedByName", h.helped_at AS "helpedAt", p.name AS "partnerName"
     FROM help_request h JOIN registration r ON r.id = h.registration_id AND ${ownOnly('h.partner_id', params.length + 1)}
     JOIN partner p ON p.id = h.partner_id ${tail}`,
    [...params, ctx.tx.partnerId],
  )
  return rows.map(({ productFamily, askedAt, helpedAt, partnerName, ...row }) => ({
    ...row,
    productFamilyName: familyName(ctx, productFamily),
    askedAt: askedAt.toISOString(),
    helpedAt: helpedAt?.toISOString() ?? null,
    partnerName: ctx.actor.audience === 'partner' ? null : partnerName,
  }))
}
