import { shownFor } from '@parley/api/conflicts/shown-evidence'
import { systemActor } from '@parley/api/context'
import { inTransaction } from '@parley/api/transaction'
import { partnerDesignations, staffDesignations } from '@parley/contract/routes/designations'
import { describe, expect, it } from 'vitest'
import { commission } from '../support/commission.ts'
import { aDeal } from '../support/factories.ts'
import { aFile, letters } from '../support/letters.ts'
import '../support/matchers.ts'
import { people } from '../support/program.ts'
import { world } from '../support/world.ts'

const w = await world()
const l = letters(w)
const c = commission(w)
const manager = w.as('manager')
const leads = async (name: string) => {
  const expectedCloseOn = new Date(w.now().getTime() + 90 * 86_400_000).toISOString().slice(0, 10)
  const { summary } = await w.as('alder').registers(aDeal({ account: { name }, deal: { expectedCloseOn } }))
  return { id: summary.id, accountId: await l.accountOf(summary.id) }
}
const told = async (name: string) => (await l.isTold('alder')).find(({ accountName }) => accountName === name)!
const first = async (id: string) => (await l.reads(id)).designations[0]!
const rulesOf = ({ decision }: Awaited<ReturnType<typeof first>>) => decision.reasons.map(({ rule }) => rule)
const waives = async (letterId: string) => {
  const { version, designations } = await l.reads(letterId)
  return manager.does(staffDesignations.waive, {
    params: { id: designations[0]!.id },
    body: { reason: 'The renewal is due, and the lead agrees.' },
    ifMatch: version,
  })
}
const leadOf = async (accountId: string) => (await l.represents(accountId)).name

describe('CF-8: a letter that takes the other one back', async () => {
  const kept = await leads('Oxbow Printing Works')
  const forged = await leads('Linnet Dental Group')
  const letterA = await l.brings('brightwater', 'Oxbow Printing Works')
  const letterB = await l.brings('brightwater', 'Linnet Dental Group')
  for (const { id } of [letterA, letterB]) await l.checks(id)

  it('stops the change while the customer is being asked about it, also after the wait', async () => {
    for (const name of ['Oxbow Printing Works', 'Linnet Dental Group']) {
      const notice = await l.takesBack('alder', (await told(name)).id)
      expect(notice).toMatchObject({ rescission: { isGenuine: null }, can: { bring: { ok: false } } })
    }
    const body = {
      form: 'letterhead',
      signer: 'authorized',
      signerName: 'X',
      signedOn: '2026-11-02',
      file: aFile(),
    } as const
    const again = { params: { id: (await told('Oxbow Printing Works')).id }, body, ifMatch: 2 }
    await expect(w.as('alder').does(partnerDesignations.rescind, again)).toBeRefused(
      'conflict',
      /brought a letter already/,
    )
    expect((await l.news('manager')).map(({ title }) => title)).toContain('Taken back? Oxbow Printing Works')
    w.travelTo('2026-11-10')
    expect(await l.looksAfter()).toMatchObject({ decided: 2, failed: 0 })
    expect(await first(letterA.id)).toMatchObject({
      state: 'deciding',
      decision: { outcome: { type: 'informationNeeded' } },
    })
    expect(await leadOf(kept.accountId)).toBe('Alder Ridge Systems')
  })

  it('the customer’s own, brought in time: everything stays as it was, and each side reads so', async () => {
    const { rescission } = (await first(letterA.id)).presentLead!
    await l.checks(rescission!.id)
    expect(rulesOf(await first(letterA.id))).toEqual(['taken-back-in-time'])
    expect(await leadOf(kept.accountId)).toBe('Alder Ridge Systems')
    expect(await told('Oxbow Printing Works')).toMatchObject({ state: 'youStay' })
    const seen = await l.sees('brightwater', letterA.id)
    expect(seen.designations[0]).toMatchObject({ state: 'notAccepted' })
    expect(seen.designations[0]!.headline).toMatch(/taken its letter back, on November 2, 2026/)
    expect(JSON.stringify(seen)).not.toMatch(/Alder/)
    expect((await w.as('alder').opens(kept.id)).summary.status).toBe('approved')
  })

  it('not the customer’s own: the first letter takes effect, now that its wait is over', async () => {
    const { rescission } = (await first(letterB.id)).presentLead!
    await l.checks(rescission!.id, { isGenuine: false, signer: 'nobody' })
    expect(rulesOf(await first(letterB.id))).toEqual(['wait-over'])
    expect(await leadOf(forged.accountId)).toBe('Brightwater Technology')
    expect(await told('Linnet Dental Group')).toMatchObject({ state: 'tookEffect' })
  })
})

