import { lookAfterConflicts } from '@parley/api/jobs/look-after-conflicts'
import { dispatch } from '@parley/api/outbox/dispatch'
import { partnerConflicts, staffConflicts } from '@parley/contract/routes/conflicts'
import { notifications } from '@parley/contract/routes/notifications'
import { partner } from '@parley/contract/routes/partner'
import { staff } from '@parley/contract/routes/staff'
import { beforeAll, describe, expect, it } from 'vitest'
import { conflictsIn } from '../support/conflicts.ts'
import { partners } from '../support/program.ts'
import { world } from '../support/world.ts'

const w = await world()
const c = conflictsIn(w)
const other = await c.anotherManager('Nils Ortega')
const third = await c.anotherManager('Ines Duarte')
const news = async (who: 'alder' | 'brightwater' | typeof other, path: string) => {
  await dispatch(w.env)
  const reader = typeof who === 'string' ? w.as(who) : who
  return (await reader.does(notifications.list, { query: { limit: 100 } })).items.filter((each) => each.path === path)
}

describe('CF-5: evidence decides by a clear margin', () => {
  let [ids, caseId, alders, brightwaters] = [[] as string[], '', '', '']
  beforeAll(async () => {
    ;({ ids, caseId } = await c.meet('Tamarind Freight Lines', 'alder', 'brightwater'))
    ;[alders, brightwaters] = ids as [string, string]
    await c.shows('alder', alders, 'meeting')
    await c.shows('alder', alders, 'demo')
    await c.shows('alder', alders, 'paidProofOfConcept')
    await c.shows('brightwater', brightwaters, 'meeting', { shownOn: '2026-06-01' })
  })

  it('each claim is weighed on its own, with the points that each rule gave', async () => {
    const found = await c.says(caseId, 'claim.sourced', false)
    expect(found.state).toBe('gathering')
    expect(found.due).toMatchObject({ what: 'Evidence', lastDay: '2026-11-04' })
    const alder = c.claimNamed(found, 'Alder')
    expect(alder.weighed.given).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ rule: 'proof-of-concept-paid', points: 10 }),
        expect.objectContaining({ rule: 'demo-held', points: 10 }),
        expect.objectContaining({ rule: 'met-the-customer', points: 10 }),
      ]),
    )
    expect(alder.weighed.points).toBeGreaterThan(c.claimNamed(found, 'Brightwater').weighed.points! + 20)
    expect(found.headline).toMatch(/^Alder Ridge Systems would lead, \d+ points ahead\.$/)
  })

  it('nothing is decided before the last day for evidence, and then by itself', async () => {
    expect((await lookAfterConflicts(w.env)).decided).toBe(0)
    w.travelTo('2026-11-05T06:00:00.000Z')
    expect(await lookAfterConflicts(w.env)).toMatchObject({ decided: 1, failed: 0 })
    expect((await lookAfterConflicts(w.env)).decided).toBe(0)
  })

  it('the winner is protected, the other’s registration ends in words, and both decisions are on record', async () => {
    const won = await w.as('alder').opens(alders)
    expect(won.summary).toMatchObject({ status: 'approved', protection: { kind: 'exclusive' } })
    expect(won.decision.headline).toMatch(/You lead this account for Backup/)
    const lost = await w.as('brightwater').opens(brightwaters)
    expect(lost.summary.status).toBe('rejected')
    const { staffDecision } = await w.as('manager').inspects(brightwaters)
    const { card, summary } = await w.as('manager').looksUp(staffDecision.decisionId)
    expect(summary.overrideReason).toBe(card.overrideReason)
    expect(card).toMatchObject({
      decidedByName: 'the rules for conflicts',
      overrideReason: expect.stringMatching(/^Alder Ridge Systems leads, \d+ points ahead\.$/),
    })
    expect(JSON.stringify(lost)).not.toContain('points ahead')
    expect(lost.decision.headline).toBe(
      'We have weighed what your claim shows, and you don’t lead this account for Backup.',
    )
    const found = await c.opens(caseId)
    expect(found).toMatchObject({ state: 'decided', closedBecause: 'it was decided who leads' })
    for (const { decisionId } of found.claims) expect((await w.as('manager').reruns(decisionId!)).same).toBe(true)
  })

  it('each side reads its own outcome, and nothing of the other', async () => {
    const own = await c.claim('brightwater', brightwaters)
    expect(own.outcome).toMatchObject({ outcome: 'doesNotLead', decidedBy: 'The policy', appealLastDay: '2026-11-15' })
    expect((await c.claim('alder', alders)).outcome).toMatchObject({ outcome: 'leads', appealUntil: null })
    for (const text of [JSON.stringify(own), JSON.stringify(await w.as('brightwater').opens(brightwaters))]) {
      expect(text).not.toMatch(/Alder|Ada Linden|points/)
      expect(text).not.toContain(partners.alder.id)
    }
    expect((await news('brightwater', `/registrations/${brightwaters}`))[0]).toMatchObject({
      kind: 'conflict',
      title: 'You don’t lead: Tamarind Freight Lines',
      lines: [expect.anything(), 'You can appeal until the end of November 15, 2026.'],
    })
    expect((await news('alder', `/registrations/${alders}`))[0]!.title).toBe('You lead: Tamarind Freight Lines')
    expect((await w.as('brightwater').sends(partnerConflicts.claim, { params: { id: alders } })).status).toBe(404)
  })
})

