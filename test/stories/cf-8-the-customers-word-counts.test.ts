import { partnerDesignations, staffDesignations } from '@parley/contract/routes/designations'
import { staff } from '@parley/contract/routes/staff'
import { describe, expect, it } from 'vitest'
import { aDeal } from '../support/factories.ts'
import { letters } from '../support/letters.ts'
import '../support/matchers.ts'
import { world } from '../support/world.ts'

const w = await world()
const l = letters(w)
const lead = w.as('alder')
const leads = async (name: string) => {
  const { summary } = await lead.registers(aDeal({ account: { name } }))
  return { id: summary.id, accountId: await l.accountOf(summary.id) }
}
const reasonsOf = ({ designations: [first] }: Awaited<ReturnType<typeof l.reads>>) =>
  first!.decision.reasons.map(({ rule }) => rule)

describe('CF-8: the customer names another representative', async () => {
  const name = 'Tamarind Freight Lines'
  const { id: registrationId, accountId } = await leads(name)
  const brought = await l.brings('brightwater', name)

  it('nothing follows from a letter before somebody has asked the customer', async () => {
    expect(brought.designations).toMatchObject([{ state: 'deciding', takesEffectOn: null }])
    expect(brought.designations[0]!.headline).toMatch(/asking the customer whether the letter is its own/)
    expect(await l.represents(accountId)).toMatchObject({
      kind: 'partner',
      name: 'Alder Ridge Systems',
      proof: { kind: 'registration', path: `/registrations/${registrationId}` },
      waiting: { partnerName: 'Brightwater Technology' },
    })
  })

  it('the list of decisions says in words what was decided on', async () => {
    const { items } = await w.as('manager').does(staff.listDecisions, { query: { point: 'designation' } })
    expect(items.map(({ subjectTitle }) => subjectTitle)).toContain(`${name}, whom it names: Brightwater Technology`)
    for (const { subjectTitle } of items) expect(subjectTitle).not.toMatch(/^[0-9a-f]{8}-/)
  })

  it('the present lead is told at once that there is a letter and what it may do, and never whom it names', async () => {
    const [told, ...more] = await l.isTold('alder')
    expect(more).toEqual([])
    // Received on a Monday; five business days.
    expect(told).toMatchObject({ accountName: name, state: 'open', receivedOn: '2026-11-02', lastDay: '2026-11-09' })
    expect(told!.possible).toMatch(
      /bring its letter until the end of November 9, 2026.*What you have earned stays yours/,
    )
    const news = (await l.news('alder')).find(({ path }) => path === `/told/${told!.id}`)!
    expect(news.title).toBe(`A customer names somebody else: ${name}`)
    expect(JSON.stringify([told, news])).not.toMatch(/Brightwater|Bea Okoye/i)
    expect((await l.news('manager')).map(({ title }) => title)).toContain(`A customer’s letter: ${name}`)
  })

  it('confirmed, it waits for the present lead’s five business days, and who asked whom is on record', async () => {
    const checked = await l.checks(brought.id, { spokeWith: 'Dana Whitfield, on the number in our records' })
    expect(reasonsOf(checked)).toEqual(['waits-for-the-present-lead'])
    expect(checked.designations[0]).toMatchObject({
      state: 'waiting',
      lastDay: '2026-11-09',
      takesEffectOn: '2026-11-10',
      presentLead: { partnerName: 'Alder Ridge Systems', state: 'open' },
    })
    expect(checked.checks).toMatchObject([
      { isGenuine: true, how: 'call', checkedByName: 'Mina Castell', spokeWith: expect.stringMatching(/our records/) },
    ])
    const seen = await l.sees('brightwater', brought.id)
    expect(seen.designations[0]!.headline).toMatch(/until November 9, 2026/)
    expect(JSON.stringify(seen)).not.toMatch(/Alder|Ada Linden|Mina Castell|our records/)
  })

  it('on the last day the lead is as before; on the day after it changes, in one instant', async () => {
    w.travelTo('2026-11-09')
    expect(await l.looksAfter()).toMatchObject({ decided: 0, failed: 0 })
    expect((await l.represents(accountId)).name).toBe('Alder Ridge Systems')
    w.travelTo('2026-11-10')
    expect(await l.looksAfter()).toMatchObject({ decided: 1, failed: 0 })
    const answer = await l.represents(accountId)
    expect(answer).toMatchObject({
      name: 'Brightwater Technology',
      since: '2026-11-10',
      lastDay: '2027-11-10',
      proof: { kind: 'letter', title: 'The customer’s letter of November 2, 2026', path: `/letters/${brought.id}` },
    })
    expect(answer.proof!.saidBy).toMatch(/Dana Whitfield, Head of Purchasing; Mina Castell asked/)
    expect(await l.looksAfter()).toMatchObject({ decided: 0 })
  })

  it('an earlier instant keeps its answer', async () => {
    expect(await l.represents(accountId, '2026-11-09T15:00:00Z')).toMatchObject({ name: 'Alder Ridge Systems' })
    expect(await l.represents(accountId, '2026-11-01T15:00:00Z')).toMatchObject({ kind: 'nobody', toDo: null })
  })

  it('the lead until now reads why, keeps what it earned, and doesn’t learn who leads', async () => {
    const registration = await lead.opens(registrationId)
    expect(registration.summary).toMatchObject({ status: 'expired', protection: { endedBecause: 'designated' } })
    const [told] = await l.isTold('alder')
    expect(told).toMatchObject({ state: 'tookEffect', can: { bring: { ok: false } } })
    expect(told!.possible).toMatch(/What you have earned stays yours/)
    const news = await l.news('alder')
    expect(news.map(({ title }) => title)).toContain(`You don’t lead any more: ${name}`)
    expect(JSON.stringify([registration, told, news])).not.toMatch(/Brightwater/)
    expect((await l.sees('brightwater', brought.id)).designations[0]).toMatchObject({
      state: 'inEffect',
      holdsUntil: '2027-11-10',
    })
  })

  it('whoever else asks now meets the account as protected', async () => {
    const rival = await w.as('corvane').registers(aDeal({ account: { name } }))
    expect(rival).toBeDecided('reject')
    expect(JSON.stringify(rival)).toMatch(/November 10, 2027/)
    expect(JSON.stringify(rival)).not.toMatch(/Brightwater|Alder/)
  })

  it('nobody else reads the letter, the notice or the file', async () => {
    const [told] = await l.isTold('alder')
    for (const who of ['alder', 'corvane'] as const) {
      expect((await w.as(who).sends(partnerDesignations.get, { params: { id: brought.id } })).status).toBe(404)
      expect((await w.as(who).sends(partnerDesignations.open, { params: { id: brought.id } })).status).toBe(404)
      expect((await w.as(who).does(partnerDesignations.list, { query: {} })).items).toEqual([])
    }
    expect((await w.as('brightwater').sends(partnerDesignations.notice, { params: { id: told!.id } })).status).toBe(404)
    expect((await w.as('finance').sends(staffDesignations.get, { params: { id: brought.id } })).status).toBe(403)
    const file = await w.as('brightwater').fetches(`/api/v1/partner/letters/${brought.id}/file`)
    expect(file.headers.get('content-disposition')).toMatch(/attachment; filename="Letter.txt"/)
  })
})
