import { createUser } from '@parley/api/session/create-user'
import { team, users } from '@parley/contract/routes/team'
import { partnerWebhooks, vendorWebhooks } from '@parley/contract/routes/webhooks'
import { describe, expect, it } from 'vitest'
import { type Person, partners, password, people } from '../support/program.ts'
import { world } from '../support/world.ts'

const w = await world()
const joins = async (name: string, role: Person['role'], partner: Person['partner']) => {
  const person = { email: `${name.toLowerCase()}@${partner ?? 'northwind'}.example`, name, role, partner }
  const id = await createUser(w.env, { ...person, password, partnerId: partner && partners[partner].id })
  return { id, as: w.person(person) }
}
const body = (host: string, description = '') => ({
  ...{ url: `https://${host}/hook/token-that-nobody-reads`, description, topics: ['registration.decided' as const] },
})
type Mail = { address: string; subject: string; lines: string[] }
const mails = () =>
  w.sql<Mail>(
    `SELECT address, subject, lines FROM parley.email WHERE kind = 'webhookGoesOn' ORDER BY created_at, address`,
  )

describe('somebody who was shown the secret of a webhook is shut out', () => {
  it('it goes on, and the company’s admins are told which, who knows its secret, and what to do', async () => {
    const nils = await joins('Nils', 'partnerAdmin', 'alder')
    const { endpoint } = await nils.as.does(partnerWebhooks.create, { body: body('crm.alder.example', 'To the CRM') })
    const own = await w.as('alderAdmin').does(partnerWebhooks.create, { body: body('own.alder.example') })
    await w.as('alderAdmin').does(team.changeAccess, { params: { id: nils.id }, body: { enabled: false } })
    const told = await mails()
    expect(told.map(({ address }) => address)).toEqual([people.alderAdmin.email])
    expect(told[0]!.subject).toMatch(/Nils is shut out/)
    expect(told[0]!.lines.join(' ')).toMatch(/crm\.alder\.example \(“To the CRM”\)\..*renew its secret/)
    expect(told[0]!.lines.join(' ')).not.toMatch(/token-that|own\.alder/)
    const { items } = await w.as('alderAdmin').does(partnerWebhooks.list, {})
    expect(items.find(({ id }) => id === endpoint.id)).toMatchObject({ status: 'active' })
    expect(items.find(({ id }) => id === own.endpoint.id)).toBeTruthy()
  })

  it('so too who only renewed its secret, and when an operator of the vendor’s shuts them out', async () => {
    const before = (await mails()).length
    const olga = await joins('Olga', 'partnerAdmin', 'alder')
    const { items } = await olga.as.does(partnerWebhooks.list, {})
    const id = items.find(({ url }) => url.includes('own.alder'))!.id
    await olga.as.does(partnerWebhooks.rotate, { params: { id } })
    await w.as('operator').does(users.changeAccess, { params: { id: olga.id }, body: { enabled: false } })
    const [told, ...more] = (await mails()).slice(before)
    expect(more).toEqual([])
    expect(told).toMatchObject({ address: people.alderAdmin.email })
    expect(told!.lines.join(' ')).toContain('own.alder.example')
  })

  it('of the vendor’s own, its operators', async () => {
    const before = (await mails()).length
    const vera = await joins('Vera', 'operator', null)
    await vera.as.does(vendorWebhooks.create, { body: body('warehouse.northwind.example') })
    await w.as('operator').does(users.changeAccess, { params: { id: vera.id }, body: { enabled: false } })
    expect((await mails()).slice(before)).toMatchObject([{ address: people.operator.email }])
  })

  it('who knows none: nobody is told anything', async () => {
    const before = (await mails()).length
    const paul = await joins('Paul', 'partnerSeller', 'alder')
    await w.as('alderAdmin').does(team.changeAccess, { params: { id: paul.id }, body: { enabled: false } })
    expect((await mails()).length).toBe(before)
  })
})
