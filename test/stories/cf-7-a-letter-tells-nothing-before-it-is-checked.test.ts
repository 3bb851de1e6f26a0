import { partnerDesignations, staffDesignations } from '@parley/contract/routes/designations'
import { describe, expect, it } from 'vitest'
import { commission } from '../support/commission.ts'
import { aDeal } from '../support/factories.ts'
import { aFile, letters } from '../support/letters.ts'
import '../support/matchers.ts'
import { ofNobody } from '../support/of-nobody.ts'
import { world } from '../support/world.ts'

const w = await world()
const l = letters(w)
const sales = commission(w)
const rival = w.as('brightwater')

/** Alder has sold here: for so long, and who leads is told by nobody. */
async function alderSells(name: string): Promise<void> {
  const { summary } = await sales.deal(name, { termMonths: 18 })
  await sales.claims(summary.id, 'alder', 'resold')
  await sales.paper(summary.id, 'alder', { role: 'resale' })
  await sales.wins(summary.id)
}
await alderSells('Dunlin Dairies')
await alderSells('Sanderling Seeds')
await alderSells('Ruff Roofing')
await w.has.account({ name: 'Turnstone Tiles' })

/** All that Brightwater receives for a letter: when it brings it, and when it opens it again. */
async function brings(company: string) {
  const { designations, id, version } = await l.brings('brightwater', company)
  const again = await rival.sends(partnerDesignations.get, { params: { id } })
  const listed = (await rival.does(partnerDesignations.list, { query: {} })).items.find((each) => each.id === id)
  const text = ofNobody(JSON.stringify([designations, version, again.text, again.headers.get('etag'), listed]), company)
  return { id, text }
}
const factsOf = async (id: string) =>
  (await l.sees('brightwater', id)).designations[0]!.decision.facts.map(({ fact }) => fact)

describe('CF-7: a letter that nobody has checked tells nothing of the account', async () => {
  const sold = await brings('Dunlin Dairies')
  const open = await brings('Turnstone Tiles')
  const unheard = await brings('A Company That Nobody Knows')

  it('the same bytes, whether or not a rival sold there, or anybody knows the company', () => {
    expect(sold.text).toBe(open.text)
    expect(sold.text).toBe(unheard.text)
    expect(sold.text).toMatch(/asking the customer whether the letter is its own/)
    expect(sold.text).not.toMatch(/contract\.|otherLead|rescission\.|2028/)
  })

  it('what was decided on is on record, and the staff reads it', async () => {
    const { designations } = await l.reads(sold.id)
    const facts = designations[0]!.decision.facts.map(({ fact }) => fact)
    expect(facts).toEqual(expect.arrayContaining(['account.otherLead', 'contract.running', 'contract.renewsOn']))
  })

  it('not the customer’s own: nothing more is told', async () => {
    for (const { id } of [sold, open]) await l.checks(id, { isGenuine: false, signer: 'nobody' })
    const [one, other] = await Promise.all([sold.id, open.id].map((id) => l.sees('brightwater', id)))
    const without = (seen: typeof one, name: string) => ofNobody(JSON.stringify(seen!.designations), name)
    expect(without(one, 'Dunlin Dairies')).toBe(without(other, 'Turnstone Tiles'))
  })

  it('its own, but the customer declines: nothing more is told', async () => {
    const { id } = await brings('Sanderling Seeds')
    await l.checks(id, { customerTold: true, customerSays: 'declines' })
    expect(await factsOf(id)).not.toEqual(expect.arrayContaining([expect.stringMatching(/contract\.|otherLead/)]))
  })

  it('its own, and names the partner: the customer lets it know until when the contract runs', async () => {
    const { id } = await brings('Ruff Roofing')
    await l.checks(id)
    const seen = await l.sees('brightwater', id)
    expect(seen.designations[0]).toMatchObject({ state: 'waiting', takesEffectOn: '2028-05-02' })
    expect(await factsOf(id)).toEqual(
      expect.arrayContaining(['account.otherLead', 'contract.running', 'contract.renewsOn']),
    )
    expect(JSON.stringify(seen)).not.toMatch(/Alder/)
  })
})

