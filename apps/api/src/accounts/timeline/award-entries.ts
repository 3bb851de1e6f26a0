import { type ClaimOutcome, claimOutcomes } from '@parley/contract/conflicts'
import { formatDay } from '@parley/rules/format'
import type { Ctx } from '../../context.ts'
import { ownOnly } from '../../transaction.ts'
import { lastDayBefore } from '../../vendor-days.ts'
import { type Entry, most, own, type Scope, type Source } from './entry.ts'

type Award = {
  id: string
  conflictId: string
  productFamily: string
  madeBy: 'policy' | 'person' | 'appeal'
  result: string
  actorName: string
  decidedAt: Date
  outcomes: { name: string | null; outcome: ClaimOutcome }[]
}

/** Of one instant: a person decides after the policy, and on an appeal after that. */
const ranks = { policy: 3, person: 4, appeal: 7 }
const undecided: Record<string, string> = {
  personDecides: 'A person decides who leads',
  informationNeeded: 'Who leads can’t be decided yet: something isn’t known',
  nobody: 'Nobody shows enough to lead',
}

/** What came of comparing those who claim it: for the staff, with everybody's name. */
export const awardEntries: Source = async (ctx, { accountIds, registrationIds }) => {
  if (accountIds.length === 0) return []
  const rows = await ctx.tx.query<Award>(
    `SELECT a.id, a.conflict_id AS "conflictId", c.product_family AS "productFamily", a.made_by AS "madeBy", a.result,
       a.actor_name AS "actorName", a.decided_at AS "decidedAt",
       (SELECT coalesce(jsonb_agg(jsonb_build_object('name', p.name, 'outcome', o.outcome) ORDER BY o.seq), '[]') FROM conflict_outcome o
          LEFT JOIN partner p ON p.id = o.partner_id WHERE o.award_id = a.id) AS outcomes
     FROM conflict_award a JOIN conflict c ON c.id = a.conflict_id
     WHERE c.account_id = ANY($1) OR EXISTS (SELECT FROM conflict_interest i WHERE i.conflict_id = c.id AND i.registration_id = ANY($2))
     ORDER BY a.seq DESC LIMIT ${most}`,
    [accountIds, registrationIds],
  )
  return rows.map(({ id, conflictId, productFamily, madeBy, result, actorName, decidedAt, outcomes }) => ({
    ...{ at: decidedAt, order: ranks[madeBy], id, step: 'awarded', kind: 'conflict' as const, partnerName: null },
    productFamily,
    text: outcomes.length === 0 ? (undecided[result] ?? 'The claims were compared') : inWords(ctx, outcomes),
    by: madeBy === 'policy' ? 'The policy' : actorName,
    about: { kind: 'conflict' as const, id: conflictId },
  }))
}

const places = Object.keys(claimOutcomes)
const inWords = ({ vendor }: Ctx, outcomes: Award['outcomes']): string =>
  outcomes
    .toSorted((one, other) => places.indexOf(one.outcome) - places.indexOf(other.outcome))
    .map(({ name, outcome }) => `${name ?? vendor.name} ${lower(claimOutcomes[outcome])}`)
    .join('; ')
const lower = (text: string) => text.charAt(0).toLowerCase() + text.slice(1)

type Told = {
  id: string
  registrationId: string
  productFamily: string
  wording: string
  byPerson: boolean
  decidedAt: Date
}

/** What an award means for a partner's own claim, in its own words. */
export const outcomeEntries: Source = async (ctx, { registrationIds }) => {
  if (ctx.actor.audience !== 'partner') return []
  const rows = await ctx.tx.query<Told>(
    `SELECT o.id, o.registration_id AS "registrationId", r.product_family AS "productFamily", o.wording, o.by_person AS "byPerson",
       o.decided_at AS "decidedAt"
     FROM conflict_outcome o JOIN registration r ON r.id = o.registration_id WHERE o.registration_id = ANY($1) AND ${ownOnly('o.partner_id', 2)}`,
    [registrationIds, ctx.tx.partnerId],
  )
  return rows.map(({ id, registrationId, productFamily, wording, byPerson, decidedAt }) => ({
    ...{ at: decidedAt, order: 3, id, step: 'awarded', kind: 'conflict' as const, partnerName: null, productFamily },
    text: wording,
    by: byPerson ? `A channel manager of ${ctx.vendor.name}` : 'The policy',
    about: { kind: 'registration' as const, id: registrationId },
  }))
}

