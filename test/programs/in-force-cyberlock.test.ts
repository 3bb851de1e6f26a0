import { partnerEngagements, staffEngagements } from '@parley/contract/routes/engagements'
import { describe, expect, it } from 'vitest'
import { aDeal } from '../support/factories.ts'
import { because } from '../support/matchers.ts'
import { partners } from '../support/program.ts'
import { putInForce } from '../support/program-in-force.ts'
import { world } from '../support/world.ts'

// P16: sixty days, renewed for sixty with new information; the vendor stays away while the registrant is certified.
const w = await world()
await putInForce(w, 'cyberlock', ['registration', 'protection', 'engagement'])
const registers = (who: 'alder' | 'brightwater', name: string) => w.as(who).registers(aDeal({ account: { name } }))
const comesDirect = (company: string, askedForBy: 'customer' | 'nobody') =>
  w.as('sales').does(staffEngagements.ask, {
    body: { company, verb: 'quote', productFamily: 'backup', dealKind: 'new', askedForBy },
  })
const [quiet, busy, same] = [
  await registers('alder', 'Kestrel Locksmiths'),
  await registers('alder', 'Harrier Doors'),
  await registers('alder', 'Goshawk Gates'),
]

describe('P16 CyberLock, in force', () => {
  it('a registration is good for sixty days', () => {
    expect(quiet).toBeDecided('approve', [])
    expect(quiet.summary.protection).toMatchObject({ kind: 'exclusive', lastDay: '2027-01-01' })
  })

  it('P16-04: the registered end user calls the vendor: referred back to the registrant', async () => {
    expect(await comesDirect('Kestrel Locksmiths', 'customer')).toBeDecided('forbid', because('end-user-comes-direct'))
    const stays = await comesDirect('Kestrel Locksmiths', 'nobody')
    expect(stays).toBeDecided('forbid', because('vendor-stays-away'))
    expect(stays.lead).toMatchObject({ kind: 'partner', partnerName: 'Alder Ridge Systems' })
  })

  it('registrations are confidential: another partner learns that it is taken, and never by whom', async () => {
    const other = await registers('brightwater', 'Kestrel Locksmiths')
    expect(other).toBeDecided('reject', [])
    const asked = await w.as('brightwater').does(partnerEngagements.ask, {
      body: { company: 'Kestrel Locksmiths', verb: 'quote', productFamily: 'backup' },
    })
    for (const told of [other, asked]) expect(JSON.stringify(told)).not.toMatch(/Alder|Ada Linden/)
  })

  it('P16-02: an update with new facts renews it for sixty days, from the present end', async () => {
    w.travelTo('2026-12-28')
    const renewed = await w.as('alder').asksForExtension(busy.summary.id, 'Their board agreed to the pilot in Utrecht.')
    expect(renewed.protectionDecision).toMatchObject({ outcome: { type: 'extend', params: { extensionDays: 60 } } })
    expect(renewed.summary.protection).toMatchObject({ lastDay: '2027-03-02', extensionsUsed: 1 })
    w.travelTo('2027-02-10')
    const again = await w.as('alder').asksForExtension(busy.summary.id, 'The pilot runs in two of four doors.')
    expect(again.summary.protection).toMatchObject({ lastDay: '2027-05-01', extensionsUsed: 2 })
  })

  it('P16-03: an update that repeats the old text renews nothing', async () => {
    const text = 'The pilot runs in two of four doors.'
    const refused = await w.as('alder').asksForExtension(busy.summary.id, `  ${text.toUpperCase()} `)
    expect(refused.protectionDecision).toMatchObject({ outcome: { type: 'refuse' } })
    expect(refused.summary.protection).toMatchObject({ lastDay: '2027-05-01' })
  })

  it('P16-01: not updated, it was inactive after the sixtieth day, and another partner may register', async () => {
    await w.runsSweep()
    for (const { summary } of [quiet, same])
      expect((await w.as('alder').opens(summary.id)).summary.status).toBe('expired')
    const other = await w
      .as('brightwater')
      .registers(aDeal({ account: { name: 'Kestrel Locksmiths' }, deal: { expectedCloseOn: '2027-06-01' } }))
    expect(other.decision.outcome.type).toBe('approve')
  })

  it('P16-05: when the registrant is no longer certified, the vendor may act', async () => {
    expect(await comesDirect('Harrier Doors', 'customer')).toBeDecided('forbid')
    await w.sql(`UPDATE parley.certification SET expires_on = '2027-02-01' WHERE partner_id = $1`, [partners.alder.id])
    expect(await comesDirect('Harrier Doors', 'customer')).toBeDecided('permit', because('registrant-not-certified'))
  })
})