describe('CF-5: a narrow margin goes to a person who is no party to it', () => {
  let [ids, caseId, alders, brightwaters] = [[] as string[], '', '', '']
  beforeAll(async () => {
    ;({ ids, caseId } = await c.meet('Oxbow Printing Works', 'alder', 'brightwater'))
    ;[alders, brightwaters] = ids as [string, string]
    await c.shows('alder', alders, 'proofOfConcept')
    await c.shows('brightwater', brightwaters, 'proofOfConcept')
  })

  it('the policy leaves it to a person, by a day, and tells the desk', async () => {
    await c.says(caseId, 'claim.sourced', false)
    const found = await c.decides(caseId)
    expect(found).toMatchObject({ state: 'person', due: { what: 'A person’s decision', lastDay: '2026-11-10' } })
    expect(found.headline).toMatch(/A person decides between .* and .*: no claim is clearly ahead\./)
    expect((await w.as('brightwater').opens(brightwaters)).summary.status).toBe('inReview')
    expect((await news(other, `/conflicts/${caseId}`))[0]!.title).toBe('Who leads Oxbow Printing Works for Backup?')
  })

  it('not to whoever judged one of the claims, and not to a seller', async () => {
    const { can, version } = await c.opens(caseId)
    expect(can.award).toEqual({ ok: false, reason: 'You have judged one of the claims. Somebody else decides.' })
    await expect(c.awards(caseId, w.as('manager'), { leadClaimId: crypto.randomUUID() })).toBeRefused(
      'conflict',
      /judged one of the claims/,
    )
    const body = {
      result: 'sideBySide' as const,
      wordingForLead: 'Both of you go on.',
      wordingForOthers: 'Both go on.',
      reason: 'As agreed.',
    }
    expect(
      (await w.as('sales').sends(staffConflicts.award, { params: { id: caseId }, body, ifMatch: version })).status,
    ).toBe(409)
  })

  it('to somebody else, with a reason; of two who award at once one is first', async () => {
    const { claims, version } = await c.opens(caseId)
    const words = {
      wordingForLead: 'You lead; the customer told us why.',
      wordingForOthers: 'The customer told us why you don’t lead.',
      reason: 'Their head of IT prefers the partner who ran the trial in her own building.',
    }
    const award = (who: typeof other, leadClaimId: string) =>
      who.sends(staffConflicts.award, {
        params: { id: caseId },
        body: { result: 'lead', leadClaimId, ...words },
        ifMatch: version,
      })
    const answers = await Promise.all([award(other, claims[0]!.id), award(third, claims[1]!.id)])
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 412])
    const leads = await w.sql(
      `SELECT 1 FROM parley.protection x JOIN parley.registration r ON r.id = x.registration_id
       WHERE r.id = ANY($1) AND x.kind = 'exclusive' AND upper(x.during) > $2`,
      [ids, w.now()],
    )
    expect(leads).toHaveLength(1)
    const found = await c.opens(caseId)
    expect(found.awards[0]).toMatchObject({ madeBy: 'person', reason: words.reason })
  })
})

