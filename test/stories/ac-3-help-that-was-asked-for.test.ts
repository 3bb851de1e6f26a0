import { dispatch } from '@parley/api/outbox/dispatch'
import { partnerEngagements, staffEngagements } from '@parley/contract/routes/engagements'
import { notifications } from '@parley/contract/routes/notifications'
import { describe, expect, it } from 'vitest'
import { aDeal } from '../support/factories.ts'
import { because } from '../support/matchers.ts'
import { world } from '../support/world.ts'

/** The half of AC-3 that is told before the deal: help is permitted, and is on record as help. That no settlement lowers the share for it is commission's. */

const w = await world()
const rep = w.as('sales')
const lead = w.as('alder')
const { summary } = await lead.registers(aDeal({ account: { name: 'Greywether Mills' } }))
const asksToHelp = (more: { shareClaimed?: boolean; askedForBy?: 'customer' } = {}) =>
  rep.does(staffEngagements.ask, {
    body: { company: 'Greywether Mills', verb: 'assist', productFamily: 'backup', ...more },
  })
const news = async (who: 'alder' | 'sales' | 'manager') => {
  await dispatch(w.env)
  return (await w.as(who).does(notifications.list, { query: {} })).items
}

describe('AC-3: help in a sale that a partner leads', () => {
  it('that nobody asked for needs the lead’s consent', async () => {
    const asked = await asksToHelp()
    expect(asked).toBeDecided('consentRequired', because('uninvited-at-a-protected-account'))
    expect(asked.recordedAsHelp).toBe(false)
    await lead.does(partnerEngagements.answer, {
      params: { id: asked.id },
      body: { answer: 'refused', reason: 'We manage, thank you.' },
      ifMatch: asked.version,
    })
  })

  it('the lead asks for it in its own words, on its own registration, and sales hears of it', async () => {
    const wish = 'Could one of your engineers join our call with their head of IT?'
    const help = await lead.does(partnerEngagements.askHelp, { params: { id: summary.id }, body: { wish } })
    expect(help).toMatchObject({ accountName: 'Greywether Mills', wish, helpedAt: null, partnerName: null })
    for (const who of ['sales', 'manager'] as const) {
      const told = (await news(who)).find(({ kind }) => kind === 'help')!
      expect(told.title).toBe('Help is asked for: Greywether Mills')
      expect(told.lines).toEqual(['Alder Ridge Systems asks for help with Backup.', wish])
    }
    expect((await rep.does(staffEngagements.listHelp, { query: {} })).items[0]).toMatchObject({
      partnerName: 'Alder Ridge Systems',
      helpedAt: null,
    })
  })

  it('with a share claimed for it, it still needs consent', async () => {
    const asked = await asksToHelp({ shareClaimed: true })
    expect(asked).toBeDecided('consentRequired', because('share-for-help'))
    await lead.does(partnerEngagements.answer, {
      params: { id: asked.id },
      body: { answer: 'refused', reason: 'Not for a share.' },
      ifMatch: asked.version,
    })
  })

  it('without, it is permitted at once, and recorded as help that never lowers the share', async () => {
    const asked = await asksToHelp()
    expect(asked).toBeDecided('permit', because('help-that-the-lead-asked-for'))
    expect(asked).toMatchObject({ recordedAsHelp: true, decision: { outcome: { params: { recordedAs: 'help' } } } })
    const seen = await lead.does(partnerEngagements.get, { params: { id: asked.id } })
    expect(seen.recordedAsHelp).toBe(true)
    expect(seen.headline).toBe(
      'This help was asked for by the lead. It is recorded as help, and the lead’s share stays what it is.'.replace(
        '’',
        "'",
      ),
    )
    expect((await news('alder')).find(({ path }) => path === `/may-i/${asked.id}`)!.title).toBe(
      'You are helped: Greywether Mills',
    )
    const { items } = await lead.does(partnerEngagements.listHelp, { query: { registrationId: summary.id } })
    expect(items).toHaveLength(1)
    expect(items[0]!.helpedAt).not.toBeNull()
    expect((await rep.does(staffEngagements.counts, { query: {} })).help).toBe(1)
  })

  it('is what the lead said, never what somebody claims: once helped, the next help is asked for again', async () => {
    expect(await asksToHelp({ askedForBy: 'customer' })).not.toBeDecided(
      'permit',
      because('help-that-the-lead-asked-for'),
    )
    expect((await rep.does(staffEngagements.counts, { query: {} })).help).toBe(1)
  })

  it('can be asked for in a sale that one leads, and in no other', async () => {
    const { summary: refused } = await w.as('brightwater').registers(aDeal({ account: { name: 'Greywether Mills' } }))
    await expect(
      w.as('brightwater').does(partnerEngagements.askHelp, { params: { id: refused.id }, body: { wish: 'Help us.' } }),
    ).toBeRefused('conflict', /protected for you/)
    await expect(
      w.as('brightwater').does(partnerEngagements.askHelp, { params: { id: summary.id }, body: { wish: 'Help us.' } }),
    ).toBeRefused('notFound')
    await expect(
      w.sql(`UPDATE parley.help_request SET wish = 'Do it all' WHERE registration_id = $1`, [summary.id]),
    ).rejects.toThrow(/append-only/)
  })
})
