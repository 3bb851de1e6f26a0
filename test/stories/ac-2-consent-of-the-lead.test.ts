import { lookAfterConsents } from '@parley/api/jobs/look-after-consents'
import { dispatch } from '@parley/api/outbox/dispatch'
import type { PartnerEngagement } from '@parley/contract/engagements'
import { partnerEngagements, staffEngagements } from '@parley/contract/routes/engagements'
import { notifications } from '@parley/contract/routes/notifications'
import { beforeAll, describe, expect, it } from 'vitest'
import { aDeal } from '../support/factories.ts'
import { because } from '../support/matchers.ts'
import { world } from '../support/world.ts'

const w = await world()
const rep = w.as('sales')
const lead = w.as('alder')
for (const name of ['Tamarind Freight Lines', 'Oxbow Printing Works', 'Linnet Dental Group', 'Pollard Shipyards'])
  await lead.registers(aDeal({ account: { name } }))

const asksToRedirect = (company: string) =>
  rep.does(staffEngagements.ask, {
    body: { company, verb: 'redirect', productFamily: 'backup', note: 'Network Security first, Backup next year.' },
  })
const answers = async (id: string, answer: 'given' | 'refused', reason: string) => {
  const { version } = await lead.does(partnerEngagements.get, { params: { id } })
  return lead.does(partnerEngagements.answer, { params: { id }, body: { answer, reason }, ifMatch: version })
}
const news = async (who: 'alder' | 'sales' | 'brightwater') => {
  await dispatch(w.env)
  return (await w.as(who).does(notifications.list, { query: {} })).items
}
const looksAfter = () => lookAfterConsents(w.env)

describe('AC-2: redirecting the plan of an account that a partner leads needs its consent', async () => {
  const asked = await asksToRedirect('Tamarind Freight Lines')

  it('the answer waits for the lead, with the last day for it', () => {
    expect(asked).toBeDecided('consentRequired', because('plan-of-a-protected-account'))
    // Asked on a Monday; two business days.
    expect(asked.consent).toMatchObject({ state: 'waiting', askedOf: 'lead', lastDay: '2026-11-04' })
    expect(asked.consent!.dueAt).toBe('2026-11-05T06:00:00.000Z')
    expect(asked.can.answer).toMatchObject({ ok: false, reason: expect.stringMatching(/partner that leads/) })
  })

  it('the lead reads what is planned, in its app, and until when it answers', async () => {
    const told = (await news('alder')).find(({ path }) => path === `/may-i/${asked.id}`)!
    expect(told).toMatchObject({ kind: 'consent', title: 'Do you agree? Tamarind Freight Lines' })
    expect(told.lines.join(' ')).toMatch(/It may only if you agree.*Network Security first.*Wednesday|November 4, 2026/)
    const inbox = await lead.does(partnerEngagements.list, { query: { show: 'waiting' } })
    expect(inbox.items.map(({ id }) => id)).toContain(asked.id)
    const seen = await lead.does(partnerEngagements.get, { params: { id: asked.id } })
    expect(seen).toMatchObject({ consent: { askedOf: 'you', state: 'waiting' }, can: { answer: { ok: true } } })
    expect(JSON.stringify(seen)).not.toMatch(/Sal Pereira/)
  })

  it('asked again meanwhile it is the same question: nobody is asked twice', async () => {
    expect((await asksToRedirect('Tamarind Freight Lines')).id).toBe(asked.id)
    expect((await news('alder')).filter(({ path }) => path === `/may-i/${asked.id}`)).toHaveLength(1)
  })

  it('nobody else can answer: not another partner, not the vendor, not with an older version', async () => {
    const body = { answer: 'given' as const, reason: 'Fine.' }
    const params = { id: asked.id }
    await expect(w.as('brightwater').does(partnerEngagements.answer, { params, body, ifMatch: 1 })).toBeRefused(
      'notFound',
    )
    await expect(w.as('manager').does(staffEngagements.answer, { params, body, ifMatch: 1 })).toBeRefused('conflict')
    await expect(rep.does(staffEngagements.answer, { params, body, ifMatch: 1 })).toBeRefused('notAllowed')
    await expect(lead.does(partnerEngagements.answer, { params, body, ifMatch: 7 })).toBeRefused('stale')
    await expect(
      lead.does(partnerEngagements.answer, { params, body: { answer: 'given', reason: ' ' }, ifMatch: 1 }),
    ).toBeRefused('refused')
  })

  it('a yes is kept with its reason, decides at once, and the rep hears of it', async () => {
    const given = await answers(asked.id, 'given', 'They asked us for it too; we keep the backup project.')
    expect(given.consent).toMatchObject({ state: 'given', answeredBy: 'Ada Linden' })
    const seen = await rep.does(staffEngagements.get, { params: { id: asked.id } })
    expect(seen).toBeDecided('permit', because('consent-given'))
    expect(seen.consent).toMatchObject({
      state: 'given',
      reason: 'They asked us for it too; we keep the backup project.',
      answeredBy: 'Ada Linden, Alder Ridge Systems',
    })
    const told = (await news('sales')).find(({ path }) => path === `/may-i/${asked.id}`)!
    expect(told.title).toBe('Agreed: Tamarind Freight Lines')
    expect(told.lines.join(' ')).toMatch(/we keep the backup project/)
    expect((await w.as('manager').reruns(seen.decision.decisionId!)).same).toBe(true)
    const decisions = await w.sql<{ outcome: string; supersedes: string | null }>(
      'SELECT outcome, supersedes FROM parley.decision WHERE subject_id = $1 ORDER BY seq',
      [asked.id],
    )
    expect(decisions).toEqual([
      { outcome: 'consentRequired', supersedes: null },
      { outcome: 'permit', supersedes: asked.decision.decisionId },
    ])
  })

  it('an answer is given once', async () => {
    await expect(answers(asked.id, 'refused', 'We changed our mind.')).toBeRefused('conflict', /answered already/)
    await expect(
      w.sql(`UPDATE parley.consent SET reason = 'Another' WHERE engagement_id = $1`, [asked.id]),
    ).rejects.toThrow(/append-only/)
  })
})

