import { partner } from '@parley/contract/routes/partner'
import { session } from '@parley/contract/routes/session'
import { staff } from '@parley/contract/routes/staff'
import { invitations, team, users } from '@parley/contract/routes/team'
import pg from 'pg'
import { describe, expect, it } from 'vitest'
import { accept, mailedLink, newPassword, tokenOf } from '../support/invited.ts'
import { type Person, partners, people } from '../support/program.ts'
import { world } from '../support/world.ts'

const w = await world()
const admin = w.as('alderAdmin')
const someone = (name: string, email: string, role: Person['role'], of: Person['partner']): Person => ({
  name,
  email,
  role,
  partner: of,
})
const invite = (name: string, role: 'partnerSeller' | 'partnerAdmin' = 'partnerSeller') =>
  admin.does(team.invite, { body: { name, email: `${name.toLowerCase()}@alder.example`, role } })
const inTeam = async (name: string) => {
  const { people: all } = await admin.does(team.get, {})
  const found = all.find((person) => person.name === name)
  if (!found) throw new Error(`${name} isn’t in the team.`)
  return found
}
const deeds = async (action: string) =>
  (
    await w.sql<{ name: string }>('SELECT subject_name AS name FROM parley.audit_event WHERE action = $1', [action])
  ).map(({ name }) => name)

