import { accounts } from '@parley/contract/routes/accounts'
import { describe, expect, it } from 'vitest'
import { aDeal } from '../../../../test/support/factories.ts'
import '../../../../test/support/matchers.ts'
import { world } from '../../../../test/support/world.ts'

const w = await world()
const form = {
  name: 'Harbor Lights Hospitality',
  domain: null,
  country: 'US',
  city: null,
  taxId: null,
  designation: 'open' as const,
  parentId: null,
  relation: null,
}
const manager = w.as('manager')
const adds = (more: Partial<typeof accounts.createAccount.body._output> & { name: string }) =>
  manager.does(accounts.createAccount, { body: { ...form, ...more } })
const opens = (id: string) => manager.does(accounts.getAccount, { params: { id } })
const edits = async (id: string, more: Partial<typeof accounts.editAccount.body._output>) => {
  const { summary, version, taxId, family } = await opens(id)
  const self = family.find((each) => each.id === id)!
  const { name, domain, country, city, designation } = summary
  const before = { name, domain, country, city, designation, taxId, parentId: self.parentId, relation: self.relation }
  return manager.does(accounts.editAccount, { params: { id }, body: { ...before, ...more }, ifMatch: version })
}
const finds = async (q: string, more: object = {}) =>
  (await w.as('sales').does(accounts.searchAccounts, { query: { q, ...more } })).items.map(({ name }) => name)

describe('an account that is added by hand', () => {
  it('is there with all that was said of it', async () => {
    const added = await adds({
      name: 'Münchner Brauwerk GmbH',
      domain: 'https://www.shop.brauwerk.de/start',
      country: 'DE',
      city: 'München',
      taxId: 'DE 811.569.869',
      designation: 'named',
    })
    expect(added).toMatchObject({
      summary: { name: 'Münchner Brauwerk GmbH', domain: 'brauwerk.de', designation: 'named' },
      taxId: 'DE 811.569.869',
      provenance: 'Added by hand',
      version: 1,
      askedAs: null,
      family: [{ depth: 0, relation: null }],
    })
  })

  it('is found as one types: by beginnings of words, whatever the accents, the case and the script', async () => {
    for (const typed of [
      'munch',
      'MÜNCHNER brau',
      'brauwerk',
      'shop.brauwerk.de',
      'brauwerk.de',
      'DE 811 569',
      'de811569869',
    ])
      expect(await finds(typed), typed).toContain('Münchner Brauwerk GmbH')
    expect(await finds('rauwerk')).not.toContain('Münchner Brauwerk GmbH')
    await adds({ name: 'Газпром нефть' })
    expect(await finds('gazprom')).toEqual(['Газпром нефть'])
    expect(await finds('газ')).toEqual(['Газпром нефть'])
  })

  it('says by what it was found, when its name doesn’t show it', async () => {
    const query = { q: 'DE811' }
    expect((await manager.does(accounts.searchAccounts, { query })).items).toMatchObject([
      { foundBy: 'DE 811.569.869' },
    ])
    const byHost = await manager.does(accounts.searchAccounts, { query: { q: 'shop' } })
    expect(byHost.items).toMatchObject([{ foundBy: 'shop.brauwerk.de' }])
    expect((await manager.does(accounts.searchAccounts, { query: { q: 'brau' } })).items).toMatchObject([
      { foundBy: null },
    ])
  })

  it('is found with a typing error', async () => {
    expect(await finds('Munchner Brauwrek')).toEqual(['Münchner Brauwerk GmbH'])
  })

  it('is refused when it is probably known, with those that it may be', async () => {
    const twin = { ...form, name: 'Munchner Brauwerk', domain: 'shop.brauwerk.de', country: 'DE' }
    const answer = await manager.sends(accounts.createAccount, { body: twin })
    expect(answer).toMatchObject({
      status: 409,
      json: { code: 'conflict', alike: [{ name: 'Münchner Brauwerk GmbH' }] },
    })
    const [{ accountId }] = (answer.json as { alike: [{ accountId: string }] }).alike
    const added = await adds({ ...twin, evenIfLike: [accountId] })
    expect(added.duplicates).toBe(1)
    const { items } = await manager.does(accounts.listDuplicates, { query: { accountId } })
    expect(items).toHaveLength(1)
  })

  it('is refused when its tax id is known, whatever its name', async () => {
    const answer = await manager.sends(accounts.createAccount, {
      body: { ...form, name: 'Quite Another Holding', taxId: 'de-811569869' },
    })
    expect(answer).toMatchObject({ status: 409, json: { alike: [{ name: 'Münchner Brauwerk GmbH' }] } })
    expect(JSON.stringify(answer.json)).toContain('same tax id')
    const found = await manager.does(accounts.lookUpAccount, { body: { name: '', taxId: 'DE811569869' } })
    expect(found).toMatchObject({ answer: 'same', candidates: [{ account: { name: 'Münchner Brauwerk GmbH' } }] })
  })

  it('has a domain of its own, or none', async () => {
    for (const domain of ['gmail.com', 'someone@outlook.com', 'github.io', '10.0.0.1', 'not a domain'])
      await expect(adds({ name: 'Free Mail User', domain })).toBeRefused('refused', /domain of one company/)
  })

  it('is added by a channel manager or an operator, not by sales', async () => {
    await expect(w.as('sales').does(accounts.createAccount, { body: form })).toBeRefused('notAllowed')
    await expect(w.as('finance').does(accounts.searchAccounts, { query: {} })).toBeRefused('notAllowed')
    await w.as('operator').does(accounts.createAccount, { body: form })
  })
})

