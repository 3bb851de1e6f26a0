import { accounts } from '@parley/contract/routes/accounts'
import { partner } from '@parley/contract/routes/partner'
import { staff } from '@parley/contract/routes/staff'
import { describe, expect, it } from 'vitest'
import { aDeal } from '../../../../test/support/factories.ts'
import '../../../../test/support/matchers.ts'
import { world } from '../../../../test/support/world.ts'

const w = await world()
const named = (name: string, more: Parameters<typeof aDeal>[0] = {}) => aDeal({ ...more, account: { name } })
const large = { deal: { amountMinor: 60_000_000 } }
const wording = 'We looked at it together and decided.'
const reason = 'The customer wrote to us and asked for it.'

describe('a withdrawn registration', () => {
  it('frees the account at once, in the same instant', async () => {
    const { summary } = await w.as('alder').registers(named('Given Up'))
    const withdrawn = await w.as('alder').withdraws(summary.id, 'The project was stopped.')
    expect(withdrawn.summary).toMatchObject({
      status: 'withdrawn',
      protection: { endedBecause: 'withdrawn', daysLeft: 0 },
    })
    expect(withdrawn.timeline.at(-1)).toMatchObject({
      kind: 'withdrawn',
      text: 'Withdrawn: The project was stopped.',
      by: 'You',
    })
    expect(await w.as('brightwater').registers(named('Given Up'))).toBeDecided('approve')
    await expect(w.as('alder').withdraws(summary.id)).toBeRefused('conflict', /nothing left to withdraw/)
  })
})

describe('a question to the partner', () => {
  it('comes from the policy, and its answer is decided at once', async () => {
    const asked = await w.as('alder').registers(named('Wrong Date', { deal: { expectedCloseOn: '2026-10-01' } }))
    expect(asked).toBeDecided('askForInformation')
    expect(asked.summary).toMatchObject({ status: 'informationNeeded', clock: { owes: 'partner', late: false } })
    expect(asked.informationRequests).toMatchObject([{ question: expect.stringContaining('close now?'), answer: null }])
    expect((await w.as('alder').seesHome()).needsYou.map((item) => item.id)).toContain(asked.summary.id)
    const answer = { answer: 'The date was a slip.', deal: { expectedCloseOn: '2027-02-01' } }
    const answered = await w.as('alder').answers(asked.summary.id, answer)
    expect(answered).toBeDecided('approve')
    expect(answered.deal.expectedCloseOn).toBe('2027-02-01')
    expect(answered.decision.decisionId).not.toBe(asked.decision.decisionId)
    const kinds = answered.timeline.map((entry) => entry.kind)
    expect(kinds).toEqual(expect.arrayContaining(['submitted', 'decided', 'asked', 'answered', 'decided', 'scheduled']))
    const decision = await w.as('manager').looksUp(answered.decision.decisionId!)
    expect(decision.supersedes).toBe(asked.decision.decisionId)
    await expect(w.as('alder').answers(asked.summary.id, answer)).toBeRefused('conflict', /Nothing is asked/)
  })

  it('comes from a person while it is in review, and then the policy is asked again', async () => {
    const { summary } = await w.as('alder').registers(named('Large And Unclear', large))
    expect(summary).toMatchObject({ status: 'inReview', clock: { owes: 'vendor' } })
    const asked = await w.as('manager').asks(summary.id, 'Which of the two sites is this for?')
    expect(asked.summary.status).toBe('informationNeeded')
    const seen = await w.as('alder').opens(summary.id)
    expect(seen.timeline).toContainEqual(expect.objectContaining({ kind: 'asked', by: 'Northwind Systems' }))
    expect(JSON.stringify(seen)).not.toContain('Mina Castell')
    expect((await w.as('alder').answers(summary.id, { answer: 'For both.' })).summary.status).toBe('inReview')
  })
})