describe('CF-5: the loser appeals once, in time, and somebody else decides', () => {
  let [ids, caseId, alders, brightwaters] = [[] as string[], '', '', '']
  beforeAll(async () => {
    ;({ ids, caseId } = await c.meet('Linnet Dental Group', 'alder', 'brightwater'))
    ;[alders, brightwaters] = ids as [string, string]
    const found = await c.opens(caseId)
    await c.awards(caseId, other, { leadClaimId: c.claimNamed(found, 'Alder').id })
  })

  it('whoever leads has nothing to appeal; whoever doesn’t appeals once', async () => {
    await expect(c.appeals('alder', alders)).toBeRefused('conflict', /where you don’t lead/)
    const own = await c.appeals('brightwater', brightwaters)
    expect(own.appeal).toMatchObject({ answeredAt: null, lastDay: '2026-11-12' })
    await expect(c.appeals('brightwater', brightwaters)).toBeRefused('conflict', /made once/)
    const { timeline } = await w.as('brightwater').opens(brightwaters)
    expect(timeline.filter(({ text }) => /appeal/i.test(text))).toMatchObject([
      { kind: 'submitted', text: expect.stringMatching(/^Appealed: /), by: 'You', ahead: false },
      { kind: 'scheduled', text: 'The appeal is answered by November 12, 2026', ahead: true },
    ])
    const seen = await other.does(staff.get, { params: { id: brightwaters } })
    expect(seen.timeline.find(({ text }) => text.startsWith('Appealed: '))!.by).not.toBe('You')
    expect(JSON.stringify((await w.as('alder').opens(alders)).timeline)).not.toMatch(/[Aa]ppeal/)
    expect((await news(other, `/conflicts/${caseId}`))[0]!.title).toBe('An appeal: Linnet Dental Group')
    expect((await c.opens(caseId)).state).toBe('appealed')
  })

  it('whoever decided can’t answer it, and the database refuses that too', async () => {
    expect((await c.opens(caseId, other)).can.answerAppeal.ok).toBe(false)
    await expect(c.answers(caseId, other, true)).toBeRefused('conflict', /decided in this case before/)
    const [award] = await w.sql<{ by: string }>(
      'SELECT actor_id AS by FROM parley.conflict_award WHERE conflict_id = $1',
      [caseId],
    )
    await expect(
      w.sql(
        `UPDATE parley.appeal SET is_upheld = true, wording = 'Yes', answered_by = $2, answered_by_name = 'X', answered_at = now()
         WHERE claim_id IN (SELECT id FROM parley.conflict_claim WHERE conflict_id = $1)`,
        [caseId, award!.by],
      ),
    ).rejects.toThrow(/somebody else/)
  })

  it('upheld, the appellant leads and the other doesn’t; that is final', async () => {
    const answered = await c.answers(caseId, third, true)
    expect(answered.state).toBe('decided')
    expect((await w.as('brightwater').opens(brightwaters)).summary).toMatchObject({
      status: 'approved',
      protection: { kind: 'exclusive' },
    })
    expect((await w.as('alder').opens(alders)).summary.status).toBe('rejected')
    await expect(c.appeals('alder', alders)).toBeRefused('conflict', /final/)
    const own = await c.claim('brightwater', brightwaters)
    expect(own).toMatchObject({
      outcome: { outcome: 'leads' },
      appeal: { isUpheld: true, answeredBy: 'A channel manager of Northwind Systems' },
    })
    const { timeline } = await w.as('brightwater').opens(brightwaters)
    expect(timeline.find(({ text }) => text.startsWith('Appeal upheld: '))).toMatchObject({
      by: 'A channel manager of Northwind Systems',
    })
    expect(JSON.stringify([own, timeline])).not.toMatch(/Ines|Nils|Alder/)
    expect(JSON.stringify((await w.as('alder').opens(alders)).timeline)).not.toMatch(/[Aa]ppeal/)
    expect((await news('brightwater', `/registrations/${brightwaters}`)).map(({ title }) => title)).toContain(
      'Your appeal was upheld: Linnet Dental Group',
    )
  })
})