describe('search', () => {
  it('puts whole names that begin so first, then others by name, and pages through all of them once', async () => {
    const names = ['Tidewater', 'Tidewater Zinc', 'Tidewater Ale', 'Blue Tidewater', 'Anchor Tidewater Co', 'Old Tide']
    for (const name of names) await w.has.account({ name })
    const expected = ['Tidewater', 'Tidewater Ale', 'Tidewater Zinc', 'Anchor Tidewater Co', 'Blue Tidewater']
    expect(await finds('tidewater')).toEqual(expected)
    const paged: string[] = []
    for (let cursor: string | undefined; ; ) {
      const page = await w
        .as('sales')
        .does(accounts.searchAccounts, { query: { q: 'tidewater', limit: 2, ...(cursor ? { cursor } : {}) } })
      paged.push(...page.items.map(({ name }) => name))
      if (page.nextCursor === null) break
      cursor = page.nextCursor
    }
    expect(paged).toEqual(expected)
  })

  it('is narrowed by country, designation and lead', async () => {
    await w.has.account({ name: 'Copperline Mills', country: 'CA', designation: 'house' })
    await w.has.account({ name: 'Copperline Foods', country: 'US' })
    await w.as('alder').registers(aDeal({ account: { name: 'Copperline Foods' } }))
    expect(await finds('copperline', { country: 'CA' })).toEqual(['Copperline Mills'])
    expect(await finds('copperline', { designation: 'house' })).toEqual(['Copperline Mills'])
    expect(await finds('copperline', { led: 'yes' })).toEqual(['Copperline Foods'])
    expect(await finds('copperline', { led: 'no' })).toEqual(['Copperline Mills'])
    expect(await finds('c', { designation: 'house' })).toEqual(['Copperline Mills'])
  })
})

describe('a change of an account', () => {
  it('keeps the old name as a former one, by which it is found', async () => {
    const { summary } = await adds({ name: 'Philip Tobacco House' })
    const renamed = await edits(summary.id, { name: 'Altira Brands' })
    expect(renamed).toMatchObject({
      summary: { name: 'Altira Brands' },
      aliases: [{ name: 'Philip Tobacco House', kind: 'former', addedByName: 'Mina Castell' }],
    })
    const { items } = await manager.does(accounts.searchAccounts, { query: { q: 'philip tob' } })
    expect(items).toMatchObject([{ name: 'Altira Brands', foundBy: 'Philip Tobacco House' }])
    const again = await edits(summary.id, { name: 'Altira Consumer Brands', forgetOldName: true })
    expect(again.aliases).toHaveLength(1)
    const back = await edits(summary.id, { name: 'Philip Tobacco House', forgetOldName: true })
    expect(back.aliases).toEqual([])
  })

  it('needs the version that was seen', async () => {
    const { summary, version } = await adds({ name: 'Seen By Two People' })
    await edits(summary.id, { city: 'Austin' })
    const late = manager.does(accounts.editAccount, {
      params: { id: summary.id },
      body: { ...form, name: 'Seen Late' },
      ifMatch: version,
    })
    await expect(late).toBeRefused('stale')
  })

  it('remembers since when it is a house account', async () => {
    const { summary } = await adds({ name: 'Kept For Ourselves' })
    await edits(summary.id, { designation: 'house' })
    const { items } = await w
      .as('alder')
      .does((await import('@parley/contract/routes/partner')).partner.publishedAccounts, {
        query: { q: 'kept for' },
      })
    expect(items).toEqual([{ name: 'Kept For Ourselves', country: 'US', designation: 'house', since: '2026-11-02' }])
  })
})

