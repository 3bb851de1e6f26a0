import { staffDuties } from '@parley/contract/routes/duties'
import { staff } from '@parley/contract/routes/staff'
import { describe, expect, it } from 'vitest'
import { dutiesIn, large, noBackup } from '../support/duties.ts'
import { world } from '../support/world.ts'

const w = await world()
const alder = w.as('alder')
const manager = w.as('manager')
const { pia, quinn, rosa, looksAfter, news } = await dutiesIn(w)
const isAway = async (who: typeof pia, body: object) =>
  manager.does(staffDuties.keepSeat, {
    params: { id: who.id },
    ifMatch: (await manager.does(staffDuties.whoAnswers, {})).people.find(({ id }) => id === who.id)!.version,
    body: { ...noBackup, backupId: quinn.id, managerId: rosa.id, ...body },
  })
const holderOf = async (id: string) => {
  const { items } = await manager.does(staff.queue, {})
  return items.find(({ registration }) => registration.id === id)!.duty!
}

describe('CR-6: nothing waits with somebody who isn’t there', () => {
  it('what somebody has taken stays with them when its owner goes away', async () => {
    const { summary } = await alder.registers(large('Marram Grass Mills'))
    await rosa.as.does(staffDuties.take, { params: { id: summary.id } })
    await isAway(pia, { awayFrom: '2026-11-02', awayUntil: '2026-11-02' })
    expect(await looksAfter()).toMatchObject({ escalated: 0, failed: 0 })
    expect(await holderOf(summary.id)).toMatchObject({ heldAs: 'owner', people: { holderName: 'Rosa Imhof' } })
  })

  it('where the backup goes away, too, somebody else has it at once and hears so; the partner hears nothing twice', async () => {
    w.travelDays(1)
    const { summary } = await alder.registers(large('Sedgemoor Optics'))
    await isAway(pia, { awayFrom: '2026-11-03', awayUntil: '2026-11-06' })
    await looksAfter()
    expect(await holderOf(summary.id)).toMatchObject({ heldAs: 'backup', people: { holderName: 'Quinn Duarte' } })
    await isAway(quinn, { backupId: rosa.id, awayFrom: '2026-11-03', awayUntil: '2026-11-06' })
    const before = (await news(alder)).length
    expect(await looksAfter()).toMatchObject({ failed: 0 })
    const { people } = await holderOf(summary.id)
    expect(people!.holderName).not.toBe('Quinn Duarte')
    const told = await w.sql<{ name: string }>(
      `SELECT u.name FROM parley.duty d JOIN auth."user" u ON u.id = d.holder_id WHERE d.registration_id = $1`,
      [summary.id],
    )
    expect(told).toEqual([{ name: people!.holderName }])
    const messages = () =>
      w.sql(`SELECT 1 FROM parley.outbox WHERE subject_id = $1 AND topic = 'duty.escalated'`, [summary.id])
    expect(await messages()).toHaveLength(2)
    await looksAfter()
    expect(await messages()).toHaveLength(2)
    expect(await news(alder)).toHaveLength(before)
  })
})

describe('CR-6: what the partner does while we are late', () => {
  it('counts for its extension, as it was told', async () => {
    const { summary } = await alder.registers(large('Fenwater Rail'))
    w.travelDays(7)
    await looksAfter()
    for (const note of ['Met the head of IT.', 'Sent the quote.'])
      await alder.logsActivity(summary.id, { kind: 'meeting', note, happenedOn: '2026-11-09' })
    w.travelDays(1)
    await manager.overrides(summary.id, {
      ...{ outcome: 'approve', protectionDays: 20 },
      ...{ wording: 'We have looked at it: the deal is yours.', reason: 'The customer confirmed it to us.' },
    })
    w.travelDays(5)
    const asked = await alder.asksForExtension(summary.id, 'They want to see the contract.')
    expect(asked.protectionDecision).toMatchObject({ outcome: { type: 'extend' } })
  })
})