describe('CF-5: the vendor is bound by its own deadline', () => {
  let [ids, caseId, brightwaters] = [[] as string[], '', '']
  beforeAll(async () => {
    ;({ ids, caseId } = await c.meet('Pollard Shipyards', 'alder', 'brightwater'))
    ;[, brightwaters] = ids as [string, string]
    await c.awards(caseId, other, { leadClaimId: c.claimNamed(await c.opens(caseId), 'Alder').id })
    await c.appeals('brightwater', brightwaters)
  })

  it('reminds of it once, and after it the partner works beside the lead until it is answered', async () => {
    w.travelTo('2026-11-10')
    expect((await lookAfterConflicts(w.env)).reminded).toBeGreaterThan(0)
    w.travelTo('2026-11-13T06:00:00.000Z')
    expect(await lookAfterConflicts(w.env)).toMatchObject({ silent: 1, failed: 0 })
    expect(await lookAfterConflicts(w.env)).toMatchObject({ silent: 0, reminded: 0 })
    const beside = await w.as('brightwater').opens(brightwaters)
    expect(beside.summary).toMatchObject({ status: 'teaming', protection: { kind: 'teaming' } })
    expect(beside.decision.headline).toMatch(/should have answered your appeal by November 12, 2026, and we haven’t/)
    expect((await c.claim('brightwater', brightwaters)).appeal!.silentSince).toBe('2026-11-13T06:00:00.000Z')
    expect(beside.timeline.map(({ text }) => text)).toContain('The appeal wasn’t answered in time')
    expect((await news('brightwater', `/registrations/${brightwaters}`))[0]!.title).toMatch(/wasn’t answered in time/)
  })

  it('answered at last, what held for the time being ends', async () => {
    await c.answers(caseId, third, false)
    expect((await w.as('brightwater').opens(brightwaters)).summary.status).toBe('rejected')
  })

  it('too late for an appeal is too late', async () => {
    const { ids: later, caseId: laterCase } = await c.meet('Juniper Valley Water', 'alder', 'brightwater')
    await c.awards(laterCase, other, { leadClaimId: c.claimNamed(await c.opens(laterCase), 'Alder').id })
    w.travelTo('2026-11-24T05:59:59.000Z')
    expect((await c.claim('brightwater', later[1]!)).can.appeal.ok).toBe(true)
    w.travelTo('2026-11-24T06:00:00.000Z')
    await expect(c.appeals('brightwater', later[1]!)).toBeRefused('conflict', /time for an appeal is over/)
  })
})

describe('CF-5: an award beside a withdrawal, and two policies at once', () => {
  it('whichever is first, nobody leads who has withdrawn', async () => {
    for (const name of ['Sorrel Bakeries', 'Fenland Tyres', 'Orrery Clocks']) {
      const { ids, caseId } = await c.meet(name, 'alder', 'brightwater')
      const { version } = await w.as('alder').opens(ids[0]!)
      const found = await c.opens(caseId)
      const words = {
        wordingForLead: 'You lead from now on.',
        wordingForOthers: 'You don’t lead now.',
        reason: 'As they said.',
      }
      const [award, withdrawal] = await Promise.all([
        other.sends(staffConflicts.award, {
          params: { id: caseId },
          body: { result: 'lead', leadClaimId: c.claimNamed(found, 'Alder').id, ...words },
          ifMatch: found.version,
        }),
        w.as('alder').sends(partner.withdraw, { params: { id: ids[0]! }, body: {}, ifMatch: version }),
      ])
      expect([200, 201, 409, 412, 422]).toContain(award.status)
      const leads = await w.sql<{ status: string }>(
        `SELECT r.status FROM parley.protection x JOIN parley.registration r ON r.id = x.registration_id
         WHERE r.id = ANY($1) AND x.kind = 'exclusive' AND x.during @> $2::timestamptz`,
        [ids, new Date(w.now().getTime() + 1)],
      )
      const { status } = (await w.as('alder').opens(ids[0]!)).summary
      if (withdrawal.status < 300) expect([status, leads]).toEqual(['withdrawn', []])
      else expect([status, leads]).toEqual(['approved', [{ status: 'approved' }]])
    }
  })

  it('asked twice in the same moment, the policy decides once', async () => {
    const { ids, caseId } = await c.meet('Quarry Bank Looms', 'alder', 'brightwater')
    for (const shows of ['paidProofOfConcept', 'demo', 'specification', 'recommendation'] as const)
      await c.shows('alder', ids[0]!, shows)
    const { version } = await c.says(caseId, 'claim.sourced', false)
    const decide = (who: typeof other) => who.sends(staffConflicts.decide, { params: { id: caseId }, ifMatch: version })
    const answers = await Promise.all([decide(other), decide(third), lookAfterConflicts(w.env)])
    expect([answers[0].status, answers[1].status].sort()).toEqual([201, 412])
    const awards = await w.sql('SELECT 1 FROM parley.conflict_award WHERE conflict_id = $1', [caseId])
    expect(awards).toHaveLength(1)
  })
})
