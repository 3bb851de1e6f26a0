import { describe, expect, it } from 'vitest'
import { dutiesIn, large } from '../support/duties.ts'
import { world } from '../support/world.ts'

const w = await world()
const alder = w.as('alder')
const corvane = w.as('corvane')
const manager = w.as('manager')
const { looksAfter, approves } = await dutiesIn(w)

describe('CR-6: between the promised hour and the job, no decision takes away what is owed', () => {
  it('another partner isn’t approved over it: the person reads whose answer is late, and the job protects it', async () => {
    const first = await alder.registers(large('Quenby Kilns'))
    w.travelDays(1)
    const second = await corvane.registers(large('Quenby Kilns'))
    w.travelTo(new Date(Date.parse(first.duty!.dueAt!) + 60_000).toISOString())
    await expect(approves(second.summary.id)).toBeRefused('conflict', /because our answer to R-\w+ is late/)
    await looksAfter()
    expect((await alder.opens(first.summary.id)).summary.protection).toMatchObject({
      kind: 'interim',
      from: first.duty!.dueAt,
    })
    expect(JSON.stringify(await corvane.opens(second.summary.id))).not.toMatch(/Alder|Ada Linden/)
  })

  it('teaming with another leaves it protected, at once', async () => {
    const first = await alder.registers(large('Ravensworth Glass'))
    w.travelDays(1)
    const second = await corvane.registers(large('Ravensworth Glass'))
    w.travelTo(new Date(Date.parse(first.duty!.dueAt!) + 60_000).toISOString())
    await manager.overrides(second.summary.id, {
      ...{ outcome: 'approveAsTeaming', protectionDays: 30 },
      ...{ wording: 'You work on it together.', reason: 'They complement each other.' },
    })
    expect((await alder.opens(first.summary.id)).summary.protection).toMatchObject({ kind: 'interim' })
  })

  it('whoever was to hear first, and is approved, isn’t held up by whoever was to hear later', async () => {
    const first = await alder.registers(large('Skelwith Slate'))
    w.travelDays(1)
    await corvane.registers(large('Skelwith Slate'))
    w.travelDays(7)
    expect((await approves(first.summary.id)).summary.protection).toMatchObject({ kind: 'exclusive' })
    expect(await looksAfter()).toMatchObject({ failed: 0 })
  })
})
