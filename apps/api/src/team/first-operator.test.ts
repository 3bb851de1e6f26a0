import { invitations, users } from '@parley/contract/routes/team'
import { describe, expect, it } from 'vitest'
import { newPassword, tokenOf } from '../../../../test/support/invited.ts'
import { world } from '../../../../test/support/world.ts'
import { offerFirstOperator } from './first-operator.ts'

const w = await world()
const nobodyIsIn = async () => {
  await w.sql('UPDATE parley.partner SET channel_manager_id = NULL')
  await w.sql('DELETE FROM auth."user"')
}

describe('the first person of an installation', () => {
  it('is offered nothing where somebody is in', async () => {
    expect(await offerFirstOperator(w.env)).toBeNull()
  })

  it('comes in as operator by a link that the start prints: once, within a day, and only the latest', async () => {
    await nobodyIsIn()
    const before = await offerFirstOperator(w.env)
    const link = await offerFirstOperator(w.env)
    const accept = (of: string | null, email?: string) =>
      w.stranger().sends(invitations.accept, {
        body: { token: tokenOf(of), name: 'Olga First', password: newPassword, ...(email ? { email } : {}) },
      })
    expect((await accept(before, 'olga@northwind.example')).status).toBe(404)
    expect(await accept(link)).toMatchObject({ status: 422, json: { errors: [{ pointer: '/email' }] } })
    expect(await accept(link, 'olga@northwind.example')).toMatchObject({ status: 200, json: { app: 'console' } })
    expect((await accept(link, 'other@northwind.example')).status).toBe(404)
    expect(await offerFirstOperator(w.env)).toBeNull()
    const olga = w.person(
      { name: 'Olga First', email: 'olga@northwind.example', role: 'operator', partner: null },
      newPassword,
    )
    expect((await olga.does(users.list, {})).items.map(({ name }) => name)).toEqual(['Olga First'])
  })

  it('finds yesterday’s link void', async () => {
    await nobodyIsIn()
    const link = await offerFirstOperator(w.env)
    w.travelDays(1)
    expect((await w.stranger().sends(invitations.look, { body: { token: tokenOf(link) } })).status).toBe(404)
  })
})
