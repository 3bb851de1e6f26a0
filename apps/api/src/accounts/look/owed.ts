import type { Owed } from '@parley/contract/account-look'
import { engagementVerbs } from '@parley/contract/engagements'
import { formatMoney } from '@parley/rules/format'
import { payableOf } from '@parley/rules/ledger/postings'
import { booksOf } from '../../commissions/ledger.ts'
import type { Ctx } from '../../context.ts'
import { consentAt, readEngagements } from '../../engagements/engagement-rows.ts'
import { type RegistrationRow, statusAt } from '../../registrations/registration-rows.ts'
import { addDays, lastDayBefore, startOfDay } from '../../vendor-days.ts'
import { familyName } from '../account-view.ts'
import { byPartner, byVendor, type Duty, type Reader } from './duty.ts'
import { onAppeals, onConflicts, onLetters } from './owed-on-cases.ts'

/** What anybody owes anybody at an account, the shortest time first. Each kind of duty is read by one function. */
export async function readOwed(
  ctx: Ctx,
  accountId: string,
  registrations: readonly RegistrationRow[],
): Promise<Owed[]> {
  const duties: Duty[] = []
  for (const read of readers) duties.push(...(await read(ctx, accountId, registrations)))
  return duties
    .sort((one, other) => timeOf(one) - timeOf(other))
    .map(({ productFamily, since, dueAt, ...duty }) => ({
      ...duty,
      productFamilyName: productFamily === null ? null : familyName(ctx, productFamily),
      since: since?.toISOString() ?? null,
      dueAt: dueAt?.toISOString() ?? null,
      lastDay: dueAt && lastDayBefore(dueAt, ctx.vendor.timeZone),
      late: dueAt !== null && dueAt <= ctx.now,
    }))
}

const timeOf = ({ dueAt }: Duty) => dueAt?.getTime() ?? Number.MAX_SAFE_INTEGER

/** Our answers to registrations, partners' answers to our questions, activity before a lapse. */
const onRegistrations: Reader = (ctx, _accountId, registrations) =>
  registrations.flatMap((row): Duty[] => {
    const { id, partnerName, productFamily, submittedAt, answerDueAt, protection } = row
    const about = { kind: 'registration' as const, id }
    const of = { productFamily, about, since: submittedAt }
    const status = statusAt(row, ctx.now)
    if (status === 'inReview')
      return [{ ...of, ...byVendor(ctx), what: `A decision on what ${partnerName} registered`, dueAt: answerDueAt }]
    if (status === 'informationNeeded')
      return [{ ...of, ...byPartner(partnerName), what: 'An answer to our question', dueAt: answerDueAt }]
    const lapseOn = protection?.lapseOn
    if (!lapseOn) return []
    const dueAt = startOfDay(lapseOn, ctx.vendor.timeZone)
    return [{ ...of, ...byPartner(partnerName), what: 'Activity, or its protection lapses', since: null, dueAt }]
  })

/** Consents that are waited for, and what was done in spite of an answer and nobody has looked at yet. */
const onQuestions: Reader = async (ctx, accountId) => {
  const rows = await readEngagements(
    ctx.tx,
    `WHERE e.account_id IN (SELECT merged_accounts($1)) AND (c.state = 'waiting' OR (d.engagement_id IS NOT NULL AND d.approved_at IS NULL))
     ORDER BY e.asked_at LIMIT 100`,
    [accountId],
  )
  return rows.flatMap((row): Duty[] => {
    const { id, productFamily, consent, deed, partnerName, askedAt } = row
    const about = { kind: 'engagement' as const, id }
    const verb = engagementVerbs[row.verb]
    const duties: Duty[] = []
    if (consent && consentAt(consent, ctx.now) === 'waiting') {
      const who = consent.askedOf === 'lead' ? byPartner(partnerName ?? '') : byVendor(ctx)
      const asker = row.askedBy === 'partner' ? (partnerName ?? '') : row.actorName
      const what = `Consent: may ${asker} ${verb}?`
      duties.push({ ...who, what, productFamily, about, since: askedAt, dueAt: consent.dueAt })
    }
    if (deed && deed.approvedAt === null) {
      const what = `Somebody to stand in for what was done in spite of the answer: ${verb}`
      duties.push({ ...byVendor(ctx), what, productFamily, about, since: deed.recordedAt, dueAt: null })
    }
    return duties
  })
}

