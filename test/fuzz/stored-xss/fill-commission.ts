import { settleDue } from '@parley/api/commissions/settle-due'
import type { StaffDeal } from '@parley/contract/deals'
import { partnerClaims, staffDeals } from '@parley/contract/routes/deals'
import { partnerStatements, staffStatements } from '@parley/contract/routes/statements'
import { claimOf, commission } from '../../support/commission.ts'
import { aDeal } from '../../support/factories.ts'
import type { World } from '../../support/open-world.ts'
import { partners } from '../../support/program.ts'
import type { HostileTexts } from './hostile-texts.ts'

const productFamilies = ['backup']
const sale = { productFamilies, kind: 'new', amountMinor: 10_000_000, termMonths: 12 } as const
const claimed = { role: 'sourced', activities: 4, dutiesDone: true } as const

/** Names that have nothing in common. */
const names = ['Redshank Locks', 'Godwit Looms', 'Dunlin Clays', 'Avocet Salts', 'Turnstone Sands']

/** Deals with payloads in their numbers, in what is said of claims, and in what a person decided about the paper; some are won and paid. Ends in the ids of these, of those that are claimed or came from a file, of Alder’s claims, and of the decisions. */
export async function fillDealsAndClaims(w: World, texts: HostileTexts, accounts: readonly string[]) {
  const manager = w.as('manager')
  const made: StaffDeal[] = []
  for (const { n } of texts.payloads)
    made.push(
      await texts.sends(manager, staffDeals.create, [n], {
        body: (say) => ({ ...sale, accountId: accounts[n - 1]!, externalId: say('/externalId') }),
      }),
    )
  const imported = await fillFile(w, texts, accounts)
  const notes = texts.groups('fileClaim /note')
  const edits = texts.groups('editClaim /note')
  const decided = texts.groups('decidePaper /inPerson/wording')
  const reasons = texts.groups('decidePaper /inPerson/reason')
  const decisions: string[] = []
  const own: string[] = []
  for (const [at, group] of decided.entries()) {
    const params = { id: made[at]!.summary.id }
    const { claims } = await texts.sends(manager, staffDeals.fileClaim, notes[at % notes.length]!, {
      params,
      body: (say) => ({ ...claimed, partnerId: partners.alder.id, note: say('/note') }),
    })
    if (at > 0)
      await texts.sends(manager, staffDeals.editClaim, edits[at % edits.length]!, {
        params: { id: claims[0]!.id },
        ifMatch: claims[0]!.version,
        body: (say) => ({ note: say('/note') }),
      })
    own.push(claims[0]!.id)
    const { paper } = await decidesPaper(w, texts, params.id, group, reasons[at % reasons.length]!)
    decisions.push(paper!.decision!.decisionId!)
    const sales = commission(w)
    const { summary } = await sales.wins(params.id)
    if (at === 0) await fillPayments(w, texts, params.id, summary.reference)
    await sales.isPaid(params.id, '2026-11-02')
  }
  const alder = w.as('alder')
  for (const [at, group] of texts.groups('makeClaim /note').entries()) {
    const { summary } = await alder.registers(aDeal({ account: { name: names[at]! } }))
    const { id } = await texts.sends(alder, partnerClaims.make, group, {
      body: (say) => ({ registrationId: summary.id, role: 'sourced' as const, note: say('/note') }),
    })
    own.push(id)
  }
  const declined = await fillDeclined(w, texts)
  const onDeals = await w.sql<{ id: string }>('SELECT DISTINCT deal_id AS id FROM parley.claim WHERE id = ANY($1)', [
    own,
  ])
  return {
    deals: made.slice(0, decisions.length).map(({ summary }) => summary.id),
    claimed: [...onDeals.map(({ id }) => id), ...imported],
    ...{ claims: [...own, ...declined], decisions },
  }
}

/** Claims at accounts that another leads, which the staff doesn't take up, for a reason that is all in payloads. */
async function fillDeclined(w: World, texts: HostileTexts): Promise<string[]> {
  const claims: string[] = []
  for (const [at, group] of texts.groups('declineClaim /because').entries()) {
    const deal = aDeal({ account: { name: `${names[at % names.length]} not taken up ${at}` } })
    await w.as('brightwater').registers(deal)
    const { summary } = await w.as('alder').registers(deal)
    const body = { registrationId: summary.id, role: 'influenced' } as const
    const { id, version } = await w.as('alder').does(partnerClaims.make, { body })
    await texts.sends(w.as('manager'), staffDeals.declineClaim, group, {
      params: { id },
      ifMatch: version,
      body: (say) => ({ because: say('/because') }),
    })
    claims.push(id)
  }
  return claims
}

/** Small payments with payloads in their numbers, one by one and in a file; the rest of the deal stays open. */
async function fillPayments(w: World, texts: HostileTexts, id: string, reference: string): Promise<void> {
  const finance = w.as('finance')
  const payment = { paidOn: '2026-11-02', amountMinor: 1 } as const
  for (const { n } of texts.payloads)
    await texts.sends(finance, staffDeals.notePayment, [n], {
      params: { id },
      body: (say) => ({ ...payment, externalId: say('/externalId') }),
    })
  await finance.does(staffDeals.importPayments, { body: { csv: paymentsFile(texts, reference) } })
  for (const { n } of texts.payloads) texts.keeps('importCustomerPayments /csv', n)
}

/** A file of payments: some can be noted, the others are named with what can't be read. */
export function paymentsFile(texts: HostileTexts, reference: string): string {
  const [number, deal] = ['a number', 'a deal'].map((what) => texts.elsewhere(`${what} in a file of payments`))
  const cells = [['Deal', 'Amount', 'Paid on', 'Number']]
  for (const { n } of texts.payloads) {
    cells.push([reference, '0.01', '2026-11-02', number!(n).slice(0, 100)])
    cells.push([deal!(n), '0.01', '2026-11-02', `B-${n}`])
  }
  return cells.map((row) => row.map((each) => `"${each.replaceAll('"', '""')}"`).join(',')).join('\r\n')
}

