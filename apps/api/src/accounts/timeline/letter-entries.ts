import { formatDay } from '@parley/rules/format'
import type { Ctx } from '../../context.ts'
import { readNotices } from '../../designations/notice-rows.ts'
import { ownOnly } from '../../transaction.ts'
import { lastDayBefore, startOfDay } from '../../vendor-days.ts'
import { type Entry, own, type Source } from './entry.ts'

const dayIn = ({ locale }: Ctx, day: string) => formatDay(day, locale)
const lastDayOf = (ctx: Ctx, end: Date) => dayIn(ctx, lastDayBefore(end, ctx.vendor.timeZone))
/** Partners read the role of the vendor's people. */
const someoneOfVendor = ({ actor, vendor }: Ctx, name: string) => (actor.audience === 'partner' ? vendor.name : name)

type Letter = {
  id: string
  kind: 'names' | 'rescinds'
  partnerName: string | null
  families: string[]
  signerName: string
  receivedAt: Date
  broughtBy: 'partner' | 'vendor'
  broughtByName: string
  isGenuine: boolean | null
  customerSays: 'declines' | 'nothing' | null
  checkedAt: Date | null
}

/** Letters in which the customer names its representative, or takes that back, and whether they are the customer's. */
export const letterEntries: Source = async (ctx, { letterIds }) => {
  const rows = await ctx.tx.query<Letter>(
    `SELECT l.id, l.kind, p.name AS "partnerName", l.product_families AS families, l.signer_name AS "signerName", l.received_at AS "receivedAt",
       l.brought_by AS "broughtBy", l.brought_by_name AS "broughtByName", l.is_genuine AS "isGenuine", l.customer_says AS "customerSays", l.checked_at AS "checkedAt"
     FROM customer_letter l LEFT JOIN partner p ON p.id = l.partner_id WHERE l.id = ANY($1) AND ${ownOnly('l.partner_id', 2)}`,
    [letterIds, ctx.tx.partnerId],
  )
  return rows.flatMap((row) => {
    const shared = {
      ...{ id: row.id, kind: 'letter' as const, partnerName: row.partnerName },
      productFamily: row.families.length === 1 ? row.families[0]! : null,
      about: { kind: 'letter' as const, id: row.id },
    }
    const text = `A letter of the customer ${row.kind === 'names' ? 'names its representative' : 'takes its word back'}, signed by ${row.signerName}`
    const by = row.broughtBy === 'partner' ? own(ctx, row.broughtByName) : someoneOfVendor(ctx, row.broughtByName)
    const received: Entry = { ...shared, at: row.receivedAt, order: 0, step: 'received', text, by }
    if (!row.checkedAt) return [received]
    const said =
      row.customerSays === 'declines'
        ? 'The customer was asked: it declines this partner'
        : row.customerSays === 'nothing'
          ? 'The customer was told, and says nothing'
          : row.isGenuine
            ? 'The customer was asked: the letter is its own'
            : 'The customer was asked: the letter isn’t its own'
    return [received, { ...shared, at: row.checkedAt, order: 1, step: 'checked', text: said, by: ctx.vendor.name }]
  })
}

type Designated = {
  id: string
  letterId: string
  partnerName: string
  productFamily: string
  state: 'deciding' | 'waiting' | 'inEffect' | 'notAccepted' | 'ended'
  checkOn: string | null
  decidedAt: Date
  inEffectAt: Date | null
  holdsUntil: Date | null
  endedAt: Date | null
  endedBecause: string | null
}

const endings: Record<string, string> = {
  replaced: ', because the customer named another',
  overridden: ', because a person decided so',
  expired: ', because its time is over',
  takenBack: ', because the customer took its word back',
}