it('CF-8: whoever leads by a registration isn’t told when the contract of another partner ends', async () => {
  const { accountId } = await leads('Sandgate Print Works')
  const { summary: deal } = await c.deal('Sandgate Print Works', { accountId })
  await c.paper(deal.id, 'brightwater')
  await c.wins(deal.id, { startsOn: '2026-11-02', endsOn: '2027-02-28' })
  await l.brings('corvane', 'Sandgate Print Works')
  expect(await w.sql('SELECT renews_on::text AS day FROM parley.lead_notice ORDER BY told_at DESC LIMIT 1')).toEqual([
    { day: '2027-03-01' },
  ])
  const notice = await told('Sandgate Print Works')
  expect(notice).toMatchObject({ state: 'open', renewsOn: null })
  expect(`${notice.headline} ${notice.possible} ${notice.lastDay}`).not.toMatch(/2027|renews on/)
})

describe('CF-8: mid-term and renewal are told apart', async () => {
  const { id, accountId } = await leads('Pollard Shipyards')
  const { summary: deal } = await c.deal('Pollard Shipyards', { accountId })
  await c.claims(deal.id, 'alder', 'sourced')
  await c.paper(deal.id, 'alder')
  await c.wins(deal.id, { startsOn: '2026-11-02', endsOn: '2027-02-28' })
  await manager.closes(id, 'won')
  const earned = () =>
    w.sql(
      'SELECT account, sum(amount_minor)::text AS amount FROM parley.ledger_entry GROUP BY account ORDER BY account',
    )
  const before = await earned()
  const letter = await l.brings('corvane', 'Pollard Shipyards')
  await l.checks(letter.id)

  it('while a contract runs, the letter waits for its renewal; both sides read the day', async () => {
    expect(await first(letter.id)).toMatchObject({ state: 'waiting', takesEffectOn: '2027-03-01' })
    expect(await told('Pollard Shipyards')).toMatchObject({
      state: 'open',
      lastDay: '2026-11-09',
      renewsOn: '2027-03-01',
    })
    expect((await told('Pollard Shipyards')).headline).toMatch(/renews on March 1, 2027; you lead until then/)
  })

  it('a letter that takes it back too late changes nothing', async () => {
    w.travelTo('2026-12-01')
    await l.takesBack('alder', (await told('Pollard Shipyards')).id)
    await l.checks((await first(letter.id)).presentLead!.rescission!.id)
    expect(await first(letter.id)).toMatchObject({ state: 'waiting', takesEffectOn: '2027-03-01' })
  })

  it('on the day of the renewal the lead changes, and not before; what was earned stays to the cent', async () => {
    w.travelTo('2027-02-28')
    expect(await l.looksAfter()).toMatchObject({ decided: 0 })
    expect(await leadOf(accountId)).toBe('Alder Ridge Systems')
    w.travelTo('2027-03-01')
    expect(await l.looksAfter()).toMatchObject({ decided: 1, failed: 0 })
    expect(await leadOf(accountId)).toBe('Corvane IT')
    expect(before.length).toBeGreaterThan(0)
    expect(await earned()).toEqual(before)
    expect((await l.represents(accountId, '2027-02-20T15:00:00Z')).name).toBe('Alder Ridge Systems')
  })
})

