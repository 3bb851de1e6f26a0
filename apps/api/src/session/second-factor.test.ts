import { describe, expect, it } from 'vitest'
import { Authenticator, Jar } from '../../../../test/support/browser-jar.ts'
import { type PersonName, password, people } from '../../../../test/support/program.ts'
import { skipPauses } from '../../../../test/support/skip-pauses.ts'
import { world } from '../../../../test/support/world.ts'
import { useCode } from './second-factor.ts'

const w = await world()
skipPauses(w.env)
const later = (seconds: number) => w.travelTo(new Date(w.now().getTime() + seconds * 1000).toISOString())

/** Signs in, sets up a second factor, and gives back the browser, the phone and the recovery codes. */
async function withSecondFactor(name: PersonName) {
  const jar = new Jar(w.app)
  await jar.signsIn(people[name].email, password)
  const started = await jar.post('/api/v1/me/second-factor/start', { password })
  const phone = new Authenticator(String(started.json.secret))
  const confirmed = await jar.post('/api/v1/me/second-factor/confirm', { code: phone.codeAt(w.now()) })
  expect(confirmed.status).toBe(200)
  later(60)
  return { jar, phone, codes: confirmed.json.codes as string[], uri: String(started.json.uri) }
}

describe('a second factor', () => {
  it('is on once its first code was given, and signs the other sessions out', async () => {
    const other = new Jar(w.app, '203.0.113.2')
    await other.signsIn(people.alder.email, password)
    const { jar, codes, uri } = await withSecondFactor('alder')
    expect(uri).toMatch(
      /^otpauth:\/\/totp\/Parley%20Northwind%20Systems:ada\.linden%40alder\.example\?secret=[A-Z2-7]{32}&/,
    )
    expect(codes).toHaveLength(8)
    expect((await jar.me()).status).toBe(200)
    expect((await other.me()).status).toBe(401)
    expect((await jar.get('/api/v1/me/sign-in')).json).toMatchObject({
      secondFactor: { on: true, recoveryCodesLeft: 8, needed: false },
    })
  })

  it('is asked for after the password, which alone opens nothing', async () => {
    const { phone } = await withSecondFactor('brightwater')
    const jar = new Jar(w.app)
    expect((await jar.signsIn(people.brightwater.email, password)).json).toEqual({ next: 'code' })
    expect((await jar.me()).status).toBe(401)
    expect(
      (
        await w.sql(`SELECT FROM auth.session s JOIN auth."user" u ON u.id = s."userId" WHERE u.email = $1`, [
          people.brightwater.email,
        ])
      ).length,
    ).toBe(1)
    expect((await jar.givesCode(phone.codeAt(w.now()))).json).toEqual({ next: 'done' })
    expect((await jar.me()).status).toBe(200)
  })

  it('takes each code once, from whichever browser', async () => {
    const { phone } = await withSecondFactor('corvane')
    const [one, other] = [new Jar(w.app), new Jar(w.app, '198.51.100.9')]
    for (const jar of [one, other]) await jar.signsIn(people.corvane.email, password)
    const code = phone.codeAt(w.now())
    const answers = await Promise.all([one.givesCode(code), other.givesCode(code)])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 422])
    later(60)
    const [person] = await w.sql<{ id: string }>('SELECT id FROM auth."user" WHERE email = $1', [people.corvane.email])
    const db = {
      query: async <Row>(sql: string, params: readonly unknown[] = []) =>
        (await w.env.pool.query(sql, [...params])).rows as Row[],
    }
    const next = phone.codeAt(w.now())
    const taken = await Promise.all(Array.from({ length: 8 }, () => useCode(w.env, db, person!.id, next, w.now())))
    expect(taken.filter(Boolean)).toHaveLength(1)
  })

  it('takes a recovery code instead, once', async () => {
    const { codes } = await withSecondFactor('delmar')
    const jar = new Jar(w.app)
    await jar.signsIn(people.delmar.email, password)
    expect((await jar.givesCode(codes[0]!.toUpperCase().replaceAll('-', ' '))).status).toBe(200)
    const again = new Jar(w.app)
    await again.signsIn(people.delmar.email, password)
    expect((await again.givesCode(codes[0]!)).json).toMatchObject({ code: 'refused' })
    expect((await again.givesCode(codes[1]!)).status).toBe(200)
    expect((await again.get('/api/v1/me/sign-in')).json).toMatchObject({ secondFactor: { recoveryCodesLeft: 6 } })
  })

  it('has new recovery codes when its owner asks with password and code: the old ones are void, and the owner hears of it', async () => {
    const { jar, phone, codes } = await withSecondFactor('otherEditor')
    const renew = (code: string) => jar.post('/api/v1/me/second-factor/recovery-codes', { password, code })
    const traces = () =>
      w.sql<object>(
        `SELECT e.action, e.subject_id = e.actor_id AS own, (SELECT count(*)::int FROM parley.email m WHERE m.address = $1 AND m.subject = $2) AS mails
         FROM parley.audit_event e WHERE e.action = 'secondFactor.codesRenewed'`,
        [people.otherEditor.email, 'You have new recovery codes'],
      )
    expect((await renew('123456')).status).toBe(422)
    expect(await traces()).toEqual([])
    const { json } = await renew(phone.codeAt(w.now()))
    expect(await traces()).toEqual([{ action: 'secondFactor.codesRenewed', own: true, mails: 1 }])
    const later = new Jar(w.app)
    await later.signsIn(people.otherEditor.email, password)
    expect((await later.givesCode(codes[0]!)).json).toMatchObject({ code: 'refused' })
    expect((await later.givesCode((json.codes as string[])[0]!)).json).toEqual({ next: 'done' })
  })

  it('is not asked for without the password, nor ten minutes after it', async () => {
    const { phone } = await withSecondFactor('sales')
    expect((await new Jar(w.app).givesCode(phone.codeAt(w.now()))).status).toBe(401)
    const jar = new Jar(w.app)
    await jar.signsIn(people.sales.email, password)
    later(11 * 60)
    expect((await jar.givesCode(phone.codeAt(w.now()))).status).toBe(401)
  })

  it('lets nobody guess: five tries from one place, then a wait', async () => {
    const { phone } = await withSecondFactor('finance')
    const thief = new Jar(w.app, '198.51.100.66')
    await thief.signsIn(people.finance.email, password)
    for (let tries = 0; tries < 5; tries++) expect((await thief.givesCode('000000')).status).toBe(422)
    expect((await thief.givesCode(phone.codeAt(w.now()))).status).toBe(429)
  })

  it('goes off with the password and a code only, and is asked for no more', async () => {
    const { jar, phone, codes } = await withSecondFactor('editor')
    const end = (body: object) => jar.post('/api/v1/me/second-factor/end', body)
    expect((await end({ password: 'wrong', code: codes[0] })).json).toMatchObject({
      errors: [{ pointer: '/password' }],
    })
    expect((await end({ password, code: '123456' })).json).toMatchObject({ errors: [{ pointer: '/code' }] })
    expect((await end({ password, code: phone.codeAt(w.now()) })).status).toBe(204)
    expect((await new Jar(w.app).signsIn(people.editor.email, password)).json).toEqual({ next: 'done' })
  })

  it('is kept so that the database alone makes no codes', async () => {
    const rows = await w.sql<{ secret: string; code_hash: string }>(
      'SELECT f.secret, c.code_hash FROM auth.second_factor f JOIN auth.recovery_code c USING (user_id)',
    )
    expect(rows.length).toBeGreaterThan(8)
    for (const { secret, code_hash } of rows) {
      expect(secret).not.toMatch(/^[A-Z2-7]{32}$/)
      expect(code_hash).toMatch(/^[0-9a-f]{64}$/)
    }
  })
})

