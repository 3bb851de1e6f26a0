import {
  type Consent,
  type EngagementSummary,
  engagementVerbs,
  type PartnerEngagement,
  type StaffEngagement,
} from '@parley/contract/engagements'
import { engagement as point } from '@parley/rules/points/engagement/point'
import { familyName, keptOf, readAccounts } from '../accounts/account-view.ts'
import type { Ctx } from '../context.ts'
import { outcomeOf, readCard } from '../decisions/decision-card.ts'
import { type DecisionRow, decisionColumns } from '../decisions/decision-rows.ts'
import { lastDayBefore } from '../vendor-days.ts'
import { canAnswer, canApproveDeed, canRecordDeed } from './engagement-abilities.ts'
import { type ConsentRow, consentAt, type EngagementRow, readLead } from './engagement-rows.ts'

/** Summaries in the order of the rows; the decisions are read together. */
export async function toSummaries(ctx: Ctx, rows: readonly EngagementRow[]): Promise<EngagementSummary[]> {
  const decisions = await readDecisions(
    ctx,
    rows.map(({ decisionId }) => decisionId),
  )
  const summaries: EngagementSummary[] = []
  for (const row of rows) {
    const { headline } = await cardOf(ctx, row, decisions.get(row.decisionId)!)
    summaries.push(toSummary(ctx, row, headline))
  }
  return summaries
}

async function readDecisions(ctx: Ctx, ids: readonly string[]): Promise<Map<string, DecisionRow>> {
  const rows = await ctx.tx.query<DecisionRow>(`SELECT ${decisionColumns} FROM decision d WHERE d.id = ANY($1)`, [ids])
  return new Map(rows.map((row) => [row.id, row]))
}

/** The decision in the reader's edition. To the lead it speaks of the vendor's question, so the facts of that aren't its own. */
async function cardOf(ctx: Ctx, row: EngagementRow, decision: DecisionRow) {
  const card = await readCard(ctx, decision)
  const isOthers = ctx.actor.audience === 'partner' && row.askedBy === 'vendor'
  return isOthers ? { ...card, facts: [], changes: [], missing: [] } : card
}

function toSummary(ctx: Ctx, row: EngagementRow, headline: string): EngagementSummary {
  const { id, verb, askedBy, askedAt, accountName, productFamily, outcome, consent, deed } = row
  const isPartner = ctx.actor.audience === 'partner'
  return {
    id,
    verb,
    verbWords: engagementVerbs[verb],
    askedBy: isPartner && askedBy === 'partner' ? 'you' : askedBy,
    askedByName: whoAsked(ctx, row),
    askedAt: askedAt.toISOString(),
    accountName,
    productFamily: { id: productFamily, name: familyName(ctx, productFamily) },
    outcome: outcomeOf(point, { outcome }),
    headline,
    consent: consent && toConsent(ctx, row, consent),
    doneAnyway: deed !== null,
  }
}

/** Partners read the role of the vendor's people, the staff the name with the partner's. */
function whoAsked({ actor, vendor }: Ctx, { askedBy, actorName, partnerName }: EngagementRow): string {
  if (actor.audience !== 'partner') return askedBy === 'partner' ? `${actorName}, ${partnerName}` : actorName
  return askedBy === 'partner' ? actorName : `A seller of ${vendor.name}`
}

function toConsent(ctx: Ctx, row: EngagementRow, consent: ConsentRow): Consent {
  const { askedOf, askedAt, dueAt, reason, answeredAt } = consent
  const isPartner = ctx.actor.audience === 'partner'
  const ofReader = askedOf === 'lead' ? isPartner && row.askedBy === 'vendor' : !isPartner
  return {
    askedOf: ofReader ? 'you' : askedOf,
    state: consentAt(consent, ctx.now),
    askedAt: askedAt.toISOString(),
    dueAt: dueAt?.toISOString() ?? null,
    lastDay: dueAt && lastDayBefore(dueAt, ctx.vendor.timeZone),
    reason,
    answeredAt: answeredAt?.toISOString() ?? null,
    answeredBy: whoAnswered(ctx, row, consent),
  }
}

function whoAnswered({ actor, vendor }: Ctx, row: EngagementRow, { askedOf, answeredByName }: ConsentRow) {
  if (answeredByName === null) return null
  if (actor.audience === 'partner') return askedOf === 'lead' ? answeredByName : `A channel manager of ${vendor.name}`
  return askedOf === 'lead' ? `${answeredByName}, ${row.partnerName}` : answeredByName
}

