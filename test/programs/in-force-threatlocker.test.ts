import { partnerEngagements, staffEngagements } from '@parley/contract/routes/engagements'
import { describe, expect, it } from 'vitest'
import { aDeal } from '../support/factories.ts'
import { because } from '../support/matchers.ts'
import { putInForce } from '../support/program-in-force.ts'
import { world } from '../support/world.ts'

// P13: whoever registers a domain is protected against direct sales, and against nobody else.
const w = await world()
await putInForce(w, 'threatlocker', ['registration-v1', 'engagement-v1'])
const registers = (who: 'alder' | 'brightwater', domain: string) =>
  w
    .as(who)
    .registers(aDeal({ account: { name: domain.split('.')[0]!, domain }, deal: { contactEmail: `it@${domain}` } }))
const comesDirect = (company: string) =>
  w.as('sales').does(staffEngagements.ask, {
    body: { company, verb: 'quote', productFamily: 'backup', dealKind: 'new', askedForBy: 'customer' },
  })
const first = await registers('alder', 'quernstone-mills.com')

describe('P13 ThreatLocker, in force', () => {
  it('a registration of a domain is approved for the vendor’s year, and exclusive for nobody', () => {
    expect(first).toBeDecided('approve', [])
    expect(first.summary.protection).toMatchObject({ lastDay: '2027-11-02' })
  })

  it('P13-03: another partner registers the same domain: accepted with a notice, and neither keeps the other out', async () => {
    const shared = await registers('alder', 'osierbank-weavers.com')
    expect(shared.summary.status).toBe('approved')
    const second = await registers('brightwater', 'osierbank-weavers.com')
    expect(second.decision.outcome.type).toBe('approve')
    expect(JSON.stringify(second)).not.toMatch(/Alder|Ada Linden/)
  })

  it('P13-04: the other partner may sell to it', async () => {
    const asked = await w.as('brightwater').does(partnerEngagements.ask, {
      body: { company: 'osierbank-weavers.com', verb: 'quote', productFamily: 'backup', dealKind: 'new' },
    })
    expect(asked.outcome.type).toBe('permit')
  })

  it('P13-01: three months after, the domain comes direct: sent back to the registrant', async () => {
    w.travelTo('2027-02-02')
    expect(await comesDirect('quernstone-mills.com')).toBeDecided('forbid', because('sent-back-to-the-registrant'))
  })

  it('P13-02: eight months after, version 1 sends it back, and version 2 lets it buy direct', async () => {
    w.travelTo('2027-07-02')
    expect(await comesDirect('quernstone-mills.com')).toBeDecided('forbid', because('sent-back-to-the-registrant'))
    await putInForce(w, 'threatlocker', ['registration-v2', 'engagement-v2'])
    expect(await comesDirect('quernstone-mills.com')).toBeDecided('permit', because('registration-is-over'))
  })

  it('P13-05 and P13-06: two holders, and a sub-domain: the text is silent, so a person decides', async () => {
    expect((await comesDirect('osierbank-weavers.com')).outcome.type).toBe('consentRequired')
  })
})