describe('CF-7: a letter that takes another one back tells nothing before it is checked', async () => {
  const led = async (name: string) => {
    await w.as('alder').registers(aDeal({ account: { name } }))
    const { id } = await l.brings('brightwater', name)
    await l.checks(id)
    return { id, name }
  }
  const rescinded = await led('Oxbow Printing Works')
  const held = await led('Linnet Dental Group')
  const opens = async ({ id, name }: typeof held) => {
    const { status, text, headers } = await rival.sends(partnerDesignations.get, { params: { id } })
    return { status, text: ofNobody(text, name), etag: headers.get('etag') }
  }
  const before = await opens(rescinded)
  const seen = await l.reads(rescinded.id)
  const enters = (ifMatch: number) =>
    w.as('manager').does(staffDesignations.rescind, {
      params: { id: seen.designations[0]!.id },
      body: {
        ...{ form: 'letterhead', signer: 'authorized', signerName: 'Dana Whitfield', signedOn: '2026-11-03' },
        file: aFile('We take our letter back.'),
      },
      ifMatch,
    })

  it('when the staff enters it, the letter of the other partner stays as it was, with its version', async () => {
    w.travelTo('2026-11-04')
    await enters(seen.version)
    expect(await opens(rescinded)).toEqual(before)
    expect(await opens(rescinded)).toEqual(await opens(held))
  })

  it('whoever of the staff has read it before that is told to look again', async () => {
    await expect(enters(seen.version)).toBeRefused('stale')
    const now = await l.reads(rescinded.id)
    expect(now.version).toBeGreaterThan(seen.version)
    await expect(enters(now.version)).toBeRefused('conflict', /here already/)
  })

  it('so does one that the lead itself brings', async () => {
    const { id, name } = await led('Pollard Shipyards')
    const { version } = await l.reads(id)
    const notice = (await l.isTold('alder')).find(({ accountName }) => accountName === name)!
    const [unchanged] = [await opens({ id, name })]
    await l.takesBack('alder', notice.id)
    expect(await opens({ id, name })).toEqual(unchanged)
    expect((await l.reads(id)).version).toBeGreaterThan(version)
  })

  it('after the wait a person decides, in the words of any other case in which one does', async () => {
    await w.sql(`UPDATE parley.account SET conduct_hold_reason = 'Under review.' WHERE name = $1`, [held.name])
    w.travelTo('2026-11-10')
    expect(await l.looksAfter()).toMatchObject({ failed: 0 })
    const staffReads = (await l.reads(rescinded.id)).designations[0]!
    expect(staffReads.decision.outcome.type).toBe('informationNeeded')
    expect(staffReads.decision.missing.map(({ fact }) => fact)).toContain('rescission.received')
    const told = await opens(rescinded)
    expect(told).toEqual(await opens(held))
    expect(told.text).toMatch(/A person decides on this letter and answers by/)
    expect(told.text).not.toMatch(/rescission|takes it back|not known/)
    const news = await l.news('brightwater')
    const about = ({ name }: typeof held) =>
      news.filter(({ title }) => title.includes(name)).map(({ title, lines }) => ofNobody(`${title} ${lines}`, name))
    expect(about(rescinded)).toEqual(about(held))
    expect(about(rescinded).length).toBeGreaterThan(0)
  })

  it('the customer’s own: now the partner reads that it was taken back, and when', async () => {
    const { rescission } = (await l.reads(rescinded.id)).designations[0]!.presentLead!
    await l.checks(rescission!.id)
    expect((await opens(rescinded)).text).toMatch(/taken its letter back, on November 4, 2026/)
    expect(await factsOf(rescinded.id)).toEqual(
      expect.arrayContaining(['rescission.received', 'rescission.receivedOn']),
    )
  })
})
