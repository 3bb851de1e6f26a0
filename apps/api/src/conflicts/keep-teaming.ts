import type { TeamingRole } from '@parley/contract/conflicts'
import type { Ctx } from '../context.ts'
import { insertMessage, outboxParams } from '../outbox/outbox-message.ts'
import type { RegistrationRow } from '../registrations/registration-rows.ts'
import type { Part } from './apply-award.ts'
import type { CaseRow } from './case-rows.ts'
import { isWithin, readOffers } from './teaming-offers.ts'

export type NewMember = { registration: RegistrationRow; role: TeamingRole; shareBps: number }

const roleOfDeal: Record<RegistrationRow['role'], TeamingRole> = {
  resale: 'resold',
  managed: 'resold',
  referral: 'sourced',
  services: 'implemented',
}

/**
 * Writes a teaming down; each member is asked to confirm its own side, unless it is within what the member has offered itself. Ends in
 * its id.
 */
export async function keepTeaming(
  ctx: Ctx,
  of: { accountId: string; productFamily: string; awardId: string | null },
  members: readonly NewMember[],
): Promise<string> {
  const { tx, now, newId } = ctx
  const id = newId()
  await tx.query(
    'INSERT INTO teaming (id, account_id, product_family, award_id, made_at) VALUES ($1, $2, $3, $4, $5)',
    [...[id, of.accountId, of.productFamily, of.awardId, now]],
  )
  const offers = await readOffers(
    ctx,
    members.map(({ registration }) => registration.id),
  )
  for (const { registration, role, shareBps } of members) {
    const { id: registrationId, partnerId } = registration
    const own = offers.get(registrationId)
    const offer = own && !own.isTaken && isWithin(own, { role, shareBps }) ? own : null
    await tx.query(
      `INSERT INTO teaming_member (teaming_id, partner_id, registration_id, role, share_bps, offer_id, confirmed_at, confirmed_by_name)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [id, partnerId, registrationId, role, shareBps, offer?.id ?? null, offer ? now : null, offer?.offeredBy ?? null],
    )
    if (offer) continue
    const message = {
      topic: 'teaming.proposed' as const,
      subjectId: registrationId,
      partnerId,
      payload: { teamingId: id },
    }
    await tx.query(insertMessage(1), outboxParams(message, now))
  }
  await tx.query('SELECT note_teaming_word($1, $2)', [id, now])
  return id
}

/** A share that was awarded is a teaming that its members confirm; what they had agreed already stands. */
export async function keepAwardedTeaming(
  ctx: Ctx,
  row: CaseRow,
  awardId: string,
  parts: readonly Part[],
): Promise<void> {
  const offers = await readOffers(
    ctx,
    parts.flatMap(({ claim }) => claim.live.map(({ id }) => id)),
  )
  const members = parts.flatMap(({ claim, shareBps }) => {
    const registration = claim.live[0]
    const role = registration && (offers.get(registration.id)?.role ?? roleOfDeal[registration.role])
    return registration && role && shareBps ? [{ registration, role, shareBps }] : []
  })
  if (members.length < 2) return
  const agreed = await ctx.tx.query(
    `SELECT 1 FROM own_teaming($1, $3, $4) one JOIN own_teaming($2, $3, $4) other ON other.teaming_id = one.teaming_id`,
    [members[0]!.registration.partnerId, members[1]!.registration.partnerId, row.accountId, row.productFamily],
  )
  if (agreed.length > 0) return
  await keepTeaming(ctx, { accountId: row.accountId, productFamily: row.productFamily, awardId }, members)
}