/** By rule a person decides, and the person says whose contract it is, in words of its own. */
function decidesPaper(
  w: World,
  texts: HostileTexts,
  id: string,
  wordings: readonly number[],
  reasons: readonly number[],
): Promise<StaffDeal> {
  return texts.sends(w.as('manager'), staffDeals.decidePaper, [...new Set([...wordings, ...reasons])], {
    params: { id },
    body: (say) => ({
      partnerId: partners.alder.id,
      role: 'referral' as const,
      inPerson: {
        paper: 'vendor' as const,
        earns: 'commission' as const,
        reason: say('/inPerson/reason', undefined, reasons),
        wording: say('/inPerson/wording', undefined, wordings),
      },
    }),
  })
}

/** A file of deals: some can be entered, the others are named with what can't be read. */
export function dealsFile(texts: HostileTexts, accounts: readonly string[]): string {
  const [number, family, amount, column] = ['a number', 'a family', 'an amount', 'a column'].map((what) =>
    texts.elsewhere(`${what} in a file of deals`),
  )
  const cells = [['Account id', 'Families', 'Kind', 'Amount', 'Number', column!(1)]]
  for (const { n } of texts.payloads) {
    cells.push([accounts[n - 1]!, 'backup', 'new', '45000.50', number!(n).slice(0, 100), 'x'])
    cells.push([accounts[n - 1]!, family!(n), 'new', '45000.50', '', 'x'])
    cells.push([accounts[n - 1]!, 'backup', 'new', amount!(n), '', 'x'])
  }
  return cells.map((row) => row.map((each) => `"${each.replaceAll('"', '""')}"`).join(',')).join('\r\n')
}

/** Enters a file of deals. Ends in the ids of some. */
async function fillFile(w: World, texts: HostileTexts, accounts: readonly string[]): Promise<string[]> {
  const csv = dealsFile(texts, accounts)
  await w.as('manager').does(staffDeals.importCsv, { body: { csv } })
  for (const { n } of texts.payloads) texts.keeps('importDeals /csv', n)
  const made = await w.sql<{ id: string }>(`SELECT id FROM parley.deal WHERE source = 'csv' ORDER BY id LIMIT 6`)
  return made.map(({ id }) => id)
}

/**
 * Two months later: claims that a person decides, statements for these deals’ customers, and lines that are disputed and answered, all in payloads.
 * Ends in the ids of the statement, of its lines that were disputed, of the claims and of all these decisions.
 */
export async function fillStatements(w: World, texts: HostileTexts) {
  const [alder, finance] = [w.as('alder'), w.as('finance')]
  const sales = commission(w)
  const decideClaims = await claimsForAPerson(w, texts)
  w.travelTo('2026-12-04')
  await settleDue(w.env)
  const claims = await decideClaims()
  w.travelTo('2027-01-04')
  await sales.closesUntil('2026-12')
  const { items } = await alder.does(partnerStatements.list, {})
  const { id, lines } = await alder.does(partnerStatements.get, { params: { id: items[0]!.id } })
  const reasons = texts.groups('disputeLine /reason')
  const disputes: string[] = []
  for (const [at, group] of texts.groups('answerDispute /wording').entries()) {
    const params = { id: lines[at]!.id }
    const disputed = await texts.sends(alder, partnerStatements.dispute, reasons[at % reasons.length]!, {
      params,
      body: (say) => ({ reason: say('/reason') }),
    })
    const dispute = disputed.lines[at]!.dispute!
    await texts.sends(finance, staffStatements.answer, group, {
      params: { id: dispute.id },
      body: (say) => ({ isUpheld: false, wording: say('/wording') }),
    })
    disputes.push(dispute.id)
  }
  const decisions = await w.sql<{ id: string }>(
    'SELECT DISTINCT ON (subject_id) id FROM parley.decision WHERE subject_id = ANY($1) AND actor_id IS NOT NULL ORDER BY subject_id, seq DESC',
    [[...disputes, ...claims]],
  )
  const disputedLines = lines.slice(0, disputes.length).map((line) => line.id)
  return { statement: id, lines: disputedLines, claims, decisions: decisions.map((each) => each.id) }
}

/** Paid deals with claims that the rules leave to a person; once they are owed, what it gives decides them. */
async function claimsForAPerson(w: World, texts: HostileTexts): Promise<() => Promise<string[]>> {
  const sales = commission(w)
  const wordings = texts.groups('decideClaim /wording')
  const reasons = texts.groups('decideClaim /reason')
  const claims: string[] = []
  for (const at of wordings.keys()) {
    const { summary } = await sales.deal(`${names[at % names.length]} of a person ${at}`)
    await sales.claims(summary.id, 'alder', 'sourced', { activities: 1 })
    await sales.claims(summary.id, 'brightwater', 'sourced')
    await sales.paper(summary.id, 'alder')
    claims.push(claimOf(await sales.wins(summary.id), 'alder').id)
    await sales.isPaid(summary.id, '2026-11-02')
  }
  return async () => {
    for (const [at, id] of claims.entries()) {
      const reason = reasons[at % reasons.length]!
      await texts.sends(w.as('manager'), staffDeals.decideClaim, [...new Set([...wordings[at]!, ...reason])], {
        params: { id },
        body: (say) => ({
          ...{ outcome: 'earn' as const, amountMinor: 600_000 },
          reason: say('/reason', undefined, reason),
          wording: say('/wording', undefined, wordings[at]!),
        }),
      })
    }
    return claims
  }
}
