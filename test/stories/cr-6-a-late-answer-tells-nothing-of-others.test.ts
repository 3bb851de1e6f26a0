import { dayOf } from '@parley/api/vendor-days'
import { describe, expect, it } from 'vitest'
import { dutiesIn, large } from '../support/duties.ts'
import { openWorld, type World } from '../support/open-world.ts'

const withoutIds = (value: unknown) =>
  JSON.stringify(value)
    .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, '<id>')
    .replaceAll(/R-[2-9A-Z]{6}/g, '<reference>')

type At = { w: World } & Awaited<ReturnType<typeof dutiesIn>>

/** What Alder reads of a registration whose answer is late, in a world of its own where something happens beside it. */
async function whatAlderReads(beside: (at: At, when: 'before' | 'after') => Promise<unknown>) {
  const w = await openWorld()
  try {
    const at = { w, ...(await dutiesIn(w)) }
    const alder = w.as('alder')
    await beside(at, 'before')
    const { summary, duty } = await alder.registers(large('Wagtail Waterworks'))
    const dueAt = new Date(duty!.dueAt!)
    await beside(at, 'after')
    w.travelTo(new Date(dueAt.getTime() + 7 * 60_000).toISOString())
    expect(await at.looksAfter()).toMatchObject({ failed: 0 })
    const late = await alder.opens(summary.id)
    const told = [late, (await alder.lists()).items, await at.news(alder), await at.news(w.as('alderAdmin'))]
    await at.approves(summary.id).catch(() => null)
    return { dueAt, late, told: withoutIds(told), decided: withoutIds(await alder.opens(summary.id)) }
  } finally {
    await w.close()
  }
}

/** Brightwater asked before Alder, so that its answer falls due, and is late, before Alder's. */
async function waitsToo({ w, looksAfter }: At): Promise<string> {
  const { summary, duty } = await w.as('brightwater').registers(large('Wagtail Waterworks'))
  w.travelTo('2026-11-03T20:00:00.000Z')
  expect(duty!.dueAt! > w.now().toISOString()).toBe(true)
  await looksAfter()
  return summary.id
}

describe('CR-6: a protection for the time being begins at the hour of the promise, whoever stood there until a little later', async () => {
  let rival = ''
  const alone = await whatAlderReads(async ({ w }, when) => {
    if (when === 'before') w.travelTo('2026-11-03T20:00:00.000Z')
  })
  const crowded = await whatAlderReads(async (at, when) => {
    if (when === 'before') {
      rival = await waitsToo(at)
      return
    }
    const { w } = at
    w.travelTo('2026-11-04T12:00:00.000Z')
    await at.looksAfter()
    const kept = (await w.as('brightwater').opens(rival)).summary.protection
    expect(kept).toMatchObject({ kind: 'interim', endedBecause: null })
    // After Alder's hour, and before the job comes by: it lets go.
    w.travelTo('2026-11-05T20:02:17.123Z')
    await w.as('brightwater').withdraws(rival)
  })

  it('reads the moment at which its answer was due, in its duty and in its protection', () => {
    const { late, dueAt } = crowded
    expect(dueAt.toISOString()).toBe('2026-11-05T20:00:00.000Z')
    expect(late.summary.protection).toMatchObject({ kind: 'interim', from: dueAt.toISOString() })
    expect(late.duty!.interim).toMatchObject({ from: dueAt.toISOString() })
  })

  it('reads to the byte what it reads where nobody else ever was, then and once it is decided', () => {
    expect(crowded.told).not.toMatch(/20:02|17\.123/)
    expect(crowded.told).toBe(alone.told)
    expect(crowded.decided).toBe(alone.decided)
  })
})

describe('CR-6: where another is protected a late answer says that, and not by what', async () => {
  const lastDay = { interim: '', approved: '' }
  const protectedUntil = async (w: World, id: string) =>
    (await w.as('brightwater').opens(id)).summary.protection!.lastDay
  let rival = ''
  const meanwhile = await whatAlderReads(async (at, when) => {
    if (when === 'before') {
      rival = await waitsToo(at)
      return
    }
    at.w.travelTo('2026-11-04T12:00:00.000Z')
    await at.looksAfter()
    lastDay.interim = await protectedUntil(at.w, rival)
  })
  const approved = await whatAlderReads(async (at, when) => {
    if (when === 'before') {
      rival = await waitsToo(at)
      return
    }
    at.w.travelTo('2026-11-04T12:00:00.000Z')
    const protectionDays = Math.round(
      (Date.parse(lastDay.interim) - Date.parse(dayOf(at.w.now(), 'America/Chicago'))) / 86_400_000,
    )
    await at.w
      .as('manager')
      .overrides(rival, { outcome: 'approve', protectionDays, wording: 'It is yours.', reason: 'They asked.' })
    lastDay.approved = await protectedUntil(at.w, rival)
  })

  it('reads the same to the byte, whether the other is approved or waits as it does and is protected meanwhile', () => {
    expect(lastDay.approved).toBe(lastDay.interim)
    expect(meanwhile.late.summary.protection).toBeNull()
    expect(meanwhile.told).toBe(approved.told)
  })
})
