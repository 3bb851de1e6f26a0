import { dispatch } from '@parley/api/outbox/dispatch'
import { staffEngagements } from '@parley/contract/routes/engagements'
import { notifications } from '@parley/contract/routes/notifications'
import { describe, expect, it } from 'vitest'
import { because } from '../support/matchers.ts'
import { world } from '../support/world.ts'

const w = await world()
const rep = w.as('sales')
await w.has.account({ name: 'Meridian Steel', domain: 'meridiansteel.com', designation: 'house' })
const asks = (company: string, productFamily: string, verb: 'takeDirect' | 'quote' | 'contact' = 'takeDirect') =>
  rep.does(staffEngagements.ask, {
    body: { company, verb, productFamily, askedForBy: 'customer', customerWrote: 'change' },
  })
const news = async () => {
  await dispatch(w.env)
  return (await w.as('manager').does(notifications.list, { query: {} })).items
}

describe('AC-4: the customer demands to buy directly', () => {
  it('where the vendor sells itself, it may', async () => {
    const asked = await asks('meridiansteel.com', 'analytics')
    expect(asked.decision.outcome.favour).toBeGreaterThan(0)
    expect(asked.matchingSince).toBeNull()
  })

  it('where only partners sell the family, the answer is no, even at a house account that asks for it in writing', async () => {
    await w.sql(`UPDATE parley.product_family SET channel_only = true WHERE id = 'analytics'`)
    for (const verb of ['takeDirect', 'quote'] as const) {
      const asked = await asks('meridiansteel.com', 'analytics', verb)
      expect(asked).toBeDecided('forbid', because('direct-sale-where-only-partners-sell'))
      expect(asked.headline).toMatch(/Only partners sell Analytics/)
    }
  })

  it('the customer is routed to partner matching: it is on record, and a channel manager is told', async () => {
    const asked = await asks('A customer that nobody knows', 'analytics')
    expect(asked).toBeDecided('forbid')
    expect(asked.talkTo).toMatchObject({ title: 'partner matching' })
    expect(asked.matchingSince).toBe(w.now().toISOString())
    const told = (await news()).find(({ path }) => path === `/may-i/${asked.id}`)!
    expect(told.title).toBe('Find a partner: A customer that nobody knows')
    expect(asked.decision.reasons[0]!.possible).toMatch(/matched with a partner who fits/)
    expect(
      await w.sql('SELECT account_name, product_family FROM parley.matching_request WHERE engagement_id = $1', [
        asked.id,
      ]),
    ).toEqual([{ account_name: 'A customer that nobody knows', product_family: 'analytics' }])
  })

  it('talking to it stays open, and so do other product families', async () => {
    expect((await asks('meridiansteel.com', 'analytics', 'contact')).decision.outcome.favour).toBeGreaterThan(0)
    expect((await asks('meridiansteel.com', 'network-security')).decision.outcome.favour).toBeGreaterThan(0)
  })

  it('without a product family, the strictest answer counts and says for which one', async () => {
    const asked = await rep.does(staffEngagements.ask, { body: { company: 'meridiansteel.com', verb: 'takeDirect' } })
    expect(asked).toBeDecided('forbid')
    expect(asked).toMatchObject({ anyFamily: true, productFamily: { name: 'Analytics' } })
  })
})

describe('AC-4: a vendor that sells only through partners says so in its policy', () => {
  it('which two people put in force, without code', async () => {
    expect((await asks('meridiansteel.com', 'backup')).decision.outcome.favour).toBeGreaterThan(0)
    const { policies: editor } = w.as('editor')
    const { summary } = await editor.submits((document, cases) => {
      const rule = (document.rules as { id: string; conditions: { all: unknown[] } }[]).find(
        ({ id }) => id === 'direct-sale-where-only-partners-sell',
      )!
      const only = rule.conditions.all.pop()
      rule.conditions.all.push({
        any: [only, { fact: 'deal.productFamily', operator: 'in', value: ['Backup', 'Analytics'] }],
      })
      cases.base['deal.productFamily'] = 'Network Security'
    }, 'engagement')
    await w.as('approver').policies.approves(summary.version, 'engagement')
    await w.as('approver').policies.activates(summary.version, undefined, 'engagement')
    const asked = await asks('meridiansteel.com', 'backup')
    expect(asked).toBeDecided('forbid', because('direct-sale-where-only-partners-sell'))
    expect(asked.decision.policy!.version).toBe(summary.version)
    expect(asked.matchingSince).not.toBeNull()
  })
})
