import { lookAfterDuties } from '@parley/api/jobs/look-after-duties'
import { dispatch } from '@parley/api/outbox/dispatch'
import { createUser } from '@parley/api/session/create-user'
import { staffDuties } from '@parley/contract/routes/duties'
import { partnerEngagements, staffEngagements } from '@parley/contract/routes/engagements'
import { notifications } from '@parley/contract/routes/notifications'
import { staff } from '@parley/contract/routes/staff'
import { describe, expect, it } from 'vitest'
import { aDeal } from '../support/factories.ts'
import { because } from '../support/matchers.ts'
import { partners, password } from '../support/program.ts'
import { world } from '../support/world.ts'

const w = await world()
const alder = w.as('alder')
const manager = w.as('manager')

/** Large enough for a person to decide. */
const large = (name: string, more: object = {}) =>
  aDeal({ account: { name }, deal: { amountMinor: 90_000_000, expectedCloseOn: '2027-06-15', ...more } })
const looksAfter = () => lookAfterDuties(w.env)
const approves = (id: string) =>
  manager.overrides(id, {
    outcome: 'approve',
    protectionDays: 90,
    wording: 'We have looked at it: the deal is yours.',
    reason: 'The customer confirmed it to us.',
  })

const joins = async (name: string) => {
  const email = `${name.toLowerCase().replace(' ', '.')}@northwind.example`
  const id = await createUser(w.env, { email, name, role: 'channelManager', password, partnerId: null })
  return { id, as: w.person({ email, name, role: 'channelManager', partner: null }) }
}
const pia = await joins('Pia Holm')
const quinn = await joins('Quinn Duarte')
const rosa = await joins('Rosa Imhof')
const noBackup = { backupId: null, managerId: null, awayFrom: null, awayUntil: null }

const news = async (who: ReturnType<typeof w.as>) => {
  await dispatch(w.env)
  return (await who.does(notifications.list, { query: {} })).items
}

describe('CR-6: who answers, and who stands in', async () => {
  await manager.does(staffDuties.keepSeat, {
    params: { id: pia.id },
    body: { ...noBackup, backupId: quinn.id, managerId: rosa.id },
  })
  const kept = await manager.does(staffDuties.keepAnswerer, {
    params: { id: partners.alder.id },
    body: { ownerId: pia.id, calendar: null },
  })

  it('a channel manager names a backup and a manager, and who answers for a partner, in its working calendar', () => {
    expect(kept.people.find(({ id }) => id === pia.id)).toMatchObject({ backupId: quinn.id, managerId: rosa.id })
    expect(kept.partners.find(({ id }) => id === partners.alder.id)).toMatchObject({ ownerId: pia.id })
    expect(kept.calendars.map(({ id }) => id)).toEqual(['germany', 'japan'])
  })

  it('not without a backup when away, not for themselves, not in a calendar that there isn’t, and not by a seller', async () => {
    const seat = (body: object) =>
      manager.does(staffDuties.keepSeat, { params: { id: quinn.id }, body: { ...noBackup, ...body } })
    await expect(seat({ awayFrom: '2026-12-01', awayUntil: '2026-12-05' })).toBeRefused('refused', /backup before/)
    await expect(seat({ backupId: quinn.id })).toBeRefused('refused', /somebody else/)
    await expect(seat({ backupId: rosa.id, awayFrom: '2026-12-05', awayUntil: '2026-12-01' })).toBeRefused(
      'refused',
      /last day/,
    )
    const body = { ownerId: null, calendar: 'mars' }
    const params = { id: partners.alder.id }
    await expect(manager.does(staffDuties.keepAnswerer, { params, body })).toBeRefused('refused', /no such calendar/)
    await expect(
      w.as('sales').does(staffDuties.keepAnswerer, { params, body: { ...body, calendar: null } }),
    ).toBeRefused('notAllowed')
  })
})

