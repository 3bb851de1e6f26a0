import { type OwnTeaming, type ProposeTeaming, type StaffTeaming, teamingRoles } from '@parley/contract/conflicts'
import { able, assertAble, assertRole, unable } from '../abilities.ts'
import { familyName } from '../accounts/account-view.ts'
import { notFound } from '../app-error.ts'
import { recordEvent } from '../audit/record-event.ts'
import type { Ctx } from '../context.ts'
import { lockRegistration, type RegistrationRow } from '../registrations/registration-rows.ts'
import { ownOnly } from '../transaction.ts'
import { refusedAt } from './award-in-person.ts'
import { caseDeciders, caseReaders } from './case-abilities.ts'
import { isWanted } from './case-rows.ts'
import { keepTeaming } from './keep-teaming.ts'

/** A channel manager puts partners together that have registered; nothing holds before each has confirmed its own side. */
export async function proposeTeaming(ctx: Ctx, { members }: ProposeTeaming): Promise<StaffTeaming> {
  assertRole(ctx.actor, caseDeciders, 'propose a teaming')
  if (members.reduce((sum, { shareBps }) => sum + shareBps, 0) !== 10_000)
    throw refusedAt('/members', 'The shares have to add up to 100%.')
  const named: (ProposeTeaming['members'][number] & { registration: RegistrationRow })[] = []
  // In one order, so that of two who propose at once one waits for the other.
  for (const member of members.toSorted((a, b) => (a.registrationId < b.registrationId ? -1 : 1)))
    named.push({ ...member, registration: await lockRegistration(ctx.tx, member.registrationId) })
  await assertTogether(
    ctx,
    named.map(({ registration }) => registration),
  )
  const { accountId, productFamily, accountName } = named[0]!.registration
  const id = await keepTeaming(ctx, { accountId, productFamily, awardId: null }, named)
  await recordEvent(ctx, { action: 'teaming.proposed', subject: { kind: 'teaming', id, name: accountName } })
  return (await readStaffTeamings(ctx, 'WHERE t.id = $1', [id]))[0]!
}

async function assertTogether(ctx: Ctx, registrations: readonly RegistrationRow[]): Promise<void> {
  const [first] = registrations
  if (new Set(registrations.map(({ partnerId }) => partnerId)).size !== registrations.length)
    throw refusedAt('/members', 'Name each partner once.')
  if (registrations.some(({ productFamily }) => productFamily !== first!.productFamily))
    throw refusedAt('/members', 'A teaming is for one product family.')
  const family = await ctx.tx.query<{ id: string }>('SELECT account_family($1) AS id', [first!.accountId])
  if (!registrations.every(({ accountId }) => family.some(({ id }) => id === accountId)))
    throw refusedAt('/members', 'A teaming is for one account and its family.')
  if (!registrations.every((each) => isWanted(each, ctx.now)))
    throw refusedAt('/members', 'Name registrations that are approved or in review.')
}

type StaffRow = Omit<StaffTeaming, 'members' | 'productFamilyName' | 'madeAt' | 'agreedAt' | 'endedAt'> & {
  productFamily: string
  madeAt: Date
  agreedAt: Date | null
  endedAt: Date | null
  members: (Omit<StaffTeaming['members'][number], 'roleTitle'> & { role: keyof typeof teamingRoles })[]
}

async function readStaffTeamings(ctx: Ctx, tail: string, params: readonly unknown[]): Promise<StaffTeaming[]> {
  const rows = await ctx.tx.query<StaffRow>(
    `SELECT t.id, a.name AS "accountName", t.product_family AS "productFamily", t.made_at AS "madeAt", t.agreed_at AS "agreedAt",
       t.ended_at AS "endedAt", (SELECT jsonb_agg(jsonb_build_object('partnerName', p.name, 'registrationId', r.id, 'reference', r.reference,
         'role', m.role, 'shareBps', m.share_bps, 'state', CASE WHEN m.confirmed_at IS NOT NULL THEN 'confirmed'
           WHEN m.declined_at IS NOT NULL THEN 'declined' ELSE 'waits' END, 'byOffer', m.offer_id IS NOT NULL) ORDER BY m.share_bps DESC, p.name)
         FROM teaming_member m JOIN partner p ON p.id = m.partner_id JOIN registration r ON r.id = m.registration_id WHERE m.teaming_id = t.id) AS members
     FROM teaming t JOIN account a ON a.id = t.account_id ${tail}`,
    params,
  )
  return rows.map(({ productFamily, madeAt, agreedAt, endedAt, members, ...row }) => ({
    ...row,
    productFamilyName: familyName(ctx, productFamily),
    madeAt: madeAt.toISOString(),
    agreedAt: agreedAt?.toISOString() ?? null,
    endedAt: endedAt?.toISOString() ?? null,
    members: members.map(({ role, ...member }) => ({ ...member, roleTitle: teamingRoles[role] })),
  }))
}