/** What became of each letter, for each product family that it speaks of. */
export const designationEntries: Source = async (ctx, { letterIds }) => {
  const rows = await ctx.tx.query<Designated>(
    `SELECT d.id, d.letter_id AS "letterId", p.name AS "partnerName", d.product_family AS "productFamily", d.state, d.check_on AS "checkOn",
       x.decided_at AS "decidedAt", d.in_effect_at AS "inEffectAt", d.holds_until AS "holdsUntil", d.ended_at AS "endedAt",
       d.ended_because AS "endedBecause"
     FROM designation d JOIN partner p ON p.id = d.partner_id JOIN decision x ON x.id = d.decision_id
     WHERE d.letter_id = ANY($1) AND ${ownOnly('d.partner_id', 2)}`,
    [letterIds, ctx.tx.partnerId],
  )
  return rows.flatMap((row) => {
    const { id, partnerName, productFamily } = row
    const shared = {
      ...{ id, kind: 'letter' as const, partnerName, productFamily, by: 'The policy' },
      about: { kind: 'letter' as const, id: row.letterId },
    }
    const entries: Entry[] = []
    const add = (at: Date, order: number, step: string, text: string) =>
      entries.push({ ...shared, at, order, step, text })
    if (row.inEffectAt && row.holdsUntil)
      add(
        row.inEffectAt,
        2,
        'inEffect',
        `Represents the customer by its letter, until ${lastDayOf(ctx, row.holdsUntil)}`,
      )
    if (row.state === 'inEffect') add(row.holdsUntil!, 3, 'ends', 'The letter’s time ends')
    if (row.state === 'notAccepted') add(row.decidedAt, 2, 'notAccepted', 'The letter has no effect')
    if (row.checkOn)
      add(
        startOfDay(row.checkOn, ctx.vendor.timeZone),
        2,
        'waits',
        `The letter takes effect on ${dayIn(ctx, row.checkOn)}, unless it is taken back`,
      )
    if (row.endedAt)
      add(
        row.endedAt,
        4,
        'ended',
        `No longer represents the customer by its letter${endings[row.endedBecause ?? ''] ?? ''}`,
      )
    return entries
  })
}

const ends: Record<string, string> = {
  tookEffect: 'The letter took effect: you no longer lead',
  youStay: 'The letter has no effect: you still lead',
  withdrawn: 'The letter no longer counts',
}

/** What the present lead was told of a letter, which names nobody else to it. */
export const noticeEntries: Source = async (ctx, { noticeIds }) => {
  if (ctx.actor.audience !== 'partner') return []
  const rows = await readNotices(ctx.tx, 'WHERE n.id = ANY($1)', [noticeIds])
  return rows.flatMap(({ id, productFamily, registrationId, lastDay, state, toldAt, endedAt }) => {
    const shared = {
      ...{ id, kind: 'letter' as const, partnerName: null, productFamily, by: ctx.vendor.name },
      about: registrationId === null ? null : { kind: 'registration' as const, id: registrationId },
    }
    const until = lastDay ? `. A letter that takes it back counts until ${dayIn(ctx, lastDay)}` : ''
    const told: Entry = {
      ...shared,
      at: toldAt,
      order: 2,
      step: 'told',
      text: `The customer named another representative${until}`,
    }
    if (!endedAt) return [told]
    return [
      told,
      { ...shared, at: endedAt, order: 3, step: 'ended', text: ends[state] ?? 'The letter no longer counts' },
    ]
  })
}

type Attested = {
  id: string
  partnerName: string
  families: string[]
  madeBy: 'partner' | 'vendor'
  madeByName: string
  madeAt: Date
  expiresAt: Date
  revokedAt: Date | null
  revokedBy: 'partner' | 'vendor' | null
  revokedByName: string | null
}

/** Links by which anybody can check who represents the customer. */
export const attestationEntries: Source = async (ctx, { attestationIds }) => {
  const rows = await ctx.tx.query<Attested>(
    `SELECT a.id, p.name AS "partnerName", a.product_families AS families, a.made_by AS "madeBy", a.made_by_name AS "madeByName",
       a.made_at AS "madeAt", a.expires_at AS "expiresAt", a.revoked_at AS "revokedAt", a.revoked_by AS "revokedBy", a.revoked_by_name AS "revokedByName"
     FROM attestation a JOIN partner p ON p.id = a.partner_id WHERE a.id = ANY($1) AND ${ownOnly('a.partner_id', 2)}`,
    [attestationIds, ctx.tx.partnerId],
  )
  const who = (side: 'partner' | 'vendor', name: string) =>
    side === 'partner' ? own(ctx, name) : someoneOfVendor(ctx, name)
  return rows.flatMap((row) => {
    const shared = {
      ...{ id: row.id, kind: 'letter' as const, partnerName: row.partnerName, about: null },
      productFamily: row.families.length === 1 ? row.families[0]! : null,
    }
    const text = `Made a link that says who represents the customer, until ${lastDayOf(ctx, row.expiresAt)}`
    const made: Entry = { ...shared, at: row.madeAt, order: 5, step: 'made', text, by: who(row.madeBy, row.madeByName) }
    if (!row.revokedAt) return [made]
    const by = who(row.revokedBy ?? 'vendor', row.revokedByName ?? '')
    return [made, { ...shared, at: row.revokedAt, order: 6, step: 'revoked', text: 'Revoked the link', by }]
  })
}