describe('a person who decides in the policy’s place', () => {
  it('approves what was in review, with a name for staff and a role for the partner', async () => {
    const { summary, decision } = await w.as('alder').registers(named('Large Deal', large))
    const queue = await w.as('manager').does(staff.queue, {})
    expect(queue.items.find((item) => item.registration.id === summary.id)).toMatchObject({ late: false })
    const body = { outcome: 'approve' as const, protectionDays: 30, wording, reason }
    const overridden = await w.as('manager').overrides(summary.id, body)
    expect(overridden.summary).toMatchObject({ status: 'approved', protection: { lastDay: '2026-12-02' } })
    expect(overridden.decision).toMatchObject({
      decidedBy: 'person',
      decidedByName: 'Mina Castell',
      overrideReason: reason,
    })
    expect(overridden.history.map((each) => each.decisionId)[0]).toBe(decision.decisionId)
    const seen = await w.as('alder').opens(summary.id)
    expect(seen.decision).toMatchObject({ headline: wording, overrideReason: null, policy: null })
    expect(seen.decision.decidedByName).toBe('A channel manager of Northwind Systems')
    expect(JSON.stringify(seen)).not.toMatch(/Mina|asked for it/)
    await expect(w.as('manager').reruns(overridden.decision.decisionId!)).toBeRefused('conflict', /in person/)
  })

  it('ends a protection by refusing it, and the account is free', async () => {
    const { summary } = await w.as('alder').registers(named('Taken Back'))
    const refused = await w.as('manager').overrides(summary.id, { outcome: 'reject', wording, reason })
    expect(refused.summary).toMatchObject({ status: 'rejected', protection: { endedBecause: 'overridden' } })
    expect(await w.as('brightwater').registers(named('Taken Back'))).toBeDecided('approve')
    const approve = { outcome: 'approve' as const, protectionDays: 30, wording, reason }
    await expect(w.as('manager').overrides(summary.id, approve)).toBeRefused(
      'conflict',
      /Brightwater Technology leads .* until February 15, 2027/,
    )
    const teaming = await w.as('manager').overrides(summary.id, { ...approve, outcome: 'approveAsTeaming' })
    expect(teaming.summary).toMatchObject({ status: 'teaming', protection: { kind: 'teaming', endedBecause: null } })
  })

  it('is a channel manager; others are told so', async () => {
    const { summary, version } = await w.as('alder').registers(named('Not Theirs To Decide'))
    const body = { outcome: 'reject' as const, wording, reason }
    for (const who of ['sales', 'operator', 'finance', 'editor'] as const) {
      const answer = await w.as(who).sends(staff.override, { params: { id: summary.id }, body, ifMatch: version })
      expect(answer.json).toMatchObject({ code: 'notAllowed', detail: expect.stringContaining('channel manager') })
    }
    expect((await w.as('sales').inspects(summary.id)).can.decide).toEqual({
      ok: false,
      reason: 'Only a channel manager can decide.',
    })
  })

  it('says for how many days', async () => {
    const { summary } = await w.as('alder').registers(named('For How Long', large))
    await expect(w.as('manager').overrides(summary.id, { outcome: 'approve', wording, reason })).toBeRefused(
      'refused',
      /how many days/,
    )
  })
})

describe('a deal that is over', () => {
  it('makes the partner the incumbent when it is won', async () => {
    const { summary } = await w.as('alder').registers(named('Won Customer'))
    const closed = await w.as('sales').closes(summary.id, 'won')
    expect(closed.summary).toMatchObject({ status: 'won', protection: { endedBecause: 'closed' } })
    const account = await w.as('sales').does(accounts.getAccount, { params: { id: closed.matchedAccount.id } })
    expect(account.holdings).toMatchObject([
      { productFamilyName: 'Backup', incumbentPartnerName: 'Alder Ridge Systems' },
    ])
    expect(await w.as('alder').registers(named('Won Customer'))).toBeDecided('askForInformation')
    expect(await w.as('brightwater').registers(named('Won Customer'))).toBeDecided('reject')
  })

  it('can’t be closed twice, or by an operator', async () => {
    const { summary } = await w.as('alder').registers(named('Pomegranate Juicers'))
    await expect(w.as('operator').closes(summary.id, 'lost')).toBeRefused('notAllowed', /sales or a channel manager/)
    await w.as('manager').closes(summary.id, 'lost')
    await expect(w.as('manager').closes(summary.id, 'won')).toBeRefused('conflict')
  })
})

