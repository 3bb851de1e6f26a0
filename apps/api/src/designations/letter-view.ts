import type { LetterSummary, PartnerLetter, StaffLetter } from '@parley/contract/designations'
import { familyName, keptOf, readAccounts } from '../accounts/account-view.ts'
import type { Ctx } from '../context.ts'
import { readCard } from '../decisions/decision-card.ts'
import { type DecisionRow, decisionColumns } from '../decisions/decision-rows.ts'
import { addDays, lastDayBefore } from '../vendor-days.ts'
import { canCheck, canDecide, canRescindFor, canSettleAccount, canWaive } from './designation-abilities.ts'
import {
  checksOf,
  type DesignationRow,
  designationsOf,
  type LeadRow,
  type LetterRow,
  leadsOf,
  readLetter,
  readLetters,
} from './letter-rows.ts'
import { staffVersion } from './letter-version.ts'

const family = (ctx: Ctx, id: string) => ({ id, name: familyName(ctx, id) })

/** What both sides read of a letter. Partners read the vendor's name for its people. */
export function toLetter(ctx: Ctx, row: LetterRow) {
  const isPartner = ctx.actor.audience === 'partner'
  const { id, kind, accountName, form, signer, signerName, signerTitle, signedOn, receivedOn } = row
  const { namesOthersToo, waivesWait, note, isGenuine, customerSays } = row
  return {
    ...{ id, kind, accountName, form, signer, signerName, signerTitle, signedOn, receivedOn },
    ...{ namesOthersToo, waivesWait, note, isGenuine, customerSays },
    productFamilies: row.productFamilies.map((each) => family(ctx, each)),
    receivedAt: row.receivedAt.toISOString(),
    file: { name: row.fileName, kind: row.fileKind, bytes: row.fileBytes },
    broughtBy: isPartner === (row.broughtBy === 'partner') ? ('you' as const) : row.broughtBy,
    broughtByName: isPartner && row.broughtBy === 'vendor' ? ctx.vendor.name : row.broughtByName,
    checkedAt: row.checkedAt?.toISOString() ?? null,
  }
}

/** Until when a contract runs, the partner that a letter names doesn't learn before the customer has said that the letter is its own. */
function takesEffectOn({ actor }: Ctx, { isGenuine }: LetterRow, { outcome, checkOn }: DesignationRow) {
  const isUntold = outcome === 'waitsForRenewal' && actor.audience === 'partner' && isGenuine !== true
  return outcome.startsWith('waits') && !isUntold ? checkOn : null
}
const holdsUntil = (ctx: Ctx, row: DesignationRow) =>
  row.holdsUntil && lastDayBefore(row.holdsUntil, ctx.vendor.timeZone)

/** Summaries in the order of the rows; the designations are read together. */
export async function toLetterSummaries(ctx: Ctx, rows: readonly LetterRow[]): Promise<LetterSummary[]> {
  const all = Map.groupBy(
    await designationsOf(
      ctx.tx,
      rows.map(({ id }) => id),
    ),
    ({ letterId }) => letterId,
  )
  return rows.map((row) => {
    const designations = all.get(row.id) ?? []
    return {
      ...toLetter(ctx, row),
      partnerName: ctx.actor.audience === 'partner' ? null : row.partnerName,
      designations: designations.map((each) => ({
        productFamily: family(ctx, each.productFamily),
        state: each.state,
        takesEffectOn: takesEffectOn(ctx, row, each),
        holdsUntil: holdsUntil(ctx, each),
      })),
      waitsForVendor: designations.some(({ state }) => state === 'deciding'),
    }
  })
}

async function decisionsOf(ctx: Ctx, rows: readonly DesignationRow[]): Promise<Map<string, DecisionRow>> {
  const found = await ctx.tx.query<DecisionRow>(`SELECT ${decisionColumns} FROM decision d WHERE d.id = ANY($1)`, [
    rows.map(({ decisionId }) => decisionId),
  ])
  return new Map(found.map((row) => [row.id, row]))
}

async function toDesignation(ctx: Ctx, letter: LetterRow, row: DesignationRow, decision: DecisionRow) {
  const card = await readCard(ctx, decision)
  return {
    id: row.id,
    productFamily: family(ctx, row.productFamily),
    state: row.state,
    headline: headlineOf(ctx, row, card.headline),
    takesEffectOn: takesEffectOn(ctx, letter, row),
    lastDay: row.outcome === 'waitsForRescission' && row.checkOn ? addDays(row.checkOn, -1) : null,
    inEffectAt: row.inEffectAt?.toISOString() ?? null,
    holdsUntil: holdsUntil(ctx, row),
    endedAt: row.endedAt?.toISOString() ?? null,
    decision: card,
  }
}

