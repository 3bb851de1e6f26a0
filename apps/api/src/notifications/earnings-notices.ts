import { claimRoles } from '@parley/contract/claims'
import { formatDay, formatMoney } from '@parley/rules/format'
import { readExposure } from '../commissions/read-exposure.ts'
import type { Ctx } from '../context.ts'
import { type ClaimRow, type DealRow, readClaimRow, readDealRow } from '../deals/deal-rows.ts'
import type { DecisionRow } from '../decisions/decision-rows.ts'
import type { Message } from '../outbox/dispatch.ts'
import { loadPolicy } from '../policies/policy-in-force.ts'
import { dayOf } from '../vendor-days.ts'
import { cardFor, type Notice, partnerNotice, readDecision, staffNotice } from './notices-of.ts'

type Told = { ctx: Ctx; message: Message }

/** To whoever looks after deals; a claim that brings its deal near the margin, or over it, says so first. */
export async function tellClaimed({ ctx, message }: Told): Promise<Notice[]> {
  const claim = await readClaimRow(ctx.tx, message.subjectId)
  const note = claim.note === '' ? [] : [`“${claim.note}”`]
  if (claim.dealId === null) return [untied(claim, note)]
  const deal = await readDealRow(ctx.tx, claim.dealId)
  const said = `${claim.partnerName} claims a share of ${deal.reference}: ${claimRoles[claim.role]}.`
  const forStaff =
    (await exposed(ctx, deal, [said])) ??
    onDeal(deal, staffNotice('claim', `A share is claimed: ${deal.accountName}`, [said, ...note, ...whatFollows(deal)]))
  if (message.payload.by !== 'staff') return [forStaff]
  const entered = `${ctx.vendor.name} entered it for you: ${claimRoles[claim.role]}.`
  const lines = deal.stage === 'open' ? [entered, 'It is settled when the deal is won.'] : [entered]
  return [
    await onClaim(ctx, claim, partnerNotice('earnings', `A share is claimed for you: ${claim.accountName}`, lines)),
    forStaff,
  ]
}

/** By a registration that was never protected, or not while the deal was to be won: whether it has a part there, a person says. */
const untied = (claim: ClaimRow, note: string[]): Notice => ({
  ...staffNotice('claim', `A share is claimed: ${claim.accountName}`, [
    `${claim.partnerName} claims a share: ${claimRoles[claim.role]}.`,
    ...note,
    'It didn’t lead there by this registration, so the claim isn’t tied to a deal. If it has a part in one, tie it on that deal’s page; if not, decline it there.',
  ]),
  path: `/registrations/${claim.registrationId}`,
})

const whatFollows = ({ stage }: DealRow) =>
  stage === 'open' ? [] : [`The deal is ${stage} already. Settle it again, so that the claim is decided.`]

/** The deal’s figures changed: who looks after it hears of it when its claims come near the margin by that. */
export async function tellDealChanged({ ctx, message }: Told): Promise<Notice[]> {
  const deal = await readDealRow(ctx.tx, message.subjectId)
  const notice = await exposed(ctx, deal, ['Its amount or its margin was changed.'])
  return notice ? [notice] : []
}

async function exposed(ctx: Ctx, deal: DealRow, lines: string[]): Promise<Notice | null> {
  if (deal.stage !== 'open') return null
  const { state, warning } = await readExposure(ctx, deal)
  if (state !== 'near' && state !== 'over') return null
  const title = state === 'over' ? 'Claims cost more than the margin' : 'Claims come near the margin'
  return onDeal(deal, staffNotice('exposure', `${title}: ${deal.accountName}`, [warning!, ...lines]))
}

/** What was decided on a claim, in its partner’s edition. */
export async function tellClaimDecided({ ctx, message }: Told): Promise<Notice[]> {
  const claim = await readClaimRow(ctx.tx, message.subjectId)
  const { outcome, headline } = await cardFor(ctx, await readDecision(ctx, message), 'partner', claim)
  const { isReleased, paidAs } = message.payload
  const amount = moneyOf(ctx, message)
  const title = isReleased && paidAs === 'margin' ? 'Earned as margin' : isReleased ? 'Owed to you' : outcome.title
  const follows = isReleased
    ? paidAs === 'margin'
      ? `${amount} is your margin, on your own invoice.`
      : `${amount} is owed to you. It is on your next statement.${restWords(ctx, message)}`
    : outcome.type === 'hold' && message.payload.amountMinor !== 0
      ? `It comes to ${amount} once nothing is waited for.`
      : null
  const lines = follows === null ? [headline] : [headline, follows]
  return [await onClaim(ctx, claim, partnerNotice('earnings', `${title}: ${claim.accountName}`, lines))]
}