describe('a pre-check', () => {
  it('answers as the registration would, and writes nothing at all', async () => {
    const tables = ['registration', 'account', 'decision', 'protection', 'outbox', 'idempotency', 'information_request']
    const counts = () =>
      Promise.all(tables.map((table) => w.sql(`SELECT count(*) FROM parley.${table}`))).then((all) => all.flat())
    const before = await counts()
    const { account, productFamily, deal } = named('Never Seen Before')
    const whole = await w.as('alder').prechecks({ account, productFamily, deal })
    expect(whole).toBeDecided('approve')
    expect(whole.card.decisionId).toBeNull()
    const empty = await w.as('alder').prechecks({})
    expect(empty).toBeDecided('informationNeeded')
    expect(empty.matters).toEqual(expect.arrayContaining(['deal.amountMinor', 'deal.daysUntilClose']))
    const small = await w.as('alder').prechecks({ productFamily, deal: { scope: 'account' } })
    expect(small).toBeDecided('reject')
    expect(small.card.missing).toEqual([])
    expect(await counts()).toEqual(before)
  })
})

describe('lists', () => {
  it('page through everything once, in each order', async () => {
    const all = (await w.as('alder').lists({ limit: 100 })).items.map((item) => item.id)
    for (const sort of ['newest', 'closing', 'ending', 'amount'] as const) {
      const seen: string[] = []
      let cursor: string | undefined
      do {
        const page = await w.as('alder').lists({ limit: 3, sort, ...(cursor ? { cursor } : {}) })
        seen.push(...page.items.map((item) => item.id))
        cursor = page.nextCursor ?? undefined
      } while (cursor)
      expect(seen.toSorted()).toEqual(all.toSorted())
    }
  })

  it('filter by status as it is seen, by family and by part of the name', async () => {
    const { items } = await w.as('alder').lists({ status: 'withdrawn,won', productFamily: 'backup' })
    expect(new Set(items.map((item) => item.status))).toEqual(new Set(['withdrawn', 'won']))
    expect((await w.as('alder').lists({ q: 'won cust' })).items.map((item) => item.accountName)).toContain(
      'Won Customer',
    )
    expect((await w.as('alder').lists({ q: '%' })).items).toEqual([])
    expect((await w.as('alder').lists({ productFamily: 'analytics' })).items).toEqual([])
  })

  it('show a partner its own only, and staff all, with the partner’s name', async () => {
    const { items } = await w.as('alder').lists({ limit: 100 })
    expect(items.every((item) => item.partner === null)).toBe(true)
    const all = await w.as('manager').does(staff.list, { query: { limit: 100 } })
    expect(new Set(all.items.map((item) => item.partner!.name))).toEqual(
      new Set(['Alder Ridge Systems', 'Brightwater Technology']),
    )
    const { partnerId } = { partnerId: w.partners.brightwater.id }
    const theirs = await w.as('manager').does(staff.list, { query: { partnerId } })
    expect(new Set(theirs.items.map((item) => item.partner!.id))).toEqual(new Set([partnerId]))
  })
})