describe('a partner’s admin', () => {
  it('invites somebody by mail, who chooses a password and can register deals at once', async () => {
    const { link, email } = await invite('Nils')
    expect(email).toBe('nils@alder.example')
    expect(await mailedLink(w, 'nils@alder.example')).toBe(link)
    const offer = await w.stranger().does(invitations.look, { body: { token: tokenOf(link) } })
    expect(offer).toMatchObject({ partnerName: 'Alder Ridge Systems', app: 'partner', invitedByName: 'Amir Haddad' })
    const nils = await accept(w, link, someone('Nils Holm', 'nils@alder.example', 'partnerSeller', 'alder'))
    expect(await nils.does(session.me, {})).toMatchObject({
      user: { role: 'partnerSeller' },
      partner: { id: partners.alder.id },
    })
    expect(await deeds('user.joined')).toContain('Nils Holm')
  })

  it('who invites an address at the same moment as another is told that it is invited', async () => {
    const faster = new pg.Client({ connectionString: w.ownerUrl })
    await faster.connect()
    await faster.query('BEGIN')
    await faster.query(
      `INSERT INTO parley.invitation (id, token_hash, email, name, role, partner_id, invited_by_id, invited_by_name, invited_at, expires_at)
       VALUES (gen_random_uuid(), repeat('0', 64), 'odin@alder.example', 'Odin', 'partnerSeller', $1, 'another', 'Another', $2, $3)`,
      [partners.alder.id, w.now(), new Date(w.now().getTime() + 7 * 86_400_000)],
    )
    const invited = invite('Odin')
    const waiting = () =>
      w.sql(`SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`)
    const refused = expect(invited).toBeRefused('refused', /This address has an open invitation/)
    await expect.poll(waiting).toHaveLength(1)
    await faster.query('COMMIT')
    await faster.end()
    await refused
  })

  it('is told the link once: a repeat of the request has none, and the database has only its hash', async () => {
    const body = { name: 'Ida', email: 'ida@alder.example', role: 'partnerSeller' as const }
    const first = await admin.sends(team.invite, { body, key: 'ida-1' })
    const { link } = first.json as { link: string }
    const again = await admin.sends(team.invite, { body, key: 'ida-1' })
    expect(again.json).toMatchObject({ email: 'ida@alder.example', link: null })
    const kept = await w.sql<{ text: string }>(
      `SELECT i::text AS text FROM parley.invitation i UNION ALL SELECT x::text FROM parley.idempotency x
       UNION ALL SELECT e::text FROM parley.audit_event e`,
    )
    expect(kept.filter(({ text }) => text.includes(tokenOf(link)))).toEqual([])
  })

  it('can send an invitation again, which voids the link before, and take it back', async () => {
    const { id, link } = await invite('Rune')
    const renewed = await admin.does(team.renewInvitation, { params: { id } })
    expect((await look(link)).status).toBe(404)
    expect((await look(renewed.link)).status).toBe(200)
    await admin.does(team.withdrawInvitation, { params: { id } })
    expect((await look(renewed.link)).status).toBe(404)
  })

  it('finds a link of more than seven days void, and can send it again', async () => {
    const { id, link } = await invite('Vera')
    w.travelDays(7)
    expect((await look(link)).json).toMatchObject({ detail: expect.stringContaining('Ask whoever invited you') })
    const { invitations: open } = await admin.does(team.get, {})
    expect(open.find((each) => each.id === id)).toMatchObject({ over: true, can: { renew: { ok: true } } })
    const { link: fresh } = await admin.does(team.renewInvitation, { params: { id } })
    expect((await look(fresh)).status).toBe(200)
  })

  it('changes roles, and the person may do more or less with the next request, in every process', async () => {
    const { link } = await invite('Una')
    const una = await accept(w, link, someone('Una Berg', 'una@alder.example', 'partnerSeller', 'alder'))
    const elsewhere = w.anotherInstance().person(una.person!, newPassword)
    expect((await una.sends(team.invite, { body: newcomer('x1') })).status).toBe(403)
    await elsewhere.does(session.me, {})
    const { id } = await inTeam('Una Berg')
    await admin.does(team.changeRole, { params: { id }, body: { role: 'partnerAdmin' } })
    expect((await una.sends(team.invite, { body: newcomer('x2') })).status).toBe(201)
    w.travelTo(new Date(w.now().getTime() + 61_000).toISOString())
    expect(await elsewhere.does(session.me, {})).toMatchObject({ user: { role: 'partnerAdmin' } })
    await admin.does(team.changeRole, { params: { id }, body: { role: 'partnerSeller' } })
    expect((await una.sends(team.get, {})).status).toBe(200)
    const open = (await admin.does(team.get, {})).invitations.map(({ name }) => name)
    expect(open, 'what a former admin sent is taken back').not.toContain('x2')
  })

  it('shuts somebody out at once: sessions end, signing in is refused, and a later day lets them in again', async () => {
    const { link } = await invite('Yara')
    const yara = await accept(w, link, someone('Yara Lund', 'yara@alder.example', 'partnerSeller', 'alder'))
    await yara.seesHome()
    const { id } = await inTeam('Yara Lund')
    await admin.does(team.changeAccess, { params: { id }, body: { enabled: false } })
    expect((await yara.sends(partner.home, {})).status).toBe(401)
    await expect(w.person(yara.person!, newPassword).seesHome()).rejects.toThrow('can’t sign in')
    await expect(
      w.sql(
        `INSERT INTO auth.session (id, token, "userId", "expiresAt") VALUES ('s', 't', $1, now() + interval '1 day')`,
        [id],
      ),
    ).rejects.toThrow('was shut out')
    await admin.does(team.changeAccess, { params: { id }, body: { enabled: true } })
    await w.person(yara.person!, newPassword).seesHome()
    expect(await deeds('user.disabled')).toContain('Yara Lund')
  })

  it('stays: the last admin can’t be shut out or lose the role, not even by the vendor', async () => {
    const amir = await inTeam('Amir Haddad')
    expect(amir.can.disable).toMatchObject({ ok: false })
    for (const who of ['manager', 'operator'] as const) {
      const answer = await w.as(who).sends(users.changeAccess, { params: { id: amir.id }, body: { enabled: false } })
      expect(answer).toMatchObject({
        status: 409,
        json: { detail: expect.stringContaining('last admin of Alder Ridge') },
      })
      const role = { params: { id: amir.id }, body: { role: 'partnerSeller' as const } }
      expect((await w.as(who).sends(users.changeRole, role)).status).toBe(409)
    }
  })

  it('of two who shut each other out in the same second, one stays', async () => {
    const { link } = await invite('Otto', 'partnerAdmin')
    const otto = await accept(w, link, someone('Otto Falk', 'otto@alder.example', 'partnerAdmin', 'alder'))
    await Promise.all([otto.seesHome(), admin.seesHome()])
    const ids = { otto: (await inTeam('Otto Falk')).id, amir: (await inTeam('Amir Haddad')).id }
    const out = { enabled: false }
    const answers = await Promise.all([
      otto.sends(team.changeAccess, { params: { id: ids.amir }, body: out }),
      admin.sends(team.changeAccess, { params: { id: ids.otto }, body: out }),
    ])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
    await w.sql(`UPDATE auth."user" SET "disabledAt" = NULL WHERE "partnerId" = $1`, [partners.alder.id])
    await w.sql(`UPDATE auth."user" SET role = 'partnerSeller' WHERE id = $1`, [ids.otto])
  })

  it('has no say over itself, over other partners or the vendor', async () => {
    const admin = w.person(people.alderAdmin)
    const own = (await admin.does(team.get, {})).people
    const myself = own.find(({ you }) => you)!
    const demoted = { params: { id: myself.id }, body: { role: 'partnerSeller' as const } }
    expect((await admin.sends(team.changeRole, demoted)).status).toBe(409)
    const others = await w.sql<{ id: string }>(`SELECT id FROM auth."user" WHERE "partnerId" IS DISTINCT FROM $1`, [
      partners.alder.id,
    ])
    for (const { id } of others) {
      const answer = await admin.sends(team.changeAccess, { params: { id }, body: { enabled: false } })
      expect(answer).toMatchObject({ status: 404, json: { detail: 'There is no person with this id.' } })
    }
    expect(own.every(({ partner: house }) => house?.id === partners.alder.id)).toBe(true)
  })

  it('isn’t told whether an address is known elsewhere until somebody uses the link', async () => {
    const admin = w.person(people.alderAdmin)
    const sent = await admin.does(team.invite, {
      body: { name: 'B', email: people.brightwater.email, role: 'partnerSeller' },
    })
    expect(sent.link).not.toBeNull()
    const answer = await w.stranger().sends(invitations.accept, {
      body: { token: tokenOf(sent.link), name: 'B', password: newPassword },
    })
    expect(answer).toMatchObject({ status: 409, json: { detail: expect.not.stringContaining('Brightwater') } })
  })
})