describe('CF-8: what else a letter can meet', () => {
  it('where the vendor waives the wait, it takes effect at once; the reason is on record', async () => {
    const { accountId } = await leads('Greywether Looms')
    const letter = await l.enters('delmar', 'Greywether Looms')
    await l.checks(letter.id)
    expect(rulesOf((await waives(letter.id)).designations[0]!)).toEqual(['wait-waived'])
    expect(await leadOf(accountId)).toBe('Delmar Cloud Services')
    await expect(waives(letter.id)).toBeRefused('conflict', /no wait any more/)
  })

  it('a letter that the customer says isn’t its own is no letter, and the lead hears that it stays', async () => {
    const { accountId } = await leads('Brambling Foods')
    const letter = await l.brings('brightwater', 'Brambling Foods')
    await l.checks(letter.id, { isGenuine: false, signer: 'nobody' })
    expect(await first(letter.id)).toMatchObject({ state: 'notAccepted' })
    expect(await told('Brambling Foods')).toMatchObject({ state: 'youStay' })
    expect(await leadOf(accountId)).toBe('Alder Ridge Systems')
  })

  it('two partners with a letter each: a person decides, and neither learns of the other', async () => {
    const { accountId } = await leads('Ferngate Mills')
    const one = await l.brings('brightwater', 'Ferngate Mills')
    await l.checks(one.id)
    w.travelDays(1)
    const other = await l.brings('corvane', 'Ferngate Mills')
    await l.checks(other.id)
    expect(rulesOf(await first(one.id))).toEqual(['later-letter-for-another'])
    const { version, designations } = await l.reads(other.id)
    expect(designations[0]).toMatchObject({ state: 'waiting', can: { decide: { ok: false } } })
    const held = await l.reads(one.id)
    const body = {
      outcome: 'notAccepted' as const,
      reason: 'The customer says that its second letter counts.',
      wording: 'The customer has told us that this letter doesn’t count any more.',
    }
    const decided = await manager.does(staffDesignations.decide, {
      params: { id: held.designations[0]!.id },
      body,
      ifMatch: held.version,
    })
    expect(decided.designations[0]).toMatchObject({ state: 'notAccepted', headline: body.wording })
    for (const [who, id] of [
      ['brightwater', one.id],
      ['corvane', other.id],
    ] as const)
      expect(JSON.stringify(await l.sees(who, id))).not.toMatch(
        who === 'corvane' ? /Brightwater|Alder/ : /Corvane|Alder/,
      )
    await waives(other.id)
    expect(await leadOf(accountId)).toBe('Corvane IT')
    expect(version).toBeGreaterThan(0)
  })

  it('where the vendor itself leads, its channel managers are told', async () => {
    const accountId = await w.has.account({ name: 'Marchmont Steel', designation: 'house' })
    const letter = await l.brings('brightwater', 'Marchmont Steel')
    expect((await l.news('manager')).map(({ title }) => title)).toContain(
      'A customer names somebody else: Marchmont Steel',
    )
    await l.checks(letter.id)
    expect(await first(letter.id)).toMatchObject({ state: 'waiting', presentLead: { kind: 'vendor' } })
    await waives(letter.id)
    expect(await leadOf(accountId)).toBe('Brightwater Technology')
  })

  it('from a company that nobody knows for certain, it counts once somebody has said which one it is', async () => {
    const accountId = await w.has.account({ name: 'Ironvale Castings' })
    const letter = await l.brings('corvane', 'Zyxquorum Holdings')
    expect(letter.designations[0]!.state).toBe('deciding')
    await l.checks(letter.id)
    const { version, account } = await l.reads(letter.id)
    expect(account).toBeNull()
    await manager.does(staffDesignations.settleAccount, {
      params: { id: letter.id },
      body: { accountId },
      ifMatch: version,
    })
    expect(await leadOf(accountId)).toBe('Corvane IT')
    expect((await l.sees('corvane', letter.id)).accountName).toBe('Zyxquorum Holdings')
  })
})

describe('where several claim the account', () => {
  it('a letter counts for the partner that it names, once the customer says that it is its own', async () => {
    await leads('Windermere Ropeworks')
    const { summary } = await w.as('corvane').registers(aDeal({ account: { name: 'Windermere Ropeworks' } }))
    const shown = () => inTransaction(w.env, systemActor, (ctx) => shownFor(ctx, [summary.id], null))
    const letter = await l.brings('corvane', 'Windermere Ropeworks')
    expect(await shown()).toEqual([])
    await l.checks(letter.id)
    expect(await shown()).toMatchObject([{ shows: 'nomination', registrationId: summary.id }])
  })
})