async function detail(ctx: Ctx, row: EngagementRow) {
  const decision = (await readDecisions(ctx, [row.decisionId])).get(row.decisionId)!
  const card = await cardOf(ctx, row, decision)
  const isStaff = ctx.actor.audience !== 'partner'
  const { deed } = row
  const seen = {
    ...toSummary(ctx, row, card.headline),
    purpose: row.purpose,
    note: row.note,
    anyFamily: row.anyFamily,
    decision: card,
    deed: deed && {
      doneOn: deed.doneOn,
      recordedAt: deed.recordedAt.toISOString(),
      approvedAt: deed.approvedAt?.toISOString() ?? null,
      doneByName: isStaff ? deed.doneByName : null,
      reason: isStaff ? deed.reason : null,
      approvedByName: isStaff ? deed.approvedByName : null,
    },
    recordedAsHelp: card.outcome.params.recordedAs === 'help',
    version: row.version,
  }
  return { seen, decision }
}

export async function toPartnerEngagement(ctx: Ctx, row: EngagementRow): Promise<PartnerEngagement> {
  const { seen, decision } = await detail(ctx, row)
  const { sendTo, from } = seen.decision.outcome.params
  const title = titleOf(decision.outcome, sendTo === undefined ? 'from' : 'sendTo', sendTo ?? from)
  const talkTo = title && row.askedBy === 'partner' ? { title, name: null, email: null } : null
  return {
    ...seen,
    lead: row.askedBy === 'vendor' ? ownLead : leadInFacts(decision),
    talkTo,
    matchingSince: null,
    can: { answer: canAnswer(ctx, row) },
  }
}

const ownLead: PartnerEngagement['lead'] = { kind: 'you', partnerName: null, registrationId: null, lastDay: null }

/**
 * What a partner that asks may know of the lead: the facts of its decision that partners may know, and nothing beside them. The vendor's are
 * the accounts on its published list: where it made the latest sale isn't said, because elsewhere a partner did.
 */
function leadInFacts({ facts }: DecisionRow): PartnerEngagement['lead'] {
  const isProtected = facts['account.protectedForOther'] === true
  const isVendors = facts['account.designation'] !== 'open'
  const kind = facts['account.leadIsAsker'] === true ? 'you' : isProtected ? 'partner' : isVendors ? 'vendor' : 'unsaid'
  const lastDay = isProtected ? String(facts['account.protectedUntil']) : null
  return { kind, partnerName: null, registrationId: null, lastDay }
}

/** "the lead of the account": a choice of the outcome in its own words. */
function titleOf(outcome: string, name: string, value: unknown): string | null {
  const known = Object.hasOwn(point.outcomes, outcome) ? point.outcomes[outcome as keyof typeof point.outcomes] : null
  const parameter = (known?.parameters as Record<string, { values?: Record<string, string> }> | undefined)?.[name]
  return parameter?.values?.[String(value)] ?? null
}

export async function toStaffEngagement(ctx: Ctx, row: EngagementRow): Promise<StaffEngagement> {
  const { seen, decision } = await detail(ctx, row)
  const lead = await readLead(ctx.tx, row.id)
  const { sendTo, from } = decision.params
  const who = sendTo ?? from
  const title = titleOf(decision.outcome, sendTo === undefined ? 'from' : 'sendTo', who)
  const contact = who === 'lead' ? { name: lead.contactName, email: lead.contactEmail } : { name: null, email: null }
  return {
    ...seen,
    typed: row.typed,
    account: await readAccountOf(ctx, row),
    lead: {
      kind: lead.kind,
      partnerName: lead.partnerName,
      registrationId: lead.registrationId,
      lastDay: lead.until && lastDayBefore(lead.until, ctx.vendor.timeZone),
    },
    talkTo: title === null ? null : { title, ...contact },
    matchingSince: await readMatchingSince(ctx, row.id),
    can: {
      answer: canAnswer(ctx, row),
      recordDeed: canRecordDeed(ctx, row),
      approveDeed: canApproveDeed(ctx, row),
    },
  }
}

/** The record that answers for the account now. */
async function readAccountOf(ctx: Ctx, { accountId }: EngagementRow): Promise<StaffEngagement['account']> {
  if (accountId === null) return null
  const kept = (await keptOf(ctx, [accountId])).get(accountId)!
  const { name } = (await readAccounts(ctx, [kept])).get(kept)!
  return { id: kept, name }
}

async function readMatchingSince({ tx }: Ctx, id: string): Promise<string | null> {
  const [row] = await tx.query<{ askedAt: Date }>(
    'SELECT asked_at AS "askedAt" FROM matching_request WHERE engagement_id = $1',
    [id],
  )
  return row?.askedAt.toISOString() ?? null
}