/** That it isn't taken up, and why: the same whether there is a deal or not. */
export async function tellClaimDeclined({ ctx, message }: Told): Promise<Notice[]> {
  const claim = await readClaimRow(ctx.tx, message.subjectId)
  const lines = [
    `${ctx.vendor.name} doesn’t take up your claim: ${claimRoles[claim.role]}.`,
    `“${claim.declinedBecause}”`,
    'It earns nothing. If you have more to show of your part, tell whoever looks after you there.',
  ]
  return [await onClaim(ctx, claim, partnerNotice('earnings', `Not taken up: ${claim.accountName}`, lines))]
}

/** The customer pays in parts: what still waits. */
function restWords({ locale }: Ctx, { payload }: Message): string {
  if (typeof payload.restMinor !== 'number' || payload.restMinor === 0) return ''
  const rest = formatMoney(payload.restMinor, { locale, currency: String(payload.currency) })
  return ` The customer has paid a part: ${rest} waits for the rest.`
}

/** A share fell: by how much, by which rule of which version, and where to say that it’s wrong. */
export async function tellLowered({ ctx, message }: Told): Promise<Notice[]> {
  const claim = await readClaimRow(ctx.tx, message.subjectId)
  const decision = await readDecision(ctx, message)
  const { headline } = await cardFor(ctx, decision, 'partner', claim)
  const isBack = message.topic === 'claim.takenBack'
  const lines = [
    `${moneyOf(ctx, message)} ${isBack ? 'is taken back of what was paid' : 'less than before'}. ${await groundOf(ctx, message, decision)}`,
    headline,
    isBack
      ? 'It is set off with your next payouts, as lines of your statements.'
      : 'You can dispute it from the line of your statement.',
  ]
  const title = `${isBack ? 'Taken back' : 'Your share is lowered'}: ${claim.accountName}`
  return [await onClaim(ctx, claim, partnerNotice('earnings', title, lines))]
}

/** The rule by its title, where it is published; of the pool, what the setting is called. */
async function groundOf({ tx }: Ctx, { payload }: Message, { point, policyVersion }: DecisionRow): Promise<string> {
  const { parameters, rules } = await loadPolicy(tx, point, policyVersion!)
  const version = `version ${policyVersion} of the rules`
  const setting = payload.setting ? parameters[String(payload.setting)]?.title : undefined
  if (setting) return `It is shared, by ${version}: ${setting}.`
  const rule = rules.find(({ id }) => id === payload.rule)
  return rule?.audience === 'published' ? `By the rule “${rule.title}”, ${version}.` : `By ${version}.`
}

type StatementKnown = { reference: string; firstDay: string; totalMinor: number; currency: string; userIds: string[] }

/** A statement, and who registered what it pays: beside the admins they hear of it. */
async function readKnown({ tx }: Ctx, id: string): Promise<StatementKnown> {
  const [row] = await tx.query<StatementKnown>(
    `SELECT s.reference, s.month AS "firstDay", s.total_minor AS "totalMinor", s.currency,
       coalesce((SELECT array_agg(DISTINCT r.submitted_by) FROM statement_line l JOIN claim c ON c.id = l.claim_id
         JOIN registration r ON r.id = c.registration_id WHERE l.statement_id = s.id), '{}') AS "userIds"
     FROM statement s WHERE s.id = $1`,
    [id],
  )
  return row!
}

