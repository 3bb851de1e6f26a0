import { describe, expect, it } from 'vitest'
import { dutiesIn, large } from '../support/duties.ts'
import { aDeal } from '../support/factories.ts'
import { world } from '../support/world.ts'

const w = await world()
const alder = w.as('alder')
const manager = w.as('manager')
const { looksAfter, approves, news } = await dutiesIn(w)

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
