import { dispatch } from '@parley/api/outbox/dispatch'
import { createUser } from '@parley/api/session/create-user'
import type { StaffEngagement } from '@parley/contract/engagements'
import { partnerEngagements, staffEngagements } from '@parley/contract/routes/engagements'
import { notifications } from '@parley/contract/routes/notifications'
import { beforeAll, describe, expect, it } from 'vitest'
import { aDeal } from '../support/factories.ts'
import { because } from '../support/matchers.ts'
import { partners, password } from '../support/program.ts'
import { world } from '../support/world.ts'

const w = await world()
const rep = w.as('sales')
const lead = w.as('alder')
const registered = await lead.registers(aDeal({ account: { name: 'Harbor Freight Lines', domain: 'harborlines.com' } }))
const news = async (who: 'alder' | 'alderAdmin' | 'brightwater' | 'manager' | 'sales') => {
  await dispatch(w.env)
  return (await w.as(who).does(notifications.list, { query: {} })).items
}

describe('AC-1: the rep asks “May I?” before it quotes a customer that a partner found', async () => {
  const before = await rep.does(staffEngagements.counts, { query: {} })
  const answer = await rep.does(staffEngagements.ask, {
    body: {
      company: 'Dana.Whitfield@harborlines.com',
      verb: 'quote',
      productFamily: 'backup',
      note: 'They asked for a price.',
    },
  })

  it('the answer is no, with the reason and the rule', () => {
    expect(answer).toBeDecided('forbid', because('direct-offer-to-protected-account'))
    expect(answer.headline).toMatch(/^The account is protected for a partner until February \d+, 2027\./)
  })

  it('says who leads, until when, and whom to talk to', () => {
    expect(answer.lead).toEqual({
      kind: 'partner',
      partnerName: 'Alder Ridge Systems',
      registrationId: registered.summary.id,
      lastDay: registered.summary.protection!.lastDay,
    })
    expect(answer.talkTo).toEqual({
      title: 'the lead of the account',
      name: 'Ada Linden',
      email: 'ada.linden@alder.example',
    })
    expect(answer.account).toMatchObject({ name: 'Harbor Freight Lines' })
  })

  it('the partner is told at once that it was asked and refused, in its own words', async () => {
    for (const who of ['alder', 'alderAdmin'] as const) {
      const told = (await news(who)).find(({ kind }) => kind === 'engagement')!
      expect(told.title).toBe('Asked, and refused: Harbor Freight Lines')
      expect(told.lines.join(' ')).toMatch(/The answer was no: the account is protected for you until/)
      expect(told.lines.join(' ')).toMatch(/A seller of Northwind Systems asked to send a quote, for Backup/)
      expect(told.path).toBe(`/may-i/${answer.id}`)
    }
    const seen = await lead.does(partnerEngagements.get, { params: { id: answer.id } })
    expect(seen).toMatchObject({
      askedBy: 'vendor',
      askedByName: 'A seller of Northwind Systems',
      lead: { kind: 'you', partnerName: null },
      talkTo: null,
      note: 'They asked for a price.',
    })
    expect(seen).toBeDecided('forbid')
    expect(seen.decision.facts).toEqual([])
    expect(JSON.stringify(seen)).not.toMatch(/Sal Pereira/)
  })

  it('it is recorded as a decision that comes out the same again', async () => {
    const id = answer.decision.decisionId!
    expect((await w.as('manager').reruns(id)).same).toBe(true)
    const { summary } = await w.as('manager').looksUp(id)
    expect(summary).toMatchObject({ point: 'engagement', partnerName: 'Alder Ridge Systems' })
    expect(summary.subjectTitle).toBe('Harbor Freight Lines: send a quote')
  })

  it('the attempt counts on the vendor’s own scorecard, and only what was asked in those days', async () => {
    expect(await rep.does(staffEngagements.counts, { query: {} })).toMatchObject({
      asked: before.asked + 1,
      refused: before.refused + 1,
      refusedAtProtected: before.refusedAtProtected + 1,
      permitted: before.permitted,
    })
    expect(await rep.does(staffEngagements.counts, { query: { from: '2026-11-03' } })).toMatchObject({ asked: 0 })
    expect(await rep.does(staffEngagements.counts, { query: { to: '2026-11-02' } })).toMatchObject({ asked: 1 })
  })

  it('the same key gives the same answer, and asks once', async () => {
    const body = { company: 'Harbor Freight Lines', verb: 'discount' as const, productFamily: 'backup' }
    const first = await rep.does(staffEngagements.ask, { body, key: 'the-crm-asks-once' })
    const again = await rep.does(staffEngagements.ask, { body, key: 'the-crm-asks-once' })
    expect(again).toEqual(first)
  })
})