describe('CR-6: the vendor has two business days, and is late', async () => {
  const { summary, duty } = await alder.registers(large('Tidewater Ferries'))
  const id = summary.id
  const item = async () =>
    (await manager.does(staff.queue, {})).items.find(({ registration }) => registration.id === id)!

  it('the partner reads by when it hears, at once; the console whose it is', async () => {
    // Monday at nine in Chicago, and sixteen business hours.
    expect(summary).toMatchObject({ status: 'inReview', protection: null, clock: { owes: 'vendor', late: false } })
    expect(summary.clock!.dueAt).toBe('2026-11-03T23:00:00.000Z')
    expect(duty).toMatchObject({ dueAt: '2026-11-03T23:00:00.000Z', heldAs: 'owner', people: null, interim: null })
    expect(duty!.decision).toBeTruthy()
    expect(await item()).toMatchObject({
      dueAt: '2026-11-03T23:00:00.000Z',
      duty: { heldAs: 'owner', people: { ownerName: 'Pia Holm', holderName: 'Pia Holm', isYours: false } },
    })
  })

  it('without a first word in four business hours, the backup has it', async () => {
    w.travelTo('2026-11-02T19:00:00.000Z')
    expect(await looksAfter()).toMatchObject({ escalated: 0, failed: 0 })
    w.travelTo('2026-11-02T19:01:00.000Z')
    expect(await looksAfter()).toMatchObject({ escalated: 1, failed: 0 })
    expect(await looksAfter()).toMatchObject({ escalated: 0 })
    expect((await item()).duty).toMatchObject({
      heldAs: 'backup',
      people: { ownerName: 'Pia Holm', holderName: 'Quinn Duarte' },
    })
    const told = (await news(quinn.as)).filter(({ path }) => path === `/registrations/${id}`)
    expect(told[0]).toMatchObject({ kind: 'due', title: 'You have it now: Tidewater Ferries' })
    expect((await news(alder)).some(({ title }) => /late|time being/.test(title))).toBe(false)
  })

  it('whoever looks at it says so: the partner reads it, and it is theirs', async () => {
    const taken = await quinn.as.does(staffDuties.take, { params: { id } })
    expect(taken.duty).toMatchObject({ takenAt: '2026-11-02T19:01:00.000Z', people: { isYours: true } })
    expect(taken.can.take).toMatchObject({ ok: false, reason: 'You have it already.' })
    await expect(w.as('sales').does(staffDuties.take, { params: { id } })).toBeRefused('notAllowed')
    const told = (await news(alder)).find(({ path }) => path === `/registrations/${id}`)!
    expect(told.title).toBe('Looked at: Tidewater Ferries')
    expect(told.lines.join(' ')).toMatch(/due by November 3, 2026 at 5:00 PM/)
    expect(JSON.stringify(await alder.opens(id))).not.toMatch(/Quinn|Pia|Rosa/)
  })

  it('at the promised moment it isn’t late; from then on the partner is protected, from the hour of the promise', async () => {
    w.travelTo('2026-11-03T23:00:00.000Z')
    expect(await looksAfter()).toMatchObject({ escalated: 0 })
    w.travelTo('2026-11-04T02:17:00.000Z')
    expect(await looksAfter()).toMatchObject({ escalated: 1, failed: 0 })
    expect(await looksAfter()).toMatchObject({ escalated: 0 })
    const seen = await alder.opens(id)
    expect(seen.summary).toMatchObject({
      status: 'inReview',
      clock: { owes: 'vendor', late: true },
      protection: { kind: 'interim', from: '2026-11-03T23:00:00.000Z', lastDay: '2026-12-03', endedBecause: null },
    })
    expect(seen.duty!.decision).toMatchObject({ outcome: { type: 'escalate' } })
    expect(seen.duty!.decision.headline).toMatch(/protected for you from then on/)
    expect(seen.timeline.find(({ kind }) => kind === 'late')).toBeTruthy()
    const told = (await news(alder)).find(({ path }) => path === `/registrations/${id}`)!
    expect(told).toMatchObject({ kind: 'protection', title: 'Protected for the time being: Tidewater Ferries' })
    expect(told.lines.join(' ')).toMatch(/What you do in this time counts/)
  })

  it('the manager has it, and the queue shows it as late, first, with what it cost us', async () => {
    const queue = await manager.does(staff.queue, {})
    expect(queue.items[0]).toMatchObject({ late: true, registration: { id } })
    expect(queue.items[0]!.duty).toMatchObject({
      heldAs: 'manager',
      people: { ownerName: 'Pia Holm', holderName: 'Rosa Imhof' },
      interim: { from: '2026-11-03T23:00:00.000Z', lastDay: '2026-12-03' },
    })
    expect((await news(rosa.as))[0]).toMatchObject({ title: 'You have it now: Tidewater Ferries' })
    const recorded = await manager.looksUp((await manager.inspects(id)).duty!.decision.decisionId!)
    expect(recorded.summary).toMatchObject({ outcomeType: 'escalate', because: ['registration-decided-late'] })
    expect((await manager.reruns(recorded.summary.id)).same).toBe(true)
  })

  it('it is a protection like any other: nobody else gets the account, a seller hears no, and the lead is the partner', async () => {
    const other = await w.as('brightwater').registers(aDeal({ account: { name: 'Tidewater Ferries' } }))
    expect(await manager.inspects(other.summary.id)).toBeDecided('reject', because('protected-for-another-partner'))
    expect(JSON.stringify(other)).not.toMatch(/Alder|Ada Linden/)
    const asked = await w.as('sales').does(staffEngagements.ask, {
      body: { company: 'Tidewater Ferries', verb: 'quote', productFamily: 'backup' },
    })
    expect(asked).toBeDecided('forbid', because('direct-offer-to-protected-account'))
    expect(asked.lead).toMatchObject({ kind: 'partner', partnerName: 'Alder Ridge Systems', lastDay: '2026-12-03' })
    const own = await alder.does(partnerEngagements.ask, {
      body: { company: 'Tidewater Ferries', verb: 'quote', productFamily: 'backup' },
    })
    expect(own).toBeDecided('permit')
    await expect(approves(other.summary.id)).toBeRefused('conflict', /because our answer to R-\w+ is late/)
  })

  it('what the partner does meanwhile counts', async () => {
    const body = { kind: 'demo' as const, note: 'Showed them a restore.', happenedOn: '2026-11-03' }
    expect((await alder.logsActivity(id, body)).activities).toHaveLength(1)
  })

  it('after the manager’s own time the director has it', async () => {
    w.travelTo('2026-11-04T23:00:00.000Z')
    expect(await looksAfter()).toMatchObject({ escalated: 0 })
    w.travelTo('2026-11-04T23:01:00.000Z')
    expect(await looksAfter()).toMatchObject({ escalated: 1 })
    expect((await manager.inspects(id)).duty).toMatchObject({ heldAs: 'director' })
  })

  it('the decision ends it: the protection goes over without a gap, and that it was late is on record', async () => {
    w.travelTo('2026-11-10')
    const approved = await approves(id)
    expect(approved.summary).toMatchObject({ status: 'approved', protection: { kind: 'exclusive' } })
    expect(approved.duty).toMatchObject({ late: true, closed: { because: 'decided' } })
    expect(approved.duty!.decision.outcome.type).toBe('answeredLate')
    const [window] = await w.sql<{ from: Date; interim: boolean }>(
      'SELECT lower(during) AS from, interim FROM parley.protection WHERE registration_id = $1',
      [id],
    )
    expect(window).toEqual({ from: new Date('2026-11-03T23:00:00.000Z'), interim: false })
    expect(await looksAfter()).toMatchObject({ escalated: 0, failed: 0 })
  })
})

