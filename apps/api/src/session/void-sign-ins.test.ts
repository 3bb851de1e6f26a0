import { describe, expect, it } from 'vitest'
import { Authenticator, Jar } from '../../../../test/support/browser-jar.ts'
import { mailedLinks } from '../../../../test/support/invited.ts'
import { type PersonName, password, people } from '../../../../test/support/program.ts'
import { skipPauses } from '../../../../test/support/skip-pauses.ts'
import { world } from '../../../../test/support/world.ts'

const w = await world()
skipPauses(w.env)
const later = (minutes: number) => w.travelTo(new Date(w.now().getTime() + minutes * 60_000).toISOString())
const fresh = 'eleven purple umbrellas'

const signedIn = async (name: PersonName, address?: string, as = password) => {
  const jar = new Jar(w.app, address)
  expect((await jar.signsIn(people[name].email, as)).status).toBe(200)
  return jar
}
const changes = (jar: Jar, from: string, to: string) => jar.put('/api/v1/me/password', { current: from, password: to })
const resetLink = async (name: PersonName) => {
  const { email } = people[name]
  expect((await new Jar(w.app).post('/api/v1/password-reset/ask', { email })).status).toBe(204)
  return (await mailedLinks(w, email, 'passwordReset')).at(-1)!.split('#')[1]!
}
const resets = (token: string, chosen: string, jar = new Jar(w.app)) =>
  jar.post('/api/v1/password-reset/set', { token, password: chosen })
const starts = async (jar: Jar) => {
  const { json } = await jar.post('/api/v1/me/second-factor/start', { password })
  return new Authenticator(String(json.secret))
}
const confirms = (jar: Jar, phone: Authenticator) =>
  jar.post('/api/v1/me/second-factor/confirm', { code: phone.codeAt(w.now()) })

/** Somebody who knows the password signs in again and again, on many devices at once, while `work` runs. Ends in those who got in. */
async function whileAThiefSignsIn(name: PersonName, work: () => Promise<unknown>): Promise<Jar[]> {
  const inside: Jar[] = []
  let over = false
  const thieves = Array.from({ length: 4 }, async (_, thief) => {
    for (let number = 0; !over; number++) {
      const jar = new Jar(w.app, `198.51.${thief}.${number % 250}`)
      const { status, json } = await jar.signsIn(people[name].email, password)
      if (status === 200 && json.next === 'done') inside.push(jar)
    }
  })
  await work().finally(() => {
    over = true
  })
  await Promise.all(thieves)
  return inside
}
const stillInside = async (jars: readonly Jar[]) =>
  (await Promise.all(jars.map((jar) => jar.me()))).filter(({ status }) => status === 200).length

describe('sign-ins that are on their way', () => {
  it.each(['alder', 'brightwater', 'corvane', 'delmar'] as const)(
    'with the old password lead nowhere once it is changed: %s',
    async (name) => {
      const owner = await signedIn(name)
      const inside = await whileAThiefSignsIn(name, async () => {
        expect((await changes(owner, password, fresh)).status).toBe(204)
      })
      expect(await stillInside(inside)).toBe(0)
      expect((await owner.me()).status).toBe(200)
    },
  )

  it.each(['sales', 'editor', 'finance'] as const)(
    'lead nowhere without a code once one is asked for: %s',
    async (name) => {
      const owner = await signedIn(name)
      const phone = await starts(owner)
      const inside = await whileAThiefSignsIn(name, async () => {
        expect((await confirms(owner, phone)).status).toBe(200)
      })
      expect(await stillInside(inside)).toBe(0)
    },
  )

  it('wait for no code after the password was changed, or set anew by mail', async () => {
    const owner = await signedIn('manager')
    const phone = await starts(owner)
    await confirms(owner, phone)
    later(2)
    const halfway = async (as: string) => {
      const thief = new Jar(w.app, '198.51.100.7')
      expect((await thief.signsIn(people.manager.email, as)).json).toEqual({ next: 'code' })
      return thief
    }
    const first = await halfway(password)
    expect((await changes(owner, password, fresh)).status).toBe(204)
    expect((await first.givesCode(phone.codeAt(w.now()))).status).toBe(401)
    const second = await halfway(fresh)
    expect((await resets(await resetLink('manager'), 'nine green lanterns')).status).toBe(204)
    later(2)
    expect((await second.givesCode(phone.codeAt(w.now()))).status).toBe(401)
  })
})