describe('AC-1: what is done in spite of the answer is on record', () => {
  const body = { doneOn: '2026-11-02', reason: 'Their board met that evening and nobody could be reached.' }
  let asked: StaffEngagement
  let done: StaffEngagement
  beforeAll(async () => {
    await lead.registers(aDeal({ account: { name: 'Rowan & Vale' } }))
    asked = await rep.does(staffEngagements.ask, {
      body: { company: 'Rowan & Vale', verb: 'quote', productFamily: 'backup' },
    })
    done = await rep.does(staffEngagements.recordDeed, { params: { id: asked.id }, body, ifMatch: asked.version })
  })

  it('with name, day and reason, and stands unapproved', () => {
    expect(done.deed).toMatchObject({ doneByName: 'Sal Pereira', ...body, approvedByName: null, approvedAt: null })
    expect(done.can.approveDeed).toMatchObject({ ok: false })
    expect(done.can.recordDeed).toMatchObject({ ok: false })
  })

  it('the lead is told that it was done; the reason and the names stay with the staff', async () => {
    const told = (await news('alder')).find(({ title }) => title === 'Done in spite of the answer: Rowan & Vale')!
    expect(told.lines.join(' ')).toMatch(/the answer wasn’t yes, and it was done all the same/i)
    expect(told.lines.join(' ')).not.toMatch(/Sal Pereira|board met/)
    const seen = await lead.does(partnerEngagements.get, { params: { id: asked.id } })
    expect(seen.deed).toMatchObject({ doneOn: '2026-11-02', reason: null, doneByName: null })
    expect(seen.doneAnyway).toBe(true)
  })

  it('is approved by somebody else, never by who did it, and once', async () => {
    const id = asked.id
    await expect(rep.does(staffEngagements.approveDeed, { params: { id }, ifMatch: done.version })).toBeRefused(
      'notAllowed',
    )
    const own = await w.as('manager').does(staffEngagements.ask, {
      body: { company: 'Rowan & Vale', verb: 'takeDirect', productFamily: 'backup' },
    })
    const ownDeed = await w
      .as('manager')
      .does(staffEngagements.recordDeed, { params: { id: own.id }, body, ifMatch: own.version })
    await expect(
      w.as('manager').does(staffEngagements.approveDeed, { params: { id: own.id }, ifMatch: ownDeed.version }),
    ).toBeRefused('conflict', /Somebody else approves/)
    await expect(
      w.sql(
        `UPDATE parley.engagement_deed SET approved_by = done_by, approved_by_name = done_by_name, approved_at = recorded_at WHERE engagement_id = $1`,
        [own.id],
      ),
    ).rejects.toThrow(/engagement_deed_approved_by_another/)
    const approved = await w.as('manager').does(staffEngagements.approveDeed, { params: { id }, ifMatch: done.version })
    expect(approved.deed).toMatchObject({ approvedByName: 'Mina Castell' })
    await expect(
      w.as('manager').does(staffEngagements.approveDeed, { params: { id }, ifMatch: approved.version }),
    ).toBeRefused('conflict', /has approved it/)
    await expect(
      w.sql(`UPDATE parley.engagement_deed SET approved_by_name = 'Somebody' WHERE engagement_id = $1`, [id]),
    ).rejects.toThrow(/append-only/)
    expect((await news('sales')).some(({ title }) => title === 'Approved: Rowan & Vale')).toBe(true)
    const acts = await w.sql<{ action: string; by: string }>(
      `SELECT action, actor_name AS by FROM parley.audit_event WHERE subject_id = $1 ORDER BY seq`,
      [id],
    )
    expect(acts.slice(-2).map(({ action, by }) => `${by}: ${action}`)).toEqual([
      'Sal Pereira: engagement.done',
      'Mina Castell: engagement.approved',
    ])
  })

  it('a yes has nothing to explain, and a day ahead isn’t one on which it was done', async () => {
    const yes = await rep.does(staffEngagements.ask, {
      body: { company: 'Somebody Unknown Ltd', verb: 'contact', productFamily: 'backup' },
    })
    await expect(
      rep.does(staffEngagements.recordDeed, { params: { id: yes.id }, body, ifMatch: yes.version }),
    ).toBeRefused('conflict', /answer was yes/)
    const no = await rep.does(staffEngagements.ask, {
      body: { company: 'Rowan & Vale', verb: 'discount', productFamily: 'backup' },
    })
    // In UTC it is the day after; where the vendor is, it isn’t yet.
    w.travelTo('2026-11-03T03:00:00.000Z')
    await expect(
      rep.does(staffEngagements.recordDeed, {
        params: { id: no.id },
        body: { ...body, doneOn: '2026-11-03' },
        ifMatch: no.version,
      }),
    ).toBeRefused('refused', /today or before/)
  })
})