describe('CR-6: other ends', () => {
  it('refused, it ends with the decision’s words, and the account is free', async () => {
    const { summary } = await alder.registers(large('Pinecrest Dairies'))
    w.travelDays(7)
    await looksAfter()
    expect((await alder.opens(summary.id)).summary.protection).toMatchObject({ kind: 'interim' })
    await manager.overrides(summary.id, {
      outcome: 'reject',
      wording: 'The customer buys from us directly since March.',
      reason: 'Our own contract is signed.',
    })
    const seen = await alder.opens(summary.id)
    expect(seen.summary).toMatchObject({ status: 'rejected', protection: { kind: 'interim', endedBecause: 'decided' } })
    expect(seen.decision.headline).toMatch(/directly since March/)
    expect(
      await w
        .as('brightwater')
        .registers(aDeal({ account: { name: 'Pinecrest Dairies' }, deal: { expectedCloseOn: '2027-04-15' } })),
    ).toBeDecided('approve')
  })

  it('a question of ours isn’t the decision: the protection goes on, and a new time runs from the partner’s answer', async () => {
    const { summary } = await alder.registers(large('Copperfield Rail'))
    w.travelDays(7)
    await looksAfter()
    const asked = await manager.asks(summary.id, 'Which of their two data centres is it?')
    expect(asked.summary).toMatchObject({
      status: 'informationNeeded',
      protection: { kind: 'interim', endedBecause: null },
    })
    expect(asked.duty).toMatchObject({ closed: { because: 'asked' } })
    const answered = await alder.answers(summary.id, { answer: 'Both of them.' })
    expect(answered.summary).toMatchObject({ status: 'inReview', protection: { kind: 'interim' } })
    expect(answered.duty).toMatchObject({ heldAs: 'owner', late: false, closed: null, interim: null })
    w.travelDays(7)
    await looksAfter()
    // Granted once: the policy doesn't give it twice.
    expect((await manager.inspects(summary.id)).duty).toMatchObject({ heldAs: 'manager', interim: null })
    expect((await approves(summary.id)).summary.protection).toMatchObject({ kind: 'exclusive' })
  })

  it('it has a last day, and the partner hears when that is over', async () => {
    const { summary } = await alder.registers(large('Larkspur Clinics'))
    w.travelDays(7)
    await looksAfter()
    expect((await alder.opens(summary.id)).summary.protection).toMatchObject({ kind: 'interim', endedBecause: null })
    w.travelDays(31)
    expect((await alder.opens(summary.id)).summary.protection).toMatchObject({ endedBecause: 'expired' })
    expect(await looksAfter()).toMatchObject({ ended: 1, failed: 0 })
    const seen = await alder.opens(summary.id)
    expect(seen.summary.protection).toMatchObject({ kind: 'interim', endedBecause: 'expired' })
    expect((await news(alder))[0]!.title).toBe('Protection for the time being ended: Larkspur Clinics')
    expect(await looksAfter()).toEqual({ escalated: 0, ended: 0, failed: 0 })
  })

  it('where another partner leads, nothing is displaced: we are late, and no more', async () => {
    const waits = await alder.registers(large('Ironbark Mutual'))
    const lead = await w.as('corvane').registers(large('Ironbark Mutual'))
    expect((await approves(lead.summary.id)).summary.protection).toMatchObject({ kind: 'exclusive' })
    w.travelDays(7)
    await looksAfter()
    const seen = await alder.opens(waits.summary.id)
    expect(seen.summary).toMatchObject({ status: 'inReview', protection: null, clock: { late: true } })
    expect(await manager.looksUp((await manager.inspects(waits.summary.id)).duty!.decision.decisionId!)).toMatchObject({
      summary: { outcomeType: 'escalate', because: ['answer-late'] },
    })
    expect(JSON.stringify(seen)).not.toMatch(/Corvane|Cem Aydin/)
    expect((await news(alder))[0]!.title).toBe('We are late: Ironbark Mutual')
  })

  it('of two who wait at one account, whoever was to hear first is protected, and the other isn’t', async () => {
    const first = await alder.registers(large('Saltmarsh Energy'))
    w.travelDays(1)
    const second = await w.as('brightwater').registers(large('Saltmarsh Energy'))
    expect([first.summary.status, second.summary.status]).toEqual(['inReview', 'inReview'])
    w.travelDays(14)
    await looksAfter()
    expect((await alder.opens(first.summary.id)).summary.protection).toMatchObject({ kind: 'interim' })
    const other = await w.as('brightwater').opens(second.summary.id)
    expect(other.summary).toMatchObject({ status: 'inReview', protection: null, clock: { late: true } })
    expect(JSON.stringify(other)).not.toMatch(/Alder|Ada Linden/)
  })
})