type Filter = { accountId?: string | undefined; registrationId?: string | undefined }

export async function listTeamings(
  ctx: Ctx,
  { accountId, registrationId }: Filter,
): Promise<{ items: StaffTeaming[] }> {
  assertRole(ctx.actor, caseReaders, 'see teamings')
  const tail = `WHERE ($1::uuid IS NULL OR t.account_id IN (SELECT account_family($1)))
      AND ($2::uuid IS NULL OR EXISTS (SELECT FROM teaming_member n WHERE n.teaming_id = t.id AND n.registration_id = $2))
    ORDER BY t.made_at DESC, t.id LIMIT 200`
  return { items: await readStaffTeamings(ctx, tail, [accountId ?? null, registrationId ?? null]) }
}

type OwnRow = {
  id: string
  accountName: string
  productFamily: string
  role: keyof typeof teamingRoles
  shareBps: number
  madeAt: Date
  agreedAt: Date | null
  endedAt: Date | null
  confirmedAt: Date | null
  declinedAt: Date | null
  registrationId: string
  others: { partnerName: string; role: keyof typeof teamingRoles; shareBps: number }[] | null
}

/** What a partner works together with others. Who they are it reads once all have confirmed. */
export async function listOwnTeamings(ctx: Ctx): Promise<{ items: OwnTeaming[] }> {
  const rows = await ctx.tx.query<OwnRow>(
    `SELECT t.id, t.account_name AS "accountName", t.product_family AS "productFamily", t.role, t.share_bps AS "shareBps", t.made_at AS "madeAt",
       t.agreed_at AS "agreedAt", t.ended_at AS "endedAt", t.confirmed_at AS "confirmedAt", t.declined_at AS "declinedAt",
       t.registration_id AS "registrationId", t.others FROM own_teamings() t`,
  )
  return { items: rows.map((row) => toOwnTeaming(ctx, row)) }
}

function toOwnTeaming(ctx: Ctx, row: OwnRow): OwnTeaming {
  const { id, accountName, productFamily, role, shareBps, madeAt, agreedAt, endedAt, confirmedAt, registrationId } = row
  const state = endedAt ? 'ended' : agreedAt ? 'agreed' : confirmedAt ? 'waitsForOthers' : 'waitsForYou'
  return {
    ...{ id, role, roleTitle: teamingRoles[role], shareBps, registrationId, accountName, state },
    productFamilyName: familyName(ctx, productFamily),
    madeAt: madeAt.toISOString(),
    agreedAt: agreedAt?.toISOString() ?? null,
    others: (row.others ?? []).map((other) => ({
      ...{ partnerName: other.partnerName, shareBps: other.shareBps, roleTitle: teamingRoles[other.role] },
    })),
    can: {
      answer:
        state === 'waitsForYou' ? able : unable(state === 'ended' ? 'This teaming has ended.' : 'You have answered.'),
    },
  }
}

/** A member confirms its own side, or declines; the last word makes the teaming agreed, a no ends it. */
export async function answerTeaming(
  ctx: Ctx,
  { id, answer }: { id: string; answer: 'confirm' | 'decline' },
): Promise<OwnTeaming> {
  const { tx, now, actor } = ctx
  const known = (await listOwnTeamings(ctx)).items.find((each) => each.id === id)
  if (!known) throw notFound('teaming')
  await lockRegistration(tx, known.registrationId)
  assertAble((await listOwnTeamings(ctx)).items.find((each) => each.id === id)!.can.answer)
  const [at, by] = answer === 'confirm' ? ['confirmed_at', 'confirmed_by_name'] : ['declined_at', 'declined_by_name']
  await tx.query(
    `UPDATE teaming_member SET ${at} = $2, ${by} = $3 WHERE teaming_id = $1 AND ${ownOnly('partner_id', 4)}`,
    [...[id, now, actor.name, tx.partnerId]],
  )
  await tx.query('SELECT note_teaming_word($1, $2)', [id, now])
  await recordEvent(ctx, {
    action: 'teaming.answered',
    subject: { kind: 'teaming', id, name: known.accountName },
    details: { answer },
  })
  return (await listOwnTeamings(ctx)).items.find((each) => each.id === id)!
}