describe('a seller', () => {
  it('sees the team and who looked in, and changes nothing of it', async () => {
    const seller = w.as('alder')
    const seen = await seller.does(team.get, {})
    expect(seen.people.length).toBeGreaterThan(2)
    expect(seen.can).toMatchObject({ invite: { ok: false }, keys: { ok: false } })
    expect((await seller.sends(team.invite, { body: newcomer('no') })).status).toBe(403)
    const [other] = seen.people.filter(({ you }) => !you)
    const out = { params: { id: other!.id }, body: { enabled: false } }
    expect((await seller.sends(team.changeAccess, out)).status).toBe(403)
  })
})

describe('the vendor', () => {
  it('makes a partner’s first admin by its channel manager, who invites no staff', async () => {
    const manager = w.as('manager')
    const body = {
      name: 'Dara',
      email: 'dara@delmar.example',
      role: 'partnerAdmin' as const,
      partnerId: partners.delmar.id,
    }
    const { link } = await manager.does(users.invite, { body })
    const dara = await accept(w, link, someone('Dara Moss', body.email, 'partnerAdmin', 'delmar'))
    expect((await dara.does(team.get, {})).can.invite.ok).toBe(true)
    const colleague = { name: 'Sid', email: 'sid@northwind.example', role: 'sales' as const, partnerId: null }
    expect((await manager.sends(users.invite, { body: colleague })).status).toBe(403)
    const above = { ...body, email: 'up@delmar.example', role: 'operator' as const }
    expect((await manager.sends(users.invite, { body: above })).status).toBe(403)
    for (const who of ['sales', 'editor', 'approver', 'finance'] as const)
      expect((await w.as(who).sends(users.list, {})).status).toBe(403)
  })

  it('lets an operator invite staff, who arrive in the console; nobody of staff belongs to a partner', async () => {
    const operator = w.as('operator')
    const body = { name: 'Sid', email: 'sid@northwind.example', role: 'sales' as const, partnerId: null }
    const { link } = await operator.does(users.invite, { body })
    const sid = await accept(w, link, someone('Sid Marsh', body.email, 'sales', null))
    await sid.does(staff.queue, {})
    const mixed = { ...body, email: 'm@northwind.example', partnerId: partners.alder.id }
    expect(await operator.sends(users.invite, { body: mixed })).toMatchObject({
      status: 422,
      json: { errors: [{ pointer: '/partnerId' }] },
    })
    const { items } = await operator.does(users.list, { query: { q: 'sid', of: 'staff' } })
    expect(items.map(({ name }) => name)).toEqual(['Sid Marsh'])
    const turned = { params: { id: items[0]!.id }, body: { role: 'partnerSeller' as const } }
    expect((await operator.sends(users.changeRole, turned)).status).toBe(422)
  })

  it('keeps its last operator', async () => {
    const operator = w.as('operator')
    const me = (await operator.does(users.list, { query: { of: 'staff', q: 'omar' } })).items[0]!
    expect(me.can.disable).toMatchObject({ ok: false })
    const body = { name: 'Second', email: 'second@northwind.example', role: 'operator' as const, partnerId: null }
    const { link } = await operator.does(users.invite, { body })
    const second = await accept(w, link, someone('Second Op', body.email, 'operator', null))
    await second.does(users.changeRole, { params: { id: me.id }, body: { role: 'finance' } })
    const last = (await second.does(users.list, { query: { q: 'second' } })).items[0]!
    expect(last.can.changeRole).toMatchObject({ ok: false })
    await w.sql(`UPDATE auth."user" SET role = 'operator' WHERE id = $1`, [me.id])
  })
})

