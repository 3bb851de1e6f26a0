import { partnerEngagements, staffEngagements } from '@parley/contract/routes/engagements'
import type { Page } from '@playwright/test'
import { aDeal } from '../../support/factories.ts'
import type { World } from '../../support/open-world.ts'
import { type Api, at, first, type Screen } from './screen.ts'

/** An answer of each kind at Alder's customer, a consent that waits for each side, help, and what was done all the same. */
export async function fillMayI(w: World): Promise<void> {
  const alder = w.as('alder')
  const rep = w.as('sales')
  const { summary } = await alder.registers(
    aDeal({ account: { name: 'Saltmarsh Ferries & Lighthouse Supply Company' } }),
  )
  const of = { company: summary.accountName, productFamily: 'backup' }
  await rep.does(staffEngagements.ask, {
    body: { ...of, verb: 'redirect', note: 'Network Security first, Backup next.' },
  })
  const refused = await rep.does(staffEngagements.ask, { body: { ...of, verb: 'quote' } })
  await rep.does(staffEngagements.recordDeed, {
    params: { id: refused.id },
    body: { doneOn: '2026-11-02', reason: 'Their board met that evening, and nobody could be reached before.' },
    ifMatch: refused.version,
  })
  const wish = 'Could one of your engineers run the restore workshop with us?'
  await alder.does(partnerEngagements.askHelp, { params: { id: summary.id }, body: { wish } })
  await rep.does(staffEngagements.ask, { body: { ...of, verb: 'assist' } })
  await alder.does(partnerEngagements.askHelp, { params: { id: summary.id }, body: { wish } })
  await w.has.account({ name: 'Fenwick Observatory', designation: 'named' })
  await alder.does(partnerEngagements.ask, {
    body: { company: 'Fenwick Observatory', verb: 'quote', productFamily: 'backup' },
  })
  await alder.does(partnerEngagements.ask, { body: { company: 'nobody-knows-it.com', verb: 'contact' } })
}

const shown = (show: string) => (api: Api) => first(api, `/partner/engagements?show=${show}`)
const answered = async (page: Page) => {
  await page.getByRole('article', { name: 'May this party do this at this account now?' }).waitFor()
}

export const partnerMayIScreens: Screen[] = [
  { name: 'may i, partner', route: '/may-i', who: 'seller', path: '/may-i' },
  {
    name: 'may i, partner, answered',
    route: '/may-i',
    who: 'seller',
    path: at(shown('mine'), (id) => `/may-i?asked=${id}`),
    act: answered,
  },
  {
    name: 'may i, consent to give',
    route: '/may-i/$id',
    who: 'seller',
    path: at(shown('waiting'), (id) => `/may-i/${id}`),
  },
  {
    name: 'may i, told of a question',
    route: '/may-i/$id',
    who: 'seller',
    path: at(shown('told'), (id) => `/may-i/${id}`),
  },
]

const any = (query: string) => (api: Api) => first(api, `/staff/engagements?${query}`)

export const consoleMayIScreens: Screen[] = [
  { name: 'may i, console', route: '/may-i', who: 'manager', path: '/may-i' },
  {
    name: 'may i, console, refused',
    route: '/may-i',
    who: 'manager',
    path: at(any('outcome=forbid&askedBy=vendor'), (id) => `/may-i?asked=${id}`),
    act: answered,
  },
  {
    name: 'may i, console, none that fits',
    route: '/may-i',
    who: 'manager',
    path: '/may-i?outcome=nothing-of-this-kind',
  },
  {
    name: 'may i, our consent to give',
    route: '/may-i/$id',
    who: 'manager',
    path: at(any('show=waiting'), (id) => `/may-i/${id}`),
  },
  { name: 'may i, a call list', route: '/may-i/list', who: 'manager', path: '/may-i/list' },
  {
    name: 'may i, a call list marked',
    route: '/may-i/list',
    who: 'manager',
    path: '/may-i/list',
    act: async (page) => {
      const [chooser] = await Promise.all([
        page.waitForEvent('filechooser'),
        page.getByRole('button', { name: 'Choose the list' }).click(),
      ])
      const csv =
        'Company,City\nSaltmarsh Ferries & Lighthouse Supply Company,Bath\nA Company That Nobody Knows,\n,Ely\n-,-\n'
      await chooser.setFiles({ name: 'calls.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) })
      await page.getByRole('heading', { name: '2 of 4 rows are marked' }).waitFor()
    },
  },
]
