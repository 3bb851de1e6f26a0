import type { BodyOf } from '@parley/contract/route'
import { accounts } from '@parley/contract/routes/accounts'
import type { partner } from '@parley/contract/routes/partner'
import { beforeAll, describe, expect, it } from 'vitest'
import { aDeal } from '../support/factories.ts'
import { market } from '../support/market.ts'
import type { World } from '../support/open-world.ts'
import { partners } from '../support/program.ts'
import type { Someone } from '../support/someone.ts'
import '../support/matchers.ts'
import { world } from '../support/world.ts'

/** Worlds in which names are as common as among 3,000 real companies. */
async function worldWithMarket() {
  const w = await world()
  await w.has.accounts(market())
  return w
}

type Deal = BodyOf<typeof partner.register>
type Registered = Awaited<ReturnType<Someone['registers']>>

/** How Acme’s people write to whom they talk to: the address tells whose name it is. */
const atAcme = { contactName: 'Jo Park', contactEmail: 'jo.park@acme.com' }

/** The cases that this registration is a part of, as staff read them, open or settled by the rules. */
async function conflictsWith(w: World, registrationId: string) {
  const { items } = await w.as('manager').does(accounts.listConflicts, { query: { limit: 100 } })
  return items
    .filter(({ interests }) => interests.some((each) => each.registrationId === registrationId))
    .map(({ account, openedBecause, interests }) => ({
      account: account.name,
      because: openedBecause,
      partners: interests.map(({ partnerName }) => partnerName).sort(),
      typed: interests.map(({ accountName }) => accountName).sort(),
    }))
}

const accountOf = async (w: World, { summary }: Registered) => {
  const [row] = await w.sql<{ account_id: string }>('SELECT account_id FROM parley.registration WHERE id = $1', [
    summary.id,
  ])
  return row!.account_id
}

describe('CF-1: four partners talk to one customer under four spellings', async () => {
  const w = await worldWithMarket()
  const fourth = 'Dunmore Networks'
  const fifth = 'Eastgate Systems House'
  const sellers = {
    fourth: w.person(await w.has.partner(fourth)),
    fifth: w.person(await w.has.partner(fifth)),
  }
  const told: { who: string; registered: Registered; screens: string }[] = []
  async function registers(who: string, seller: Someone, deal: Deal) {
    const registered = await seller.registers(deal)
    const screens = JSON.stringify([
      await seller.opens(registered.summary.id),
      await seller.lists(),
      await seller.seesHome(),
    ])
    told.push({ who, registered, screens })
    return registered
  }
  let acme = ''

  it('“Acme Corp.” is free for the first of them, and there is no conflict yet', async () => {
    const first = await registers(
      partners.alder.name,
      w.as('alder'),
      aDeal({ account: { name: 'Acme Corp.', domain: 'acme.com', city: 'Denver' }, deal: atAcme }),
    )
    expect(first).toBeDecided('approve')
    expect(await conflictsWith(w, first.summary.id)).toEqual([])
    acme = await accountOf(w, first)
  })

  it('“ACME Corporation” is the same customer, and the conflict is there the moment it is registered', async () => {
    const second = await registers(
      partners.brightwater.name,
      w.as('brightwater'),
      aDeal({ account: { name: 'ACME Corporation' }, deal: atAcme }),
    )
    expect(second).toBeDecided('reject')
    expect(await accountOf(w, second)).toBe(acme)
    expect(await conflictsWith(w, second.summary.id)).toEqual([
      {
        account: 'Acme Corp.',
        because: 'overlap',
        partners: [partners.alder.name, partners.brightwater.name],
        typed: ['ACME Corporation', 'Acme Corp.'],
      },
    ])
  })

  it('“Acme, Incorporated” with the website acme.com is the same', async () => {
    const third = await registers(
      partners.corvane.name,
      w.as('corvane'),
      aDeal({ account: { name: 'Acme, Incorporated', domain: 'https://www.acme.com/about' } }),
    )
    expect(third).toBeDecided('reject')
    expect(await accountOf(w, third)).toBe(acme)
    const [conflict] = await conflictsWith(w, third.summary.id)
    expect(conflict).toMatchObject({ because: 'overlap' })
    expect(conflict!.partners).toContain(partners.corvane.name)
    expect(conflict!.partners).toContain(partners.alder.name)
  })

  it('its known subsidiary, Acme Robotics, is family: a person looks at it, and all see the same customer in the case', async () => {
    await w.has.account({ name: 'Acme Robotics', city: 'Boulder', parentId: acme, relationToParent: 'subsidiary' })
    const subsidiary = await registers(fourth, sellers.fourth, aDeal({ account: { name: 'Acme Robotics Inc.' } }))
    expect(subsidiary).toBeDecided('review')
    expect(await accountOf(w, subsidiary)).not.toBe(acme)
    const [conflict] = await conflictsWith(w, subsidiary.summary.id)
    expect(conflict!.partners).toEqual([partners.alder.name, fourth])
    expect(conflict).toMatchObject({ account: 'Acme Corp.', typed: ['Acme Corp.', 'Acme Robotics Inc.'] })
  })

  it('an unknown subsidiary that shares Acme’s website doesn’t slip through', async () => {
    const unknown = await registers(
      fifth,
      sellers.fifth,
      aDeal({ account: { name: 'Acme Underwater Systems', domain: 'acme.com' } }),
    )
    expect(['reject', 'review']).toContain(unknown.decision.outcome.type)
    const [conflict] = await conflictsWith(w, unknown.summary.id)
    expect(conflict!.partners).toContain(partners.alder.name)
    expect(conflict!.partners).toContain(fifth)
  })

  it('“ACME Corporation (UK)”, a branch by its name, is family: a person looks at it, and it is in the case', async () => {
    const sixth = w.person(await w.has.partner('Fenwick Cloud'))
    const branch = await sixth.registers(aDeal({ account: { name: 'ACME Corporation (UK)', country: 'GB' } }))
    expect(branch).toBeDecided('review')
    expect(await accountOf(w, branch)).not.toBe(acme)
    const [conflict] = await conflictsWith(w, branch.summary.id)
    expect(conflict!.partners).toEqual(expect.arrayContaining([partners.alder.name, 'Fenwick Cloud']))
  })

  it('no partner learns of another: neither name nor id nor deal is on any of its screens', () => {
    expect(told).toHaveLength(5)
    for (const { who, screens } of told)
      for (const other of told.filter((each) => each.who !== who)) {
        const { id, reference } = other.registered.summary
        for (const secret of [other.who, id, reference]) expect(screens, who).not.toContain(secret)
      }
    for (const { id } of Object.values(partners)) for (const { screens } of told) expect(screens).not.toContain(id)
  })

  it('Acme Dental is another company: its own account, its own approval, no conflict', async () => {
    const dental = await w
      .as('delmar')
      .registers(aDeal({ account: { name: 'Acme Dental', domain: 'acmedental.co.uk', country: 'GB', city: 'Leeds' } }))
    expect(dental).toBeDecided('approve')
    expect(await accountOf(w, dental)).not.toBe(acme)
    expect(await conflictsWith(w, dental.summary.id)).toEqual([])
    const another = aDeal({ account: { name: 'Acme Dental', domain: 'acmedental.com', city: 'Tucson' } })
    expect(await sellers.fourth.registers(another)).toBeDecided('approve')
  })
})

