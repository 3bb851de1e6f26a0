import { dictionary } from '@zxcvbn-ts/language-common'
import { describe, expect, it } from 'vitest'
import { Jar } from '../../../../test/support/browser-jar.ts'
import { type PersonName, password, people } from '../../../../test/support/program.ts'
import { skipPauses } from '../../../../test/support/skip-pauses.ts'
import { world } from '../../../../test/support/world.ts'
import { isCommonPassword } from './common-passwords.ts'
import { assertGoodPassword } from './password-rules.ts'

const w = await world()
const { readings } = skipPauses(w.env)
const guess = (name: PersonName, jar: Jar) => jar.signsIn(people[name].email, 'a wrong guess at it')
const minutes = (count: number) => w.travelTo(new Date(w.now().getTime() + count * 60_000).toISOString())

describe('guessing at a password', () => {
  it('stops after ten from one place, in all processes together', async () => {
    const other = w.anotherInstance()
    const places = [new Jar(w.app, '198.51.100.1'), new Jar(other.app, '198.51.100.1')]
    for (let tries = 0; tries < 10; tries++) expect((await guess('alder', places[tries % 2]!)).status).toBe(401)
    for (const jar of places) {
      const answer = await jar.signsIn(people.alder.email, password)
      expect(answer.status).toBe(429)
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(600)
    }
    minutes(16)
    expect((await places[0]!.signsIn(people.alder.email, password)).status).toBe(200)
  })

  it('stops even when all guesses come at the same moment', async () => {
    const guesses = Array.from({ length: 30 }, () => guess('brightwater', new Jar(w.app, '198.51.100.2')))
    const refused = (await Promise.all(guesses)).filter(({ status }) => status === 401)
    expect(refused.length).toBeLessThanOrEqual(10)
  })

  it('from everywhere keeps its owner out of nothing, on a device that was used before', async () => {
    const mina = new Jar(w.app, '203.0.113.77')
    await mina.signsIn(people.manager.email, password)
    await mina.post('/api/auth/sign-out')
    await Promise.all(Array.from({ length: 110 }, (_, number) => guess('manager', new Jar(w.app, `192.0.2.${number}`))))
    const stranger = await new Jar(w.app, '192.0.2.250').signsIn(people.manager.email, password)
    expect(stranger.status).toBe(429)
    expect((await mina.signsIn(people.manager.email, password)).status).toBe(200)
    // The same cookie says nothing about anybody else.
    for (let tries = 0; tries < 10; tries++) await guess('sales', mina)
    expect((await mina.signsIn(people.sales.email, password)).status).toBe(429)
    expect((await new Jar(w.app, '203.0.113.78').signsIn(people.sales.email, password)).status).toBe(200)
  })

  it('at many people from one address stops too', async () => {
    minutes(61)
    const thief = new Jar(w.app, '198.51.100.99')
    for (let tries = 0; tries < 200; tries += 20) {
      await Promise.all(
        Array.from({ length: 20 }, (_, each) => thief.signsIn(`person${tries + each}@example.com`, 'Autumn leaves 26')),
      )
    }
    expect((await thief.signsIn(people.finance.email, password)).status).toBe(429)
    expect((await new Jar(w.app, '203.0.113.9').signsIn(people.finance.email, password)).status).toBe(200)
  })

  it('leaves neither names nor addresses behind, and old counts go', async () => {
    const kept = await w.sql<{ key: string }>('SELECT key FROM auth.attempt')
    expect(kept.every(({ key }) => /^[0-9a-f]{64}$/.test(key))).toBe(true)
    minutes(120)
    for (let tries = 0; tries < 3; tries++) await guess('editor', new Jar(w.app, '203.0.113.3'))
    expect((await w.sql('SELECT FROM auth.attempt WHERE until < $1', [w.now()])).length).toBeLessThan(kept.length)
  })

  it('is refused on steps of time: how long it took doesn’t tell whether there is such a person', async () => {
    for (const email of [people.otherEditor.email, 'nobody@example.com']) {
      readings.length = 0
      expect((await new Jar(w.app, '203.0.113.4').signsIn(email, 'a wrong guess at it')).status).toBe(401)
      expect(Math.floor(readings.at(-1)! - readings[0]!) % 100).toBe(0)
    }
  })

  it('is on record for people only, and without what was typed', async () => {
    const events = await w.sql<{ actor_name: string; details: object }>(
      `SELECT actor_name, details FROM parley.audit_event WHERE action = 'session.refused'`,
    )
    expect(events.length).toBeGreaterThan(20)
    expect(JSON.stringify(events)).not.toMatch(/wrong guess|Autumn leaves|example\.com/)
  })
})

describe('a password that many use', () => {
  it.each([
    'password1234',
    'Passw0rd!2026',
    'qwertyuiop12',
    '123456789012',
    '1q2w3e4r5t6y',
    'iloveyouforever',
    'aaaaaaaaaaaaaa',
    'abcabcabcabc',
    'Welcome2026!!',
    'Liverpool1892!',
    'letmeinletmein',
    'qazwsxedcrfv',
    'adminadmin123',
    'Summer2026Summer',
    'superman12345',
    'parleypassword',
    'zxcvbnmasdfgh',
    'trustno1trustno1',
  ])('is known as one: %s', (common) => expect(isCommonPassword(common)).toBe(true))

  it('is refused when it is among the 49,000 that people choose most', () => {
    const commonest = dictionary['passwords-common']
    expect(commonest.length).toBeGreaterThan(49_000)
    const whose = { name: 'Nobody Else', email: 'nobody@else.example' }
    const taken = commonest.filter((each) => {
      try {
        assertGoodPassword(each, whose)
        return true
      } catch {
        return false
      }
    })
    expect(taken).toEqual([])
  })

  it.each([
    'eleven purple umbrellas',
    'a long enough password',
    'correct horse battery staple',
    'vgT4-kk2p-9QxM',
    'Der Zug nach Kiel fährt 7:42',
    '雨が降る前に洗濯物を取り込む',
    'mocha lantern gravity 88',
  ])('is told from a good one: %s', (good) => expect(isCommonPassword(good)).toBe(false))
})