describe('a link to a new password', () => {
  it('is void once the password is changed another way', async () => {
    const token = await resetLink('approver')
    expect((await changes(await signedIn('approver'), password, fresh)).status).toBe(204)
    expect((await resets(token, 'nine green lanterns')).status).toBe(422)
  })

  it('is void for somebody who was shut out, also once they are let in again', async () => {
    const token = await resetLink('otherApprover')
    const operator = await signedIn('operator')
    const [found] = await w.sql<{ id: string }>('SELECT id FROM auth."user" WHERE email = $1', [
      people.otherApprover.email,
    ])
    for (const enabled of [false, true])
      expect((await operator.put(`/api/v1/staff/users/${found!.id}/access`, { enabled })).status).toBe(200)
    expect((await resets(token, fresh)).status).toBe(422)
  })

  it('lets its owner in on a new device, however many strangers guess', async () => {
    await Promise.all(
      Array.from({ length: 105 }, (_, number) =>
        new Jar(w.app, `192.0.2.${number}`).signsIn(people.otherEditor.email, 'a wrong guess at it'),
      ),
    )
    const owner = new Jar(w.app, '203.0.113.200')
    expect((await owner.signsIn(people.otherEditor.email, password)).status).toBe(429)
    expect((await resets(await resetLink('otherEditor'), fresh, owner)).status).toBe(204)
    expect((await owner.signsIn(people.otherEditor.email, fresh)).status).toBe(200)
  })
})

describe('guesses at a code', () => {
  it('from everywhere at once are as few as one after the other', async () => {
    const owner = await signedIn('alderAdmin')
    const phone = await starts(owner)
    await confirms(owner, phone)
    later(2)
    const thief = new Jar(w.app, '198.51.100.30')
    expect((await thief.signsIn(people.alderAdmin.email, password)).json).toEqual({ next: 'code' })
    const tries = await Promise.all(
      Array.from({ length: 120 }, (_, number) => {
        const jar = new Jar(w.app, `198.18.${number}.1`)
        for (const [cookie, value] of thief.cookies) jar.cookies.set(cookie, value)
        return jar.givesCode('000000')
      }),
    )
    expect(tries.filter(({ status }) => status !== 429)).toHaveLength(30)
    // Its own device is none of those.
    await owner.post('/api/auth/sign-out')
    expect((await owner.signsIn(people.alderAdmin.email, password)).json).toEqual({ next: 'code' })
    later(2)
    expect((await owner.givesCode(phone.codeAt(w.now()))).status).toBe(200)
  })

  it('aren’t multiplied by devices that were let in before a code was asked for', async () => {
    later(61)
    const name = 'alder'
    const devices = [await signedIn(name, '198.51.100.1', fresh), await signedIn(name, '198.51.100.2', fresh)]
    const owner = await signedIn(name, '203.0.113.5', fresh)
    const { json } = await owner.post('/api/v1/me/second-factor/start', { password: fresh })
    const phone = new Authenticator(String(json.secret))
    expect((await confirms(owner, phone)).status).toBe(200)
    later(2)
    for (const device of devices) {
      expect((await device.signsIn(people[name].email, fresh)).json).toEqual({ next: 'code' })
      for (let tries = 0; tries < 5; tries++) expect((await device.givesCode('000000')).status).toBe(422)
    }
    // Both count as strangers now: of thirty guesses from elsewhere, twenty are left.
    const thief = devices[0]!
    const tries = await Promise.all(
      Array.from({ length: 40 }, (_, number) => {
        const jar = new Jar(w.app, `198.18.${number}.2`)
        for (const [cookie, value] of thief.cookies) jar.cookies.set(cookie, value)
        return jar.givesCode('000000')
      }),
    )
    expect(tries.filter(({ status }) => status === 422)).toHaveLength(20)
    expect((await owner.signsIn(people[name].email, fresh)).json).toEqual({ next: 'code' })
  })
})