describe('CF-1: however it is spelled', async () => {
  const w = await worldWithMarket()
  const known = {
    'Zielpuls Gebäudetechnik GmbH': { country: 'DE', city: 'München' },
    Северсталь: { country: 'RU', domain: 'severstal.com', city: 'Cherepovets' },
    'Tidewater Credit Union': { country: 'US', city: 'Norfolk' },
    'Halcyon Freight': { country: 'US', domain: 'halcyonfreight.com' },
    'Meridian Steel': { country: 'US', city: 'Toledo' },
  }
  const protectedFor = new Map<string, string>()
  beforeAll(async () => {
    for (const [name, more] of Object.entries(known)) {
      const id = await w.has.account({ name, ...more })
      if (name === 'Tidewater Credit Union') await w.has.alias(id, 'Norfolk Shipbuilders Credit Union', 'former')
      const first = await w.as('alder').registers(aDeal({ account: { name, ...more } }))
      expect(first, name).toBeDecided('approve')
      protectedFor.set(name, first.summary.id)
    }
  })

  it.each([
    ['another legal form', 'Zielpuls Gebäudetechnik GmbH', { name: 'Zielpuls Gebäudetechnik AG', country: 'DE' }],
    ['umlauts written out', 'Zielpuls Gebäudetechnik GmbH', { name: 'Zielpuls Gebaeudetechnik', country: 'DE' }],
    [
      'without accents, in capitals',
      'Zielpuls Gebäudetechnik GmbH',
      { name: 'ZIELPULS GEBAUDETECHNIK GMBH', country: 'DE' },
    ],
    ['words in another order', 'Zielpuls Gebäudetechnik GmbH', { name: 'Gebäudetechnik Zielpuls', country: 'DE' }],
    ['another script', 'Северсталь', { name: 'PAO Severstal', country: 'RU' }],
    ['the website alone says it', 'Северсталь', { name: 'CherMK steel', country: 'RU', domain: 'www.severstal.com' }],
    ['a former name', 'Tidewater Credit Union', { name: 'Norfolk Shipbuilders Credit Union', country: 'US' }],
    ['letters in the wrong order', 'Tidewater Credit Union', { name: 'Tidewatre Credit Union', country: 'US' }],
    ['a letter left out', 'Meridian Steel', { name: 'Meridian Stel', country: 'US' }],
    ['full-width letters', 'Halcyon Freight', { name: 'Ｈａｌｃｙｏｎ Ｆｒｅｉｇｈｔ', country: 'US' }],
    ['letters of two scripts that look alike', 'Halcyon Freight', { name: 'Hаlсyоn Frеight', country: 'US' }],
    ['marks that nobody sees', 'Halcyon Freight', { name: 'Hal\u200bcyon\u00ad Fre\u2060ight', country: 'US' }],
  ])('%s: %s is recognised, and the conflict is there', async (_, name, account) => {
    const registered = await w.person(await w.has.partner(`Rival at ${account.name}`)).registers(aDeal({ account }))
    expect(registered).toBeDecided('reject')
    const [conflict] = await conflictsWith(w, registered.summary.id)
    expect(conflict!.account).toBe(name)
    expect(conflict!.partners).toContain(partners.alder.name)
    expect((await conflictsWith(w, protectedFor.get(name)!)).length).toBeGreaterThan(0)
  })

  it.each([
    ['a word in common', { name: 'Halcyon Logistics', country: 'US', domain: 'halcyonlogistics.net' }],
    ['a city in common', { name: 'Norfolk Pilots Association', country: 'US', city: 'Norfolk' }],
    ['a trade in common', { name: 'Brandywine Steel', country: 'US', domain: 'brandywinesteel.com' }],
    [
      'the same name far away, for another trade',
      { name: 'Meridian Bakery', country: 'NZ', domain: 'meridianbakery.co.nz' },
    ],
  ])('%s makes no customer of two: each is free', async (_, account) => {
    const registered = await w.person(await w.has.partner(`Seller to ${account.name}`)).registers(aDeal({ account }))
    expect(registered).toBeDecided('approve')
    expect(await conflictsWith(w, registered.summary.id)).toEqual([])
  })
})
