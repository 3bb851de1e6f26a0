import { remindOfDisputes } from '@parley/api/jobs/remind-of-disputes'
import { staffDeals } from '@parley/contract/routes/deals'
import { partnerStatements, staffStatements } from '@parley/contract/routes/statements'
import { describe, expect, it } from 'vitest'
import { claimOf, commission } from '../support/commission.ts'
import type { NotDone } from '../support/someone.ts'
import { world } from '../support/world.ts'

const w = await world()
const sales = commission(w)
const fieldsOf = (refusal: Promise<unknown>) =>
  refusal.then(
    () => [],
    (error: NotDone) => error.problem?.errors?.map(({ pointer }) => pointer) ?? [],
  )

describe('CM-4: every reduction cites its rule and version, and one without a rule can’t be entered', () => {
  let id = ''
  let claim = ''

  it('a share is settled, and an assistance is capped by a rule that its line names', async () => {
    const { summary } = await sales.deal('Plover Foundries', { amountMinor: 40_000_000 })
    id = summary.id
    await sales.claims(id, 'alder', 'sourced')
    await sales.claims(id, 'brightwater', 'assisted')
    await sales.paper(id, 'alder')
    const deal = await sales.wins(id)
    claim = claimOf(deal, 'alder').id
    expect(claimOf(deal, 'brightwater').steps).toMatchObject([
      { text: '2% of $400,000', amountMinor: 800_000, because: [{ rule: 'assisted' }] },
      {
        text: 'Lowered to the most that we pay',
        amountMinor: -300_000,
        because: [{ rule: 'assisted' }],
        policyVersion: 1,
      },
    ])
  })

  it('without a rule, or without its version, a reduction is refused and the field named', async () => {
    const one = { amountMinor: 100_000, because: 'forAnotherReason' as const }
    await expect(sales.reduces(claim, one)).toBeRefused('refused', /Without a rule nobody can/)
    expect(await fieldsOf(sales.reduces(claim, one))).toEqual(['/rule'])
    expect(await fieldsOf(sales.reduces(claim, { ...one, rule: 'assisted' }))).toEqual(['/policyVersion'])
    expect(await fieldsOf(sales.reduces(claim, { ...one, rule: 'assisted', policyVersion: 2 }))).toEqual([
      '/policyVersion',
    ])
  })

  it('a rule that doesn’t apply is no ground: the policy forbids it, by a rule of its own', async () => {
    const named = { amountMinor: 100_000, because: 'forAnotherReason' as const, rule: 'assisted', policyVersion: 1 }
    await expect(sales.reduces(claim, named)).toBeRefused('refused', /“A reduction without a rule” \(version 1/)
    await expect(sales.reduces(claim, { ...named, because: 'forClosing' })).toBeRefused(
      'refused',
      /“Our work lowers no share”/,
    )
    expect((await sales.reads(id)).entries.filter(({ kind }) => kind === 'reduction')).toEqual([])
  })

  it('past the app, the database refuses it as well: without a rule, with one that didn’t decide, with another’s decision', async () => {
    const [known] = await w.sql<{ partner: string; decision: string; foreign: string }>(
      `SELECT c.partner_id AS partner, s.decision_id AS decision, (SELECT o.decision_id FROM parley.settlement_part o WHERE o.partner_id <> c.partner_id LIMIT 1) AS foreign
       FROM parley.claim c JOIN parley.settlement_part s ON s.claim_id = c.id WHERE c.id = $1`,
      [claim],
    )
    const reduce = (ground: string) =>
      w.sql(`DO $$ DECLARE j uuid := gen_random_uuid(); BEGIN
        INSERT INTO parley.journal (id, kind, partner_id, currency, booked_on, booked_at, booked_by_name, policy_point, policy_version, decision_id, rule)
          VALUES (j, 'reduction', '${known!.partner}', 'USD', '2026-11-02', '2026-11-02', 'x', ${ground});
        INSERT INTO parley.ledger_entry (id, journal_id, partner_id, claim_id, account, amount_minor, currency) VALUES
          (gen_random_uuid(), j, '${known!.partner}', '${claim}', 'held', 100, 'USD'),
          (gen_random_uuid(), j, '${known!.partner}', '${claim}', 'expense', -100, 'USD'); END $$`)
    await expect(reduce(`NULL, NULL, NULL, NULL`)).rejects.toThrow(/journal_reduction_names_rule/)
    await expect(reduce(`'commission', 1, '${known!.decision}', 'assisted'`)).rejects.toThrow(
      /only by a rule that decided/,
    )
    await expect(reduce(`'commission', 1, '${known!.foreign}', 'customer-has-not-paid'`)).rejects.toThrow(
      /only by a rule/,
    )
    await expect(w.sql(`UPDATE parley.ledger_entry SET amount_minor = 1`)).rejects.toThrow(/append-only/)
    await expect(w.sql(`DELETE FROM parley.journal`)).rejects.toThrow(/append-only/)
  })

  it('what the rules lower is on the partner’s statement with the rule and the version', async () => {
    await sales.untilOwed(id)
    w.travelTo('2027-01-04')
    await sales.closesUntil('2026-12')
    const statement = await sales.statement('brightwater', '2026-12')
    expect(statement.totalMinor).toBe(500_000)
    const [line] = statement.lines
    expect(line!.steps[1]).toMatchObject({
      amountMinor: -300_000,
      policyVersion: 1,
      because: [{ rule: null, title: expect.any(String) }],
    })
    expect(line!.steps[1]!.because[0]!.source).toMatch(/Program Guide/)
    expect(line!.decision.policy).toMatchObject({ version: 1 })
  })

  it('the partner disputes the line, is told by when it’s answered, and the correction is a new booking', async () => {
    const statement = await sales.statement('brightwater', '2026-12')
    const seller = w.as('brightwater')
    const reason = 'We ran the whole trial ourselves: that was more than assistance.'
    const disputed = await seller.does(partnerStatements.dispute, {
      params: { id: statement.lines[0]!.id },
      body: { reason },
    })
    expect(disputed.lines[0]!.dispute).toMatchObject({ reason, dueOn: '2027-01-09', answer: null })
    await expect(
      seller.does(partnerStatements.dispute, { params: { id: statement.lines[0]!.id }, body: { reason } }),
    ).toBeRefused('conflict', /disputed this line/)
    const { items } = await w.as('finance').does(staffStatements.disputes, {})
    expect(items).toMatchObject([{ partnerName: 'Brightwater Technology', amountMinor: 500_000 }])
    const wording = 'You are right: the trial is an influence of its own. We add what is missing.'
    await expect(
      w.as('finance').does(staffStatements.answer, {
        params: { id: items[0]!.id },
        body: { isUpheld: true, wording, amountMinor: 100_000_000 },
      }),
    ).toBeRefused('refused', /^The pool of this deal has \$47,000 left\.$/)
    await w.as('finance').does(staffStatements.answer, {
      params: { id: items[0]!.id },
      body: { isUpheld: true, wording, amountMinor: 120_000 },
    })
    const after = await sales.statement('brightwater', '2026-12')
    expect(after.totalMinor).toBe(500_000)
    expect(after.lines[0]!.dispute!.answer).toMatchObject({ isUpheld: true, wording, answeredByName: null })
    w.travelTo('2027-02-01')
    expect(await remindOfDisputes(w.env), 'what is answered').toEqual({ noted: 0, failed: 0 })
    await sales.closesUntil('2027-01')
    const next = await sales.statement('brightwater', '2027-01')
    expect(next.lines).toMatchObject([{ kind: 'increase', amountMinor: 120_000 }])
  })

  it('after the time to dispute, it says so and what is possible', async () => {
    w.travelTo('2027-03-10')
    const statement = await sales.statement('alder', '2026-12')
    const disputed = await w.as('alder').does(partnerStatements.dispute, {
      params: { id: statement.lines[0]!.id },
      body: { reason: 'We have looked at it again only now.' },
    })
    expect(disputed.lines[0]!.dispute).toMatchObject({ dueOn: null, decision: { outcome: { type: 'nothing' } } })
  })

  it('the rules that can be named are told, with what each takes by what is known now', async () => {
    const { summary } = await sales.deal('Whinchat Bakeries')
    for (const partner of ['alder', 'brightwater', 'corvane'] as const)
      await sales.claims(summary.id, partner, 'sourced')
    await sales.paper(summary.id, 'alder')
    await sales.wins(summary.id, { invoicedOn: '2027-01-20' })
    const owed = await sales.isPaid(summary.id, '2027-01-20')
    const { id: share, version, payableMinor } = claimOf(owed, 'corvane')
    const rules = () => w.as('finance').does(staffDeals.reductionRules, { params: { id: share } })
    const before = await rules()
    expect(before.policyVersion).toBe(1)
    expect(before.rules.map(({ rule }) => rule)).toEqual(expect.arrayContaining(['own-use', 'assisted', 'poolRateBps']))
    expect(before.rules.filter(({ lowersMinor }) => lowersMinor !== null)).toEqual([])
    const params = { id: share }
    await w.as('manager').does(staffDeals.editClaim, { params, body: { forOwnUse: true }, ifMatch: version })
    expect((await rules()).rules.filter(({ lowersMinor }) => lowersMinor !== null)).toMatchObject([
      { rule: 'own-use', title: expect.any(String), lowersMinor: payableMinor },
    ])
    const because = 'forAnotherReason' as const
    const lowered = await sales.reduces(share, {
      ...{ because, rule: 'own-use', policyVersion: 1, amountMinor: payableMinor },
    })
    expect(lowered).toMatchObject({ state: 'nothing', payableMinor: 0 })
    const { entries } = await sales.reads(summary.id)
    const expense = entries.filter(({ kind, account }) => kind === 'reduction' && account === 'expense')
    expect(expense).toMatchObject([
      { rule: 'own-use', policyVersion: 1, ruleTitle: 'The customer is the partner itself' },
    ])
  })

  it('what the others get more by it is a line of its own, and their statements re-compute', async () => {
    w.travelTo('2027-04-02')
    await sales.closesUntil('2027-03')
    for (const partner of ['alder', 'brightwater'] as const) {
      const statement = await sales.statement(partner, '2027-03')
      const lines = statement.lines.filter(({ accountName }) => accountName === 'Whinchat Bakeries')
      expect(lines).toHaveLength(2)
      expect(lines[0]!.amountMinor + lines[1]!.amountMinor).toBe(1_200_000)
      expect(lines[1]!.steps.at(-1)).toMatchObject({
        text: 'Released before: it stands on a line of its own',
        amountMinor: -lines[0]!.amountMinor,
      })
      expect(await sales.checks(statement.id)).toMatchObject({ recomputes: true, findings: [] })
    }
  })

  it('who isn’t of finance or channel management lowers nothing', async () => {
    const body = { amountMinor: 1, because: 'forHelp' as const, rule: 'assisted', policyVersion: 1 }
    await expect(w.as('sales').does(staffDeals.reduce, { params: { id: claim }, body })).toBeRefused('notAllowed')
  })
})