describe('a letter that can’t be taken', () => {
  it('says which field and what to do', async () => {
    const brings = (more: object) => l.brings('brightwater', 'Harbor Freight Lines', more)
    await expect(brings({ signedOn: '2030-01-01' })).toBeRefused('refused', /still to come/)
    await expect(brings({ productFamilies: ['teleport'] })).toBeRefused('refused', /no such product family/)
    await expect(brings({ file: { name: 'letter.exe', base64: aFile().base64 } })).toBeRefused(
      'refused',
      /Files of this kind/,
    )
    await expect(brings({ productFamilies: ['backup', 'backup'] })).toBeRefused('refused')
  })
})

describe('CF-8: what a person should have decided, and didn’t', () => {
  it('a contract that renews inside the wait: once the lead’s days are over, the letter takes effect all the same', async () => {
    const { accountId } = await leads('Hollin Quarry')
    const { summary: deal } = await c.deal('Hollin Quarry', { accountId })
    await c.paper(deal.id, 'alder')
    const day = (days: number) => new Date(w.now().getTime() + days * 86_400_000).toISOString().slice(0, 10)
    await c.wins(deal.id, { startsOn: day(0), endsOn: day(2) })
    const letter = await l.brings('brightwater', 'Hollin Quarry')
    await l.checks(letter.id)
    expect(rulesOf(await first(letter.id))).toEqual(['renewal-inside-the-wait'])
    w.travelDays(1)
    expect(await l.looksAfter()).toMatchObject({ decided: 0, failed: 0 })
    w.travelDays(14)
    expect(await l.looksAfter()).toMatchObject({ failed: 0 })
    expect(rulesOf(await first(letter.id))).toEqual(['wait-over'])
    expect(await leadOf(accountId)).toBe('Brightwater Technology')
  })
})

describe('CF-8: a letter that names whoever leads already', () => {
  it('that it declines ends the letter: the registration goes on to the end that it has of its own', async () => {
    const { id } = await leads('Tarnside Bottlers')
    const own = (await w.as('alder').opens(id)).summary.protection!.until
    const letter = await l.brings('alder', 'Tarnside Bottlers')
    await l.checks(letter.id)
    expect((await w.as('alder').opens(id)).summary.protection!.until > own).toBe(true)
    await l.checks(letter.id, { customerSays: 'declines' })
    expect(await first(letter.id)).toMatchObject({ state: 'ended' })
    expect((await w.as('alder').opens(id)).summary.protection).toMatchObject({ until: own, endedBecause: null })
  })

  it('carries on without a gap when the registration ends', async () => {
    const { id, accountId } = await leads('Quillayute Timber')
    const letter = await l.brings('alder', 'Quillayute Timber')
    await l.checks(letter.id)
    expect(rulesOf(await first(letter.id))).toEqual(['you-lead-already'])
    expect((await w.as('alder').opens(id)).summary.status).toBe('approved')
    w.travelTo('2027-05-03')
    await w.runsSweep()
    expect((await w.as('alder').opens(id)).summary.status).toBe('approved')
    await w.as('alder').withdraws(id)
    expect(await l.represents(accountId)).toMatchObject({ name: 'Alder Ridge Systems', proof: { kind: 'letter' } })
    w.travelTo('2028-04-05')
    expect(await l.looksAfter()).toMatchObject({ failed: 0 })
    // More than a year later, everybody has to sign in anew.
    const query = { family: 'backup' }
    const seen = await w.person(people.manager).does(staffDesignations.represents, { params: { id: accountId }, query })
    expect(seen.answers).toMatchObject([{ kind: 'nobody', toDo: expect.stringMatching(/register a deal/) }])
    const own = await w.person(people.alder).does(partnerDesignations.get, { params: { id: letter.id } })
    expect(own).toMatchObject({ designations: [{ state: 'ended' }] })
  })
})
