import type { Ability } from '@parley/contract/ability'
import {
  type OfferTeaming,
  type OwnClaim,
  type TeamingOffer,
  type TeamingRole,
  teamingRoles,
} from '@parley/contract/conflicts'
import { able, assertAble, unable } from '../abilities.ts'
import { recordEvent } from '../audit/record-event.ts'
import type { Ctx } from '../context.ts'
import { insertMessage, outboxParams } from '../outbox/outbox-message.ts'
import { lockRegistration, type RegistrationRow } from '../registrations/registration-rows.ts'
import { ownOnly } from '../transaction.ts'
import { isWanted } from './case-rows.ts'
import { readOwnClaim } from './own-claim.ts'

/** An offer that wasn't taken back; it is of one registration. */
export type OfferRow = Omit<TeamingOffer, 'roleTitle' | 'offeredAt'> & {
  id: string
  registrationId: string
  offeredAt: Date
}

/** By registration, the offer that stands. */
export async function readOffers({ tx }: Ctx, registrationIds: readonly string[]): Promise<Map<string, OfferRow>> {
  const rows = await tx.query<OfferRow>(
    `SELECT o.id, o.registration_id AS "registrationId", o.role, o.least_share_bps AS "leastShareBps", o.note, o.offered_at AS "offeredAt",
       o.offered_by_name AS "offeredBy", EXISTS (SELECT FROM own_taken_offers(o.partner_id) t WHERE t.offer_id = o.id) AS "isTaken"
     FROM teaming_offer o WHERE o.registration_id = ANY($1) AND o.withdrawn_at IS NULL AND ${ownOnly('o.partner_id', 2)}`,
    [registrationIds, tx.partnerId],
  )
  return new Map(rows.map((row) => [row.registrationId, row]))
}

export const toOffer = ({ id: _, registrationId: __, role, offeredAt, ...offer }: OfferRow): TeamingOffer => ({
  ...{ ...offer, role, roleTitle: teamingRoles[role] },
  offeredAt: offeredAt.toISOString(),
})

/** Whether a part in a teaming is what its partner has offered, or better: then it has agreed to it by that. */
export const isWithin = (
  { role, leastShareBps }: Pick<OfferRow, 'role' | 'leastShareBps'>,
  part: { role: TeamingRole; shareBps: number },
): boolean => part.role === role && part.shareBps >= leastShareBps

export function canOffer(ctx: Ctx, row: RegistrationRow, offer: OfferRow | undefined): Ability {
  if (offer?.isTaken) return unable('Your offer was taken up: see the teaming.')
  if (offer) return unable('You have offered this. Take it back first to offer something else.')
  return isWanted(row, ctx.now) ? able : unable('You can offer this while your registration stands.')
}

export function canWithdrawOffer(offer: OfferRow | undefined): Ability {
  if (!offer) return unable('You have offered nothing.')
  return offer.isTaken ? unable('Your offer was taken up: see the teaming.') : able
}

/** A partner says on what terms it would work with others on it. It learns nothing by that: not even whether there are any. */
export async function offerTeaming(ctx: Ctx, { id, ...offer }: OfferTeaming & { id: string }): Promise<OwnClaim> {
  const { tx, now, actor } = ctx
  const row = await lockRegistration(tx, id)
  assertAble(canOffer(ctx, row, (await readOffers(ctx, [id])).get(id)))
  const offerId = ctx.newId()
  await tx.query(
    `INSERT INTO teaming_offer (id, registration_id, partner_id, role, least_share_bps, note, offered_by_name, offered_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [offerId, id, row.partnerId, offer.role, offer.leastShareBps, offer.note ?? null, actor.name, now],
  )
  const subject = { kind: 'registration', id, name: row.accountName }
  await recordEvent(ctx, { action: 'teaming.offered', subject, partnerId: row.partnerId })
  const message = { topic: 'teaming.offered' as const, subjectId: id, partnerId: row.partnerId, payload: { offerId } }
  await tx.query(insertMessage(1), outboxParams(message, now))
  return readOwnClaim(ctx, { id })
}

export async function withdrawOffer(ctx: Ctx, { id }: { id: string }): Promise<OwnClaim> {
  const { tx, now, actor } = ctx
  const row = await lockRegistration(tx, id)
  const offer = (await readOffers(ctx, [id])).get(id)
  assertAble(canWithdrawOffer(offer))
  await tx.query(
    `UPDATE teaming_offer SET withdrawn_at = $2, withdrawn_by_name = $3 WHERE id = $1 AND ${ownOnly('partner_id', 4)}`,
    [offer!.id, now, actor.name, tx.partnerId],
  )
  const subject = { kind: 'registration', id, name: row.accountName }
  await recordEvent(ctx, { action: 'teaming.offerWithdrawn', subject, partnerId: row.partnerId })
  return readOwnClaim(ctx, { id })
}