describe('somebody who lost the phone and the codes', () => {
  it('gets in with the password after an admin of the company took the second factor off, and hears of it', async () => {
    const { jar } = await withSecondFactor('alderAdmin')
    const [person] = await w.sql<{ id: string }>('SELECT id FROM auth."user" WHERE email = $1', [
      people.alderAdmin.email,
    ])
    const path = `/api/v1/staff/users/${person!.id}/second-factor/end`
    expect((await w.as('approver').fetches(path, { method: 'POST' })).status).toBe(403)
    expect((await w.as('operator').fetches(path, { method: 'POST' })).json).toMatchObject({ secondFactor: false })
    expect((await jar.me()).status).toBe(401)
    expect((await new Jar(w.app).signsIn(people.alderAdmin.email, password)).json).toEqual({ next: 'done' })
    const told = await w.sql(`SELECT FROM parley.email WHERE address = $1 AND subject LIKE '%taken off'`, [
      people.alderAdmin.email,
    ])
    expect(told).toHaveLength(1)
  })
})

describe('where the vendor asks for a second factor', () => {
  const asking = w.anotherInstance({ secondFactor: 'staff' })

  it('staff reach their own account only, until they have one', async () => {
    const jar = new Jar(asking.app)
    await jar.signsIn(people.manager.email, password)
    expect((await jar.me()).json).toMatchObject({ secondFactorNeeded: true })
    expect((await jar.get('/api/v1/staff/queue')).json).toMatchObject({ code: 'secondFactorNeeded', status: 403 })
    const { secret } = (await jar.post('/api/v1/me/second-factor/start', { password })).json
    const phone = new Authenticator(String(secret))
    expect((await jar.post('/api/v1/me/second-factor/confirm', { code: phone.codeAt(w.now()) })).status).toBe(200)
    expect((await jar.get('/api/v1/staff/queue')).status).toBe(200)
    later(60)
    const end = await jar.post('/api/v1/me/second-factor/end', { password, code: phone.codeAt(w.now()) })
    expect(end.json).toMatchObject({ code: 'notAllowed' })
  })

  it('partners go on as before', async () => {
    const jar = new Jar(asking.app)
    await jar.signsIn(people.alderAdmin.email, password)
    expect((await jar.get('/api/v1/partner/home')).status).toBe(200)
  })
})