export async function tellStatement({ ctx, message }: Told): Promise<Notice[]> {
  const { reference, firstDay, totalMinor, currency, userIds } = await readKnown(ctx, message.subjectId)
  const month = new Intl.DateTimeFormat(ctx.locale, { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
    new Date(`${firstDay}T00:00:00Z`),
  )
  const total = formatMoney(totalMinor, { locale: ctx.locale, currency })
  const notice =
    message.topic === 'statement.paid'
      ? partnerNotice('statement', `Paid: ${total} for ${month}`, [`${reference} is paid.`])
      : partnerNotice('statement', `Your statement for ${month}: ${total}`, [
          totalMinor > 0
            ? `${reference} says line by line how ${total} comes about, and by which rules.`
            : `${reference} says what was set off, and by which rules. Nothing is paid out.`,
          'You can check its arithmetic, and dispute a line.',
        ])
  return [{ ...notice, path: `/earnings/statements/${message.subjectId}`, alsoTo: userIds }]
}

type Disputed = {
  lineId: string
  statementId: string
  reference: string
  position: number
  partnerName: string
  accountName: string
  reason: string
  dueOn: string | null
  isUpheld: boolean | null
  wording: string
  openedBy: string[]
}

async function readDisputed({ tx }: Ctx, id: string): Promise<Disputed> {
  const [row] = await tx.query<Disputed>(
    `SELECT d.line_id AS "lineId", s.id AS "statementId", s.reference, l.position, p.name AS "partnerName", c.account_name AS "accountName",
       d.reason, d.due_on AS "dueOn", a.is_upheld AS "isUpheld", a.wording,
       ARRAY(SELECT e.actor_id FROM decision e WHERE e.id = d.decision_id) AS "openedBy"
     FROM dispute d JOIN statement_line l ON l.id = d.line_id JOIN statement s ON s.id = l.statement_id JOIN claim c ON c.id = l.claim_id
       JOIN partner p ON p.id = d.partner_id LEFT JOIN dispute_answer a ON a.dispute_id = d.id WHERE d.id = $1`,
    [id],
  )
  return row!
}

/** A dispute that waits for the vendor’s answer: filed, or due soon. Nobody is reminded of one that was answered meanwhile. */
export async function tellDisputed({ ctx, message }: Told): Promise<Notice[]> {
  const row = await readDisputed(ctx, message.subjectId)
  if (row.dueOn === null || (message.topic === 'dispute.due' && row.isUpheld !== null)) return []
  const { partnerName, reference, position, accountName, reason, dueOn } = row
  const isLate = dueOn < dayOf(ctx.now, ctx.vendor.timeZone)
  const due = isLate ? 'An answer is late' : 'An answer falls due'
  const title = message.topic === 'dispute.due' ? due : 'Disputed'
  const lines = [
    `${partnerName} disputes line ${position} of ${reference}.`,
    `“${reason}”`,
    `Answer by the end of ${formatDay(dueOn, ctx.locale)}.`,
  ]
  return [{ ...staffNotice('dispute', `${title}: ${accountName}`, lines), path: `/disputes?open=${message.subjectId}` }]
}

export async function tellDisputeAnswered({ ctx, message }: Told): Promise<Notice[]> {
  const row = await readDisputed(ctx, message.subjectId)
  const lines = [
    row.wording,
    ...(row.isUpheld ? ['The correction is on your next statement, as a line of its own.'] : []),
  ]
  const title = `${row.isUpheld ? 'Corrected' : 'It stays as it is'}: ${row.accountName}`
  const path = `/earnings/statements/${row.statementId}?line=${row.lineId}`
  return [{ ...partnerNotice('dispute', title, lines), path, alsoTo: row.openedBy }]
}

const moneyOf = ({ locale, vendor }: Ctx, { payload }: Message) =>
  formatMoney(Math.abs(Number(payload.amountMinor)), { locale, currency: String(payload.currency ?? vendor.currency) })

const onDeal = ({ id }: DealRow, notice: Notice): Notice => ({ ...notice, path: `/deals/${id}` })

/** Who registered the deal by which it is claimed works on it, and hears of it beside the admins. */
async function onClaim({ tx }: Ctx, { id, registrationId }: ClaimRow, notice: Notice): Promise<Notice> {
  const rows = await tx.query<{ userId: string }>(
    'SELECT r.submitted_by AS "userId" FROM registration r WHERE r.id = $1',
    [registrationId],
  )
  return { ...notice, path: `/earnings/claims/${id}`, alsoTo: rows.map(({ userId }) => userId) }
}