type Appealed = {
  id: string
  registrationId: string
  partnerName: string
  productFamily: string
  grounds: string
  filedAt: Date
  filedByName: string
  dueAt: Date | null
  silentSince: Date | null
  isUpheld: boolean | null
  wording: string | null
  answeredAt: Date | null
  answeredByName: string | null
}

/** An appeal, the vendor's silence, its answer. */
export async function appealEntries(ctx: Ctx, { registrationIds }: Pick<Scope, 'registrationIds'>): Promise<Entry[]> {
  const rows = await ctx.tx.query<Appealed>(
    `SELECT a.id, o.registration_id AS "registrationId", p.name AS "partnerName", r.product_family AS "productFamily", a.grounds,
       a.filed_at AS "filedAt", a.filed_by_name AS "filedByName", a.due_at AS "dueAt", a.silent_since AS "silentSince",
       a.is_upheld AS "isUpheld", a.wording, a.answered_at AS "answeredAt", a.answered_by_name AS "answeredByName"
     FROM appeal a JOIN conflict_outcome o ON o.id = a.outcome_id JOIN registration r ON r.id = o.registration_id
     JOIN partner p ON p.id = a.partner_id WHERE o.registration_id = ANY($1) AND ${ownOnly('a.partner_id', 2)}`,
    [registrationIds, ctx.tx.partnerId],
  )
  return rows.flatMap((row) => {
    const { id, registrationId, partnerName, productFamily } = row
    const shared = {
      ...{ id, kind: 'conflict' as const, partnerName, productFamily },
      about: { kind: 'registration' as const, id: registrationId },
    }
    const by = own(ctx, row.filedByName)
    const filed: Entry = { ...shared, at: row.filedAt, order: 5, step: 'filed', text: `Appealed: ${row.grounds}`, by }
    const entries = [filed]
    if (row.silentSince)
      entries.push({
        ...{ ...shared, at: row.silentSince, order: 6, step: 'silent', by: 'The policy' },
        text: 'The appeal wasn’t answered in time',
      })
    if (row.answeredAt)
      entries.push({
        ...{ ...shared, at: row.answeredAt, order: 8, step: 'answered' },
        text: `${row.isUpheld ? 'Appeal upheld' : 'Appeal not upheld'}: ${row.wording}`,
        by: ctx.actor.audience === 'partner' ? `A channel manager of ${ctx.vendor.name}` : (row.answeredByName ?? ''),
      })
    else if (row.dueAt && !row.silentSince)
      entries.push({
        ...{ ...shared, at: row.dueAt, order: 6, step: 'due', by: ctx.vendor.name },
        text: `The appeal is answered by ${formatDay(lastDayBefore(row.dueAt, ctx.vendor.timeZone), ctx.locale)}`,
      })
    return entries
  })
}

type Member = {
  teamingId: string
  registrationId: string
  partnerName: string
  productFamily: string
  confirmedAt: Date | null
  confirmedByName: string | null
  declinedAt: Date | null
  declinedByName: string | null
}

/** Each partner's own word to a teaming. */
export const teamingEntries: Source = async (ctx, { registrationIds }) => {
  const rows = await ctx.tx.query<Member>(
    `SELECT m.teaming_id AS "teamingId", m.registration_id AS "registrationId", p.name AS "partnerName", r.product_family AS "productFamily",
       m.confirmed_at AS "confirmedAt", m.confirmed_by_name AS "confirmedByName", m.declined_at AS "declinedAt", m.declined_by_name AS "declinedByName"
     FROM teaming_member m JOIN registration r ON r.id = m.registration_id JOIN partner p ON p.id = m.partner_id
     WHERE m.registration_id = ANY($1) AND ${ownOnly('m.partner_id', 2)} AND coalesce(m.confirmed_at, m.declined_at) IS NOT NULL`,
    [registrationIds, ctx.tx.partnerId],
  )
  return rows.map((row) => ({
    ...{ at: (row.confirmedAt ?? row.declinedAt)!, order: 4, id: row.teamingId, step: `teaming ${row.registrationId}` },
    ...{ kind: 'conflict' as const, partnerName: row.partnerName, productFamily: row.productFamily },
    text: row.confirmedAt ? 'Agreed to team on it' : 'Declined to team on it',
    by: own(ctx, row.confirmedByName ?? row.declinedByName ?? ''),
    about: { kind: 'registration' as const, id: row.registrationId },
  }))
}