describe('a link', () => {
  it('takes only good passwords, and is used once', async () => {
    const admin = w.person(people.alderAdmin)
    const body = { name: 'Pia', email: 'pia@alder.example', role: 'partnerSeller' as const }
    const { link } = await admin.does(team.invite, { body })
    const accepts = (password?: string) =>
      w.stranger().sends(invitations.accept, {
        body: { token: tokenOf(link), name: 'Pia Rask', ...(password === undefined ? {} : { password }) },
      })
    for (const weak of [undefined, 'short', 'password1234'])
      expect(await accepts(weak)).toMatchObject({ status: 422, json: { errors: [{ pointer: '/password' }] } })
    const answers = await Promise.all([accepts(newPassword), accepts(newPassword)])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 404])
  })

  it('that was made up says the same as one that was used', async () => {
    const made = await look('http://localhost/invitation#nothing')
    const { link } = await w.as('operator').does(users.invite, {
      body: { name: 'Kim', email: 'kim@northwind.example', role: 'finance', partnerId: null },
    })
    await accept(w, link, someone('Kim Ott', 'kim@northwind.example', 'finance', null))
    const used = await look(link)
    expect(used.status).toBe(404)
    const said = ({ json }: typeof used) => (json as { detail: string }).detail
    expect(said(used)).toBe(said(made))
  })
})

const newcomer = (name: string) => ({ name, email: `${name}@alder.example`, role: 'partnerSeller' as const })
const look = (link: string | null) => w.stranger().sends(invitations.look, { body: { token: tokenOf(link) } })