describe('AC-1: nobody is named to anybody who may not know', () => {
  it('a rival that asks learns no name, no number, and the lead learns nothing of it', async () => {
    const before = (await news('alder')).length
    const asked = await w.as('brightwater').does(partnerEngagements.ask, {
      body: { company: 'Rowan & Vale', verb: 'quote', productFamily: 'backup' },
    })
    expect(asked).toBeDecided('forbid')
    expect(asked.headline).toMatch(/^This account is protected for another partner until/)
    expect(asked.lead).toMatchObject({ kind: 'partner', partnerName: null, registrationId: null })
    expect(asked.talkTo).toEqual({ title: 'the channel manager', name: null, email: null })
    expect(JSON.stringify(asked)).not.toMatch(/Alder|Ada Linden/)
    expect(JSON.stringify(asked)).not.toContain(partners.alder.id)
    expect((await news('alder')).length).toBe(before)
    await expect(lead.does(partnerEngagements.get, { params: { id: asked.id } })).toBeRefused('notFound')
    const ofLead = await lead.does(partnerEngagements.list, { query: {} })
    expect(ofLead.items.map(({ id }) => id)).not.toContain(asked.id)
    expect((await w.as('manager').does(staffEngagements.get, { params: { id: asked.id } })).lead).toMatchObject({
      kind: 'partner',
      partnerName: 'Alder Ridge Systems',
    })
  })

  it('the vendor’s other roles don’t ask, and a channel manager who joins later reads what was asked', async () => {
    const person = {
      email: 'late@northwind.example',
      name: 'Lata Iyer',
      role: 'channelManager' as const,
      partner: null,
    }
    await createUser(w.env, { ...person, password, partnerId: null })
    const { items } = await w.person(person).does(staffEngagements.list, { query: { askedBy: 'partner' } })
    expect(items[0]).toMatchObject({ askedByName: 'Bea Okoye, Brightwater Technology' })
    const body = { company: 'Rowan & Vale', verb: 'quote' as const }
    await expect(w.as('finance').does(staffEngagements.ask, { body })).toBeRefused('notAllowed')
  })
})

describe('AC-1: when the protection is over', () => {
  it('after the last protected day the same question has another answer', async () => {
    w.travelTo('2027-03-01')
    const later = await rep.does(staffEngagements.ask, {
      body: { company: 'harborlines.com', verb: 'quote', productFamily: 'backup' },
    })
    expect(later).toBeDecided('permit', because('open-account'))
    expect(later.lead.kind).toBe('nobody')
    await expect(lead.does(partnerEngagements.get, { params: { id: later.id } })).toBeRefused('notFound')
    expect((await news('alder')).filter(({ path }) => path.includes(later.id))).toEqual([])
  })
})