describe('CR-6: in the partner’s own working days, and with an owner who is away', () => {
  it('a partner in Germany is promised by its calendar', async () => {
    await manager.does(staffDuties.keepAnswerer, {
      params: { id: partners.delmar.id },
      body: { ownerId: rosa.id, calendar: 'germany' },
    })
    w.travelTo('2027-03-22T09:00:00.000Z') // a Monday, ten in Berlin
    const { summary } = await w.as('delmar').registers(large('Fennwick Brewery'))
    expect(summary.clock!.dueAt).toBe('2027-03-24T09:00:00.000Z')
  })

  it('when the owner is away, the backup has it from the start', async () => {
    await manager.does(staffDuties.keepSeat, {
      params: { id: rosa.id },
      body: { backupId: quinn.id, managerId: pia.id, awayFrom: '2027-03-22', awayUntil: '2027-03-26' },
    })
    const { summary } = await w.as('delmar').registers(large('Wexcombe Hospital'))
    await looksAfter()
    expect((await manager.inspects(summary.id)).duty).toMatchObject({
      heldAs: 'backup',
      people: { ownerName: 'Rosa Imhof', holderName: 'Quinn Duarte' },
    })
  })
})

describe('CR-6: the decision and the consequence in the same moment', () => {
  it('end in one state: decided, and protected once or not at all', async () => {
    for (const outcome of ['approve', 'reject'] as const) {
      const { summary } = await alder.registers(large(`Race ${outcome} Holdings`))
      w.travelDays(5)
      const decides =
        outcome === 'approve'
          ? approves(summary.id)
          : manager.overrides(summary.id, {
              outcome,
              wording: 'It is not for you, sorry.',
              reason: 'We know the customer.',
            })
      const others = Array.from({ length: 4 }, () => looksAfter())
      const [decided] = await Promise.allSettled([decides, ...others])
      // Whoever read it before the consequence came reads it again, and decides then.
      if (decided.status === 'rejected')
        await (outcome === 'approve'
          ? approves(summary.id)
          : manager.overrides(summary.id, {
              outcome,
              wording: 'It is not for you, sorry.',
              reason: 'We know the customer.',
            }))
      const seen = await alder.opens(summary.id)
      expect(seen.summary.status).toBe(outcome === 'approve' ? 'approved' : 'rejected')
      const running = await w.sql(
        'SELECT 1 FROM parley.protection WHERE registration_id = $1 AND ended_because IS NULL AND upper(during) > $2',
        [summary.id, w.now()],
      )
      expect(running).toHaveLength(outcome === 'approve' ? 1 : 0)
      expect(seen.duty!.closed).toMatchObject({ because: 'decided' })
      expect(await looksAfter()).toMatchObject({ escalated: 0, failed: 0 })
    }
  })
})