/** What came after the decision, where something did. */
function headlineOf(ctx: Ctx, { endedBecause, state, outcome }: DesignationRow, decided: string): string {
  if (state === 'deciding' && outcome === 'takesEffect')
    return `It takes effect once ${ctx.vendor.name} has asked the customer, and knows which company wrote it.`
  switch (endedBecause) {
    case 'replaced':
      return 'A later letter of the customer has taken its place. What was earned stays.'
    case 'expired':
      return 'The time for which the letter counts is over. The customer can write a new one.'
    case 'overridden':
    case 'takenBack':
      return `${ctx.vendor.name} has ended it. What was earned stays.`
  }
  return decided
}

export async function toPartnerLetter(ctx: Ctx, id: string): Promise<PartnerLetter> {
  const row = await readLetter(ctx.tx, id)
  const designations = await designationsOf(ctx.tx, [id])
  const decisions = await decisionsOf(ctx, designations)
  const shown: PartnerLetter['designations'] = []
  for (const each of designations) shown.push(await toDesignation(ctx, row, each, decisions.get(each.decisionId)!))
  return { ...toLetter(ctx, row), designations: shown, version: row.version }
}

export async function toStaffLetter(ctx: Ctx, id: string): Promise<StaffLetter> {
  const row = await readLetter(ctx.tx, id)
  const designations = await designationsOf(ctx.tx, [id])
  const decisions = await decisionsOf(ctx, designations)
  const leads = await leadsOf(
    ctx.tx,
    designations.map((each) => each.id),
  )
  const rescissions = await readRescissions(ctx, leads)
  const shown: StaffLetter['designations'] = []
  for (const each of designations) {
    const lead = leads.find(({ designationId }) => designationId === each.id)
    shown.push({
      ...(await toDesignation(ctx, row, each, decisions.get(each.decisionId)!)),
      presentLead: lead ? toPresentLead(lead, rescissions) : null,
      can: { waive: canWaive(ctx, each), decide: canDecide(ctx, each), rescind: canRescindFor(ctx, each, lead) },
    })
  }
  return {
    ...toLetter(ctx, row),
    partner: { id: row.partnerId!, name: row.partnerName! },
    account: await readAccountOf(ctx, row),
    checks: await checksOf(ctx.tx, [id]),
    designations: shown,
    can: { check: canCheck(ctx, row, designations), settleAccount: canSettleAccount(ctx, row) },
    version: staffVersion(row, leads),
  }
}

type Rescission = NonNullable<NonNullable<StaffLetter['designations'][number]['presentLead']>['rescission']>

async function readRescissions(ctx: Ctx, leads: readonly LeadRow[]): Promise<Map<string, Rescission>> {
  const ids = leads.flatMap(({ rescindingLetterId }) => rescindingLetterId ?? [])
  if (ids.length === 0) return new Map()
  const rows = await readLetters(ctx.tx, 'WHERE l.id = ANY($1)', [ids])
  const checks = Map.groupBy(await checksOf(ctx.tx, ids), ({ letterId }) => letterId)
  return new Map(
    rows.map((row) => [
      row.id,
      {
        ...toLetter(ctx, row),
        checks: checks.get(row.id) ?? [],
        can: { check: canCheck(ctx, row, []) },
        version: row.version,
      },
    ]),
  )
}

function toPresentLead(lead: LeadRow, rescissions: ReadonlyMap<string, Rescission>) {
  const { kind, leadPartnerName: partnerName, registrationId, lastDay, state, rescindingLetterId } = lead
  return {
    ...{ kind, partnerName, registrationId, lastDay, state },
    toldAt: lead.toldAt.toISOString(),
    rescission: rescindingLetterId === null ? null : (rescissions.get(rescindingLetterId) ?? null),
  }
}

/** The record that answers for the account now. */
async function readAccountOf(ctx: Ctx, { accountId }: LetterRow): Promise<StaffLetter['account']> {
  if (accountId === null) return null
  const kept = (await keptOf(ctx, [accountId])).get(accountId)!
  const { name } = (await readAccounts(ctx, [kept])).get(kept)!
  return { id: kept, name }
}