const onHelp: Reader = async (ctx, accountId) => {
  const rows = await ctx.tx.query<{
    registrationId: string
    productFamily: string
    askedAt: Date
    partnerName: string
  }>(
    `SELECT h.registration_id AS "registrationId", h.product_family AS "productFamily", h.asked_at AS "askedAt", p.name AS "partnerName"
     FROM help_request h JOIN partner p ON p.id = h.partner_id
     WHERE h.engagement_id IS NULL AND h.account_id IN (SELECT merged_accounts($1)) ORDER BY h.asked_at`,
    [accountId],
  )
  return rows.map(({ registrationId, productFamily, askedAt, partnerName }) => ({
    ...{ ...byVendor(ctx), what: `Help that ${partnerName} asked for`, productFamily, since: askedAt, dueAt: null },
    about: { kind: 'registration', id: registrationId },
  }))
}

/** Whose contract it is, on open deals that somebody claims a share of: without it they can't be won. */
const onDeals: Reader = async (ctx, accountId) => {
  const rows = await ctx.tx.query<{ id: string; reference: string; families: string[]; createdAt: Date }>(
    `SELECT d.id, d.reference, d.product_families AS families, d.created_at AS "createdAt" FROM deal d
     WHERE d.account_id = $1 AND d.stage = 'open' AND d.paper IS NULL AND EXISTS (SELECT FROM claim c WHERE c.deal_id = d.id)`,
    [accountId],
  )
  return rows.map(({ id, reference, families, createdAt }) => ({
    ...{ ...byVendor(ctx), what: `Whose contract ${reference} will be`, since: createdAt, dueAt: null },
    productFamily: families.length === 1 ? families[0]! : null,
    about: { kind: 'deal', id },
  }))
}

const onDisputes: Reader = async (ctx, accountId) => {
  type Row = { statementId: string; partnerName: string; family: string; openedAt: Date; dueOn: string }
  const rows = await ctx.tx.query<Row>(
    `SELECT l.statement_id AS "statementId", p.name AS "partnerName", c.product_family AS family, x.opened_at AS "openedAt", x.due_on AS "dueOn"
     FROM dispute x JOIN statement_line l ON l.id = x.line_id JOIN claim c ON c.id = l.claim_id JOIN deal d ON d.id = c.deal_id
     JOIN partner p ON p.id = x.partner_id
     WHERE d.account_id = $1 AND x.due_on IS NOT NULL AND NOT EXISTS (SELECT FROM dispute_answer a WHERE a.dispute_id = x.id)`,
    [accountId],
  )
  return rows.map(({ statementId, partnerName, family, openedAt, dueOn }) => ({
    ...{
      ...byVendor(ctx),
      what: `An answer to ${partnerName}, who disputes a line`,
      productFamily: family,
      since: openedAt,
    },
    dueAt: startOfDay(addDays(dueOn, 1), ctx.vendor.timeZone),
    about: { kind: 'statement', id: statementId },
  }))
}

/** Commission that is to be paid. */
const onCommission: Reader = async (ctx, accountId) => {
  type Row = { id: string; dealId: string; partnerName: string; family: string; currency: string }
  const rows = await ctx.tx.query<Row>(
    `SELECT c.id, c.deal_id AS "dealId", p.name AS "partnerName", c.product_family AS family, d.currency
     FROM claim c JOIN deal d ON d.id = c.deal_id JOIN partner p ON p.id = c.partner_id WHERE d.account_id = $1 ORDER BY c.seq`,
    [accountId],
  )
  const books = await booksOf(
    ctx.tx,
    rows.map(({ id }) => id),
  )
  return rows.flatMap(({ id, dealId, partnerName, family, currency }): Duty[] => {
    const amountMinor = payableOf(books.get(id)!.balances)
    if (amountMinor <= 0) return []
    const what = `${formatMoney(amountMinor, { locale: ctx.locale, currency })} to ${partnerName}`
    const about = { kind: 'deal' as const, id: dealId }
    return [{ ...byVendor(ctx), what, productFamily: family, since: null, dueAt: null, about }]
  })
}

const onDuplicates: Reader = async (ctx, accountId) => {
  const [row] = await ctx.tx.query<{ count: number }>(
    'SELECT count(*)::int AS count FROM account_pair WHERE $1 IN (one, other)',
    [accountId],
  )
  if (row!.count === 0) return []
  const what =
    row!.count === 1
      ? 'Whether another record is the same company'
      : `Whether ${row!.count} records are the same company`
  const about = { kind: 'duplicates' as const, id: accountId }
  return [{ ...byVendor(ctx), what, productFamily: null, since: null, dueAt: null, about }]
}

const readers: readonly Reader[] = [
  onRegistrations,
  onQuestions,
  onHelp,
  onConflicts,
  onAppeals,
  onLetters,
  onDeals,
  onDisputes,
  onCommission,
  onDuplicates,
]