describe('other names and domains', () => {
  it('find it, with their source, until they are taken away', async () => {
    const { summary } = await adds({ name: 'International Widget Manufacturing' })
    const { id } = summary
    const alias = { name: 'Zwidgets', kind: 'short' as const, source: 'Their letterhead' }
    const added = await manager.does(accounts.addAlias, { params: { id }, body: alias })
    expect(added.aliases).toMatchObject([{ ...alias, addedByName: 'Mina Castell' }])
    const domain = { domain: 'jobs@zwidgets.co.uk', source: 'Their website' }
    const withDomain = await manager.does(accounts.addDomain, { params: { id }, body: domain })
    expect(withDomain.domains).toMatchObject([
      { host: 'zwidgets.co.uk', domain: 'zwidgets.co.uk', source: 'Their website' },
    ])
    const found = await manager.does(accounts.lookUpAccount, { body: { name: '', domain: 'zwidgets.co.uk' } })
    expect(found.candidates[0]!.account.id).toBe(id)
    await expect(manager.does(accounts.addAlias, { params: { id }, body: alias })).toBeRefused('refused', /already/)
    await expect(
      manager.does(accounts.addDomain, { params: { id }, body: { domain: 'gmail.com', source: 'x' } }),
    ).toBeRefused('refused')
    await manager.does(accounts.removeAlias, { params: { id, aliasId: added.aliases[0]!.id } })
    await manager.does(accounts.removeDomain, { params: { id, domainId: withDomain.domains[0]!.id } })
    expect(await opens(id)).toMatchObject({ aliases: [], domains: [] })
    expect(
      (await manager.does(accounts.lookUpAccount, { body: { name: '', domain: 'zwidgets.co.uk' } })).candidates,
    ).toEqual([])
  })
})

describe('a family', () => {
  it('is shown from its top down, with what each is to the one above', async () => {
    const top = await adds({ name: 'Everglade Group' })
    const mid = await adds({ name: 'Sunrise Logistics', parentId: top.summary.id, relation: 'subsidiary' })
    const low = await adds({ name: 'Pelican Couriers', parentId: mid.summary.id, relation: 'branch' })
    expect((await opens(low.summary.id)).family).toMatchObject([
      { name: 'Everglade Group', depth: 0, relation: null, parentId: null },
      { name: 'Sunrise Logistics', depth: 1, relation: 'subsidiary', parentId: top.summary.id },
      { name: 'Pelican Couriers', depth: 2, relation: 'branch', parentId: mid.summary.id },
    ])
    await expect(edits(top.summary.id, { parentId: low.summary.id, relation: 'division' })).toBeRefused(
      'refused',
      /below this account already/,
    )
    await expect(edits(top.summary.id, { parentId: top.summary.id, relation: 'division' })).toBeRefused(
      'refused',
      /own parent/,
    )
    await expect(edits(low.summary.id, { relation: null })).toBeRefused('refused', /what it is to its parent/)
  })

  it('brings partners together when one account is put under another', async () => {
    const parent = await adds({ name: 'Granite Peak Holdings' })
    const child = await adds({ name: 'Lowland Dairies' })
    await w.as('alder').registers(aDeal({ account: { name: 'Granite Peak Holdings' } }))
    await w.as('brightwater').registers(aDeal({ account: { name: 'Lowland Dairies' } }))
    expect((await opens(child.summary.id)).conflicts).toEqual([])
    const moved = await edits(child.summary.id, { parentId: parent.summary.id, relation: 'subsidiary' })
    expect(moved.conflicts).toMatchObject([{ openedBecause: 'family', closedAt: null, interests: [{}, {}] }])
  })
})
