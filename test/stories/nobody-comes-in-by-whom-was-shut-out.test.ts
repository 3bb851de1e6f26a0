import { createUser } from '@parley/api/session/create-user'
import { invitations, team, users } from '@parley/contract/routes/team'
import { describe, expect, it } from 'vitest'
import { tokenOf } from '../support/invited.ts'
import { type Person, partners, password } from '../support/program.ts'
import { world } from '../support/world.ts'

const w = await world()
const operator = w.as('operator')
let made = 0

/** Another operator of the vendor's, or another admin of Alder's, who signs in. */
async function colleague(role: 'operator' | 'partnerAdmin') {
  const partner = role === 'operator' ? null : ('alder' as const)
  const person: Person = {
    ...{ name: `Colleague ${++made}`, email: `colleague${made}@${partner ?? 'northwind'}.example` },
    ...{ role, partner },
  }
  const id = await createUser(w.env, { ...person, password, partnerId: partner && partners[partner].id })
  return { id, someone: w.person(person) }
}
const shutsOut = (id: string) => operator.does(users.changeAccess, { params: { id }, body: { enabled: false } })
const looks = (link: string) => w.stranger().sends(invitations.look, { body: { token: tokenOf(link) } })
const newcomer = () => ({
  name: 'Newcomer',
  email: `newcomer${++made}@northwind.example`,
  role: 'operator' as const,
  partnerId: null,
})

describe('an invitation', () => {
  it('that somebody sent again is theirs, and void once they are shut out', async () => {
    const { id: invitationId } = await operator.does(users.invite, { body: newcomer() })
    const { id, someone } = await colleague('operator')
    const { link } = await someone.does(users.renewInvitation, { params: { id: invitationId } })
    expect((await looks(link!)).status).toBe(200)
    await shutsOut(id)
    expect((await looks(link!)).status).toBe(404)
    const { items } = await operator.does(users.invitations, { query: {} })
    expect(items.map((each) => each.id)).not.toContain(invitationId)
  })

  it('of a partner’s admin goes the same way', async () => {
    const admin = w.as('alderAdmin')
    const body = { name: 'Newcomer', email: `newcomer${++made}@alder.example`, role: 'partnerAdmin' as const }
    const { id: invitationId } = await admin.does(team.invite, { body })
    const { id, someone } = await colleague('partnerAdmin')
    const { link } = await someone.does(team.renewInvitation, { params: { id: invitationId } })
    await admin.does(team.changeAccess, { params: { id }, body: { enabled: false } })
    expect((await looks(link!)).status).toBe(404)
  })

  it.each([1, 2, 3])('made while its sender is shut out is taken back, or isn’t made (round %i)', async () => {
    const { id, someone } = await colleague('operator')
    await someone.does(users.invitations, { query: {} })
    const sent = Array.from({ length: 6 }, () => someone.sends(users.invite, { body: newcomer() }))
    const [, ...answers] = await Promise.all([shutsOut(id), ...sent])
    const links = answers.flatMap(({ status, json }) => (status === 201 ? [(json as { link: string }).link] : []))
    for (const link of links) expect((await looks(link)).status).toBe(404)
    const open = await w.sql(
      'SELECT FROM parley.invitation WHERE invited_by_id = $1 AND withdrawn_at IS NULL AND accepted_at IS NULL',
      [id],
    )
    expect(open).toEqual([])
  })
})