describe('AC-2: a no is a no', async () => {
  const asked = await asksToRedirect('Oxbow Printing Works')
  await answers(asked.id, 'refused', 'The contract is with their lawyers; please don’t touch it now.')

  it('with the reason, for both sides', async () => {
    const seen = await rep.does(staffEngagements.get, { params: { id: asked.id } })
    expect(seen).toBeDecided('forbid', because('consent-refused'))
    expect(seen.consent!.reason).toMatch(/with their lawyers/)
    expect(seen.decision.reasons[0]!.possible).toMatch(/ask again with another proposal/i)
    expect(await lead.does(partnerEngagements.get, { params: { id: asked.id } })).toBeDecided('forbid')
  })

  it('and may be asked again with another proposal', async () => {
    const again = await asksToRedirect('Oxbow Printing Works')
    expect(again.id).not.toBe(asked.id)
    expect(again).toBeDecided('consentRequired')
  })
})

describe('AC-2: no answer is a no', async () => {
  const asked = await asksToRedirect('Linnet Dental Group')
  const path = `/may-i/${asked.id}`

  it('the lead is reminded once, when half of the time is over', async () => {
    await looksAfter()
    expect((await news('alder')).filter((each) => each.path === path)).toHaveLength(1)
    w.travelTo('2026-11-04')
    await looksAfter()
    await looksAfter()
    const told = (await news('alder')).filter((each) => each.path === path)
    expect(told.map(({ title }) => title)).toEqual([
      'Your answer falls due: Linnet Dental Group',
      'Do you agree? Linnet Dental Group',
    ])
  })

  it('within the last day it can still answer; a moment after, it can’t, whether or not the job has been by', async () => {
    w.travelTo('2026-11-05T05:59:59.000Z')
    expect((await lead.does(partnerEngagements.get, { params: { id: asked.id } })).can.answer.ok).toBe(true)
    w.travelTo('2026-11-05T06:00:00.000Z')
    const late = await lead.does(partnerEngagements.get, { params: { id: asked.id } })
    expect(late.consent!.state).toBe('unanswered')
    await expect(answers(asked.id, 'given', 'Yes, do.')).toBeRefused('conflict', /no answer is a no/)
  })

  it('the job writes it down once, by the rule, and both sides are told', async () => {
    expect((await looksAfter()).lapsed).toBeGreaterThan(0)
    expect(await looksAfter()).toEqual({ reminded: 0, lapsed: 0, failed: 0 })
    const seen = await rep.does(staffEngagements.get, { params: { id: asked.id } })
    expect(seen).toBeDecided('forbid', because('consent-refused'))
    expect(seen.consent).toMatchObject({ state: 'unanswered', reason: null, answeredBy: null })
    for (const who of ['alder', 'sales'] as const)
      expect((await news(who)).filter((each) => each.path === path)[0]!.title).toBe(
        'No answer in time: Linnet Dental Group',
      )
    expect((await news('brightwater')).filter((each) => each.path === path)).toEqual([])
  })
})

describe('AC-2: two who answer in the same moment', () => {
  it('give one answer', async () => {
    const { id, version } = await asksToRedirect('Pollard Shipyards')
    const [one, other] = await Promise.all([
      lead.sends(partnerEngagements.answer, {
        params: { id },
        body: { answer: 'given', reason: 'Yes.' },
        ifMatch: version,
      }),
      w.as('alderAdmin').sends(partnerEngagements.answer, {
        params: { id },
        body: { answer: 'refused', reason: 'No.' },
        ifMatch: version,
      }),
    ])
    expect([one.status, other.status].sort()).toEqual([201, 412])
  })
})

describe('AC-2: where the vendor has to agree, a channel manager answers', () => {
  let asked: PartnerEngagement
  beforeAll(async () => {
    await w.has.account({ name: 'Juniper Valley Water', designation: 'named' })
    const body = { company: 'Juniper Valley Water', verb: 'quote' as const, productFamily: 'backup' }
    asked = await lead.does(partnerEngagements.ask, { body: { ...body, note: 'Their CIO worked with us.' } })
  })

  it('the partner sees that the vendor is asked, and until when', () => {
    expect(asked).toBeDecided('consentRequired')
    expect(asked.consent).toMatchObject({ askedOf: 'vendor', state: 'waiting' })
    expect(asked.can.answer.ok).toBe(false)
    expect(asked.talkTo).toMatchObject({ title: 'a channel manager' })
  })

  it('its answer reaches the partner with the reason and without the name', async () => {
    const manager = w.as('manager')
    const { items } = await manager.does(staffEngagements.list, { query: { show: 'waiting' } })
    expect(items.map(({ id }) => id)).toContain(asked.id)
    await manager.does(staffEngagements.answer, {
      params: { id: asked.id },
      body: { answer: 'given', reason: 'Their account manager is glad of it.' },
      ifMatch: asked.version,
    })
    const seen = await lead.does(partnerEngagements.get, { params: { id: asked.id } })
    expect(seen).toBeDecided('permit')
    expect(seen.consent).toMatchObject({
      reason: 'Their account manager is glad of it.',
      answeredBy: 'A channel manager of Northwind Systems',
    })
    expect((await news('alder')).find(({ path }) => path === `/may-i/${asked.id}`)!.title).toBe(
      'Agreed: Juniper Valley Water',
    )
  })
})
