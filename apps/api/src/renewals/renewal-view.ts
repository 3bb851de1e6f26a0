import type { ContractAct, PartnerRenewal, StaffRenewal } from '@parley/contract/renewals'
import { familyName } from '../accounts/account-view.ts'
import type { Ctx } from '../context.ts'
import { dayOf, daysFrom } from '../vendor-days.ts'
import { type ContractActRow, type ContractRow, readActs } from './contract-rows.ts'
import { doesItsDuties, type MayQuote, mayQuote } from './may-quote.ts'
import { partnerRenewalAbilities, staffRenewalAbilities } from './renewal-abilities.ts'

/** Contracts as a partner reads them: whether it may quote the renewal, and what it did for it. */
export async function toPartnerRenewals(ctx: Ctx, rows: readonly ContractRow[]): Promise<PartnerRenewal[]> {
  const { acts, accountOf } = await beside(ctx, rows)
  const views: PartnerRenewal[] = []
  for (const row of rows) {
    const own = acts.get(row.id) ?? []
    const asked = await mayQuote(ctx, { ...row, accountId: accountOf.get(row.id)! })
    const { facts } = asked.gathered
    const isYours = facts['account.leadIsAsker'] === true || facts['account.incumbentIsPartner'] === true
    const others = facts['account.protectedForOther'] === true ? 'partner' : 'nobody'
    views.push({
      ...shared(ctx, row, own, asked),
      lead: isYours ? 'you' : others,
      can: partnerRenewalAbilities(row, own),
    })
  }
  return views
}

type Known = {
  id: string
  accountId: string
  accountName: string
  dealId: string
  reference: string
  partnerName: string | null
  renewalId: string | null
  renewalReference: string | null
  renewalStage: 'open' | 'won' | 'lost' | null
}

/** The same for the staff: whether a direct quote is allowed, who leads and why. */
export async function toStaffRenewals(ctx: Ctx, rows: readonly ContractRow[]): Promise<StaffRenewal[]> {
  const { acts } = await beside(ctx, rows)
  const known = await ctx.tx.query<Known>(
    `SELECT c.id, d.account_id AS "accountId", a.name AS "accountName", d.id AS "dealId", d.reference, p.name AS "partnerName",
       n.id AS "renewalId", n.reference AS "renewalReference", n.stage AS "renewalStage"
     FROM contract c JOIN deal d ON d.id = c.deal_id JOIN account a ON a.id = d.account_id LEFT JOIN partner p ON p.id = c.partner_id
     LEFT JOIN LATERAL (SELECT x.id, x.reference, x.stage FROM deal x WHERE x.renews_contract_id = c.id ORDER BY x.created_at DESC LIMIT 1) n ON true
     WHERE c.id = ANY($1)`,
    [rows.map(({ id }) => id)],
  )
  const byId = new Map(known.map((each) => [each.id, each]))
  const views: StaffRenewal[] = []
  for (const row of rows) {
    const own = acts.get(row.id) ?? []
    const more = byId.get(row.id)!
    const renewable = { ...row, accountId: more.accountId }
    const asked = await mayQuote(ctx, renewable)
    const dutiesDone = row.partnerId !== null && (await doesItsDuties(ctx, row.partnerId, renewable))
    const hasDeal = more.renewalStage === 'open' || more.renewalStage === 'won'
    const { facts, leadPartnerId } = asked.gathered
    views.push({
      ...shared(ctx, row, own, asked),
      accountName: more.accountName,
      account: { id: more.accountId, name: more.accountName },
      partner: row.partnerId === null ? null : { id: row.partnerId, name: more.partnerName! },
      lead: leadPartnerId !== null ? 'partner' : facts['account.leadIsAsker'] === true ? 'vendor' : 'nobody',
      leadName: leadPartnerId === row.partnerId ? more.partnerName : await nameOf(ctx, leadPartnerId),
      deal: { id: more.dealId, reference: more.reference },
      renewalDeal:
        more.renewalId === null
          ? null
          : { id: more.renewalId, reference: more.renewalReference!, stage: more.renewalStage! },
      can: staffRenewalAbilities(ctx, row, own, { dutiesDone, hasDeal }),
    })
  }
  return views
}

async function nameOf({ tx }: Ctx, partnerId: string | null): Promise<string | null> {
  if (partnerId === null) return null
  const [row] = await tx.query<{ name: string }>('SELECT name FROM partner WHERE id = $1', [partnerId])
  return row!.name
}

async function beside({ tx }: Ctx, rows: readonly ContractRow[]) {
  const ids = rows.map(({ id }) => id)
  const accounts = await tx.query<{ contract_id: string; account_id: string }>('SELECT * FROM contract_accounts($1)', [
    ids,
  ])
  return {
    acts: Map.groupBy(await readActs(tx, ids), ({ contractId }) => contractId),
    accountOf: new Map(accounts.map((row) => [row.contract_id, row.account_id])),
  }
}

function shared(ctx: Ctx, row: ContractRow, acts: readonly ContractActRow[], { card }: MayQuote) {
  const latest = (kind: ContractActRow['kind']) => acts.findLast((act) => act.kind === kind)?.happenedOn ?? null
  const reports = acts.filter(({ actedBy }) => actedBy === 'partner').map(({ happenedOn }) => happenedOn)
  const { id, accountName, productFamily, paper, startsOn, endsOn } = row
  return {
    ...{ id, accountName, paper, startsOn, endsOn },
    productFamily: { id: productFamily, name: familyName(ctx, productFamily) },
    daysLeft: daysFrom(dayOf(ctx.now, ctx.vendor.timeZone), endsOn),
    decision: card,
    lastReportOn: reports.toSorted().at(-1) ?? null,
    reviewHeldOn: latest('review'),
    incumbencyEndedOn: latest('ended'),
    customerLeftOn: latest('letter'),
    renewed: row.renewedBy !== null,
    acts: acts.map((act) => toAct(ctx, act)),
  }
}

function toAct({ actor, vendor }: Ctx, act: ContractActRow): ContractAct {
  const { id, kind, note, signerName, happenedOn, actedBy, actedByName, actedAt } = act
  const isPartner = actor.audience === 'partner'
  const own = isPartner && actedBy === 'partner' && actedByName === actor.name
  const byName = own ? 'You' : isPartner && actedBy === 'vendor' ? vendor.name : actedByName
  return { id, kind, note, signerName, happenedOn, byName, actedAt: actedAt.toISOString() }
}