describe('another partner’s record', () => {
  it('is as if it had never been, on every route', async () => {
    const { summary } = await w.as('alder').registers(named('Not For Others'))
    const nothing = crypto.randomUUID()
    const body = { kind: 'call' as const, note: 'Called.', happenedOn: '2026-11-01' }
    const tries = (id: string) => {
      const params = { id }
      return Promise.all([
        w.as('brightwater').sends(partner.get, { params }),
        w.as('brightwater').sends(partner.withdraw, { params, body: {}, ifMatch: 1 }),
        w.as('brightwater').sends(partner.extend, { params, body: { progress: 'Much.' } }),
        w.as('brightwater').sends(partner.logActivity, { params, body }),
        w.as('brightwater').sends(partner.answer, { params, body: { answer: 'Yes.' }, ifMatch: 1 }),
      ])
    }
    const shape = (id: string) => async () =>
      (await tries(id)).map(({ status, text }) => ({
        status,
        text: text.replaceAll(id, 'ID').replace(/"requestId":"[^"]+"/, ''),
      }))
    const theirs = await shape(summary.id)()
    expect(theirs).toEqual(await shape(nothing)())
    expect(new Set(theirs.map((answer) => answer.status))).toEqual(new Set([404]))
  })
})

describe('a decision', () => {
  it('comes out the same again, and shows every rule in order of evaluation', async () => {
    const refused = await w.as('alder').registers(named('Whole Account', { deal: { scope: 'account' } }))
    const decision = await w.as('manager').looksUp(refused.decision.decisionId!)
    expect(decision).toMatchObject({
      fired: ['whole-account-registered', 'approved-for-gold'],
      summary: { policyVersion: 1 },
    })
    const priorities = decision.trace.map((rule) => rule.priority)
    expect(priorities).toEqual(priorities.toSorted((a, b) => b - a))
    expect(decision.trace.filter((rule) => rule.decided).map((rule) => rule.rule)).toEqual(['whole-account-registered'])
    expect(decision.card.facts.some((fact) => fact.internal)).toBe(true)
    expect(refused.decision.facts.some((fact) => fact.internal)).toBe(false)
    expect(await w.as('manager').reruns(refused.decision.decisionId!)).toMatchObject({ same: true, differences: [] })
  })

  it('can be listed by rule, outcome and version', async () => {
    const query = { rule: 'whole-account-registered', outcome: 'reject', policyVersion: 1, point: 'registration' }
    const { items } = await w.as('editor').does(staff.listDecisions, { query })
    expect(items).toMatchObject([{ outcomeTitle: 'Not approved', partnerName: 'Alder Ridge Systems' }])
    expect((await w.as('editor').does(staff.listDecisions, { query: { ...query, policyVersion: 2 } })).items).toEqual(
      [],
    )
    const first = await w.as('manager').does(staff.listDecisions, { query: { limit: 2 } })
    const second = await w.as('manager').does(staff.listDecisions, { query: { limit: 2, cursor: first.nextCursor! } })
    expect(second.items.map((item) => item.id)).not.toEqual(first.items.map((item) => item.id))
  })
})

describe('accounts', () => {
  it('are found by part of the name, and show who leads them', async () => {
    const { summary } = await w.as('alder').registers(named('Lighthouse Keepers Ltd'))
    const lastDay = summary.protection!.lastDay
    const { items } = await w.as('sales').does(accounts.searchAccounts, { query: { q: 'LIGHTHOUSE keep', led: 'yes' } })
    // The same day as the partner was told, not the instant after it.
    const lead = { partnerName: 'Alder Ridge Systems', productFamilyName: 'Backup', lastDay }
    expect(items).toMatchObject([{ leads: [lead] }])
    const account = await w.as('sales').does(accounts.getAccount, { params: { id: items[0]!.id } })
    expect(account.protections).toMatchObject([{ inForce: true, kind: 'exclusive', lastDay }])
    expect(
      (await w.as('sales').does(accounts.searchAccounts, { query: { q: 'lighthouse', led: 'no' } })).items,
    ).toEqual([])
    expect((await w.as('finance').sends(accounts.searchAccounts, { query: {} })).json).toMatchObject({
      code: 'notAllowed',
    })
  })
})
