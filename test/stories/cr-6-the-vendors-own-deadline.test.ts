import { staffDuties } from '@parley/contract/routes/duties'
import { partnerEngagements, staffEngagements } from '@parley/contract/routes/engagements'
import { staff } from '@parley/contract/routes/staff'
import { describe, expect, it } from 'vitest'
import { dutiesIn, large, noBackup } from '../support/duties.ts'
import { aDeal } from '../support/factories.ts'
import { because } from '../support/matchers.ts'
import { partners } from '../support/program.ts'
import { world } from '../support/world.ts'

const w = await world()
const alder = w.as('alder')
const manager = w.as('manager')
const { pia, quinn, rosa, kept, looksAfter, approves, news } = await dutiesIn(w)

describe('CR-6: who answers, and who stands in', () => {
  it('a channel manager names a backup and a manager, and who answers for a partner, in its working calendar', () => {
    expect(kept.people.find(({ id }) => id === pia.id)).toMatchObject({ backupId: quinn.id, managerId: rosa.id })
    expect(kept.partners.find(({ id }) => id === partners.alder.id)).toMatchObject({ ownerId: pia.id })
    expect(kept.calendars.map(({ id }) => id)).toEqual(['germany', 'japan'])
  })

  it('not without a backup when away, not for themselves, not in a calendar that there isn’t, and not by a seller', async () => {
    const seat = (body: object) =>
      manager.does(staffDuties.keepSeat, { params: { id: quinn.id }, body: { ...noBackup, ...body }, ifMatch: 0 })
    await expect(seat({ awayFrom: '2026-12-01', awayUntil: '2026-12-05' })).toBeRefused('refused', /backup before/)
    await expect(seat({ backupId: quinn.id })).toBeRefused('refused', /somebody else/)
    await expect(seat({ backupId: rosa.id, awayFrom: '2026-12-05', awayUntil: '2026-12-01' })).toBeRefused(
      'refused',
      /last day/,
    )
    const body = { ownerId: null, calendar: 'mars' }
    const params = { id: partners.alder.id }
    await expect(manager.does(staffDuties.keepAnswerer, { params, body, ifMatch: 2 })).toBeRefused(
      'refused',
      /no such calendar/,
    )
    await expect(
      w.as('sales').does(staffDuties.keepAnswerer, { params, body: { ...body, calendar: null }, ifMatch: 2 }),
    ).toBeRefused('notAllowed')
  })
})

describe('CR-6: two people who say it at the same time', () => {
  const seen = () => w.as('operator').does(staffDuties.whoAnswers, {})

  it('the second hears that the seat was changed meanwhile, also when it’s the first that is said of it', async () => {
    const versionOf = async () => (await seen()).people.find(({ id }) => id === quinn.id)!
    const says = (who: 'manager' | 'operator', managerId: string, ifMatch: number) =>
      w.as(who).does(staffDuties.keepSeat, { params: { id: quinn.id }, body: { ...noBackup, managerId }, ifMatch })
    const before = (await versionOf()).version
    expect(before).toBe(0)
    await says('manager', rosa.id, before)
    await expect(says('operator', pia.id, before)).toBeRefused('stale')
    expect(await versionOf()).toMatchObject({ managerId: rosa.id, version: 1 })
    await w.as('manager').does(staffDuties.keepSeat, { params: { id: quinn.id }, body: noBackup, ifMatch: 1 })
  })

  it('as whose partner it is', async () => {
    const ofCorvane = async () => (await seen()).partners.find(({ id }) => id === partners.corvane.id)!
    const says = (who: 'manager' | 'operator', ownerId: string | null, ifMatch: number) =>
      w.as(who).does(staffDuties.keepAnswerer, {
        ...{ params: { id: partners.corvane.id }, body: { ownerId, calendar: null }, ifMatch },
      })
    const { version } = await ofCorvane()
    await says('manager', rosa.id, version)
    await expect(says('operator', pia.id, version)).toBeRefused('stale')
    expect(await ofCorvane()).toMatchObject({ ownerId: rosa.id })
    await says('manager', null, version + 1)
  })

  it('at one instant, one of both', async () => {
    const { version } = (await seen()).partners.find(({ id }) => id === partners.corvane.id)!
    const says = (ownerId: string) =>
      w.as('manager').sends(staffDuties.keepAnswerer, {
        ...{ params: { id: partners.corvane.id }, body: { ownerId, calendar: null }, ifMatch: version },
      })
    const answers = await Promise.all([says(pia.id), says(rosa.id)])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412])
    await w.as('manager').does(staffDuties.keepAnswerer, {
      ...{ params: { id: partners.corvane.id }, body: { ownerId: null, calendar: null }, ifMatch: version + 1 },
    })
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

describe('CR-6: in the partner’s own working days, and with an owner who is away', () => {
  it('a partner in Germany is promised by its calendar', async () => {
    await manager.does(staffDuties.keepAnswerer, {
      params: { id: partners.delmar.id },
      ifMatch: 1,
      body: { ownerId: rosa.id, calendar: 'germany' },
    })
    w.travelTo('2027-03-22T09:00:00.000Z') // a Monday, ten in Berlin
    const { summary } = await w.as('delmar').registers(large('Fennwick Brewery'))
    expect(summary.clock!.dueAt).toBe('2027-03-24T09:00:00.000Z')
  })

  it('when the owner is away, the backup has it from the start', async () => {
    await manager.does(staffDuties.keepSeat, {
      params: { id: rosa.id },
      ifMatch: 0,
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
