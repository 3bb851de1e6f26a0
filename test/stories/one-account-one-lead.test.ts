import { partner } from '@parley/contract/routes/partner'
import { describe, expect, it } from 'vitest'
import { aDeal } from '../support/factories.ts'
import '../support/matchers.ts'
import { world } from '../support/world.ts'

const w = await world()
const other = w.anotherInstance()

/** Ten that have nothing in common: of two names that are nearly alike, a person decides. */
const unheardOf = [
  'Nordlicht Energie',
  'Pennyfarthing Kilns',
  'Oakmere Ropeworks',
  'Quillmoor Optics',
  'Tarnowe Saddlery',
  'Vexham Dredging',
  'Brelvik Tannery',
  'Hazelrigg Millinery',
  'Zubrowski Foundry',
  'Calloway Orchards',
]

describe('a company that nobody registered before', () => {
  it('is one account, when one partner types its domain and another in the same moment only its name', async () => {
    await Promise.all([w.as('alder').cookie(), w.as('brightwater').cookie()])
    for (const name of unheardOf) {
      const domain = `${name.toLowerCase().replaceAll(' ', '')}.com`
      const answers = await Promise.all([
        w.as('alder').registers(aDeal({ account: { name, domain } })),
        w.as('brightwater').registers(aDeal({ account: { name } })),
      ])
      expect(answers.map(({ decision }) => decision.outcome.type).toSorted()).toEqual(['approve', 'reject'])
    }
    const twice = await w.sql('SELECT normalized_name FROM parley.account GROUP BY 1 HAVING count(*) > 1')
    expect(twice).toEqual([])
  })
})

describe('a process whose clock is three seconds behind', () => {
  const clock = w.env.clock
  const ahead = (work: () => Promise<unknown>) => {
    w.env.clock = () => new Date(clock().getTime() + 3000)
    return work().finally(() => {
      w.env.clock = clock
    })
  }

  it('refuses what is protected already, and doesn’t team it up', async () => {
    await ahead(() => w.as('alder').registers(aDeal({ account: { name: 'Skewed Clocks' } })))
    const deal = aDeal({ account: { name: 'Skewed Clocks' } })
    expect(await other.as('brightwater').registers(deal)).toBeDecided('reject')
    const services = { ...deal, deal: { ...deal.deal, role: 'services' as const } }
    expect(await other.as('corvane').registers(services)).toBeDecided('reject')
    const held = await w
      .as('corvane')
      .registers(aDeal({ account: { name: 'Skewed Clocks' }, deal: { role: 'services' } }))
    const approve = {
      outcome: 'approve' as const,
      protectionDays: 9,
      wording: 'It is yours now.',
      reason: 'They asked for it.',
    }
    await expect(other.as('manager').overrides(held.summary.id, approve)).toBeRefused(
      'conflict',
      /Alder Ridge Systems leads/,
    )
  })

  it('ends a protection that another process has just granted', async () => {
    let id = ''
    await ahead(async () => {
      id = (await w.as('alder').registers(aDeal({ account: { name: 'Changed My Mind' } }))).summary.id
    })
    const answer = await other.as('alder').sends(partner.withdraw, { params: { id }, body: {}, ifMatch: 1 })
    expect(answer.json).toMatchObject({ summary: { status: 'withdrawn' } })
    expect(await w.as('brightwater').registers(aDeal({ account: { name: 'Changed My Mind' } }))).toBeDecided('approve')
  })
})
