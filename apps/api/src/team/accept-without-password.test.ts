import { createApp } from '@parley/api/app'
import { createEnv } from '@parley/api/context'
import { invitations, users } from '@parley/contract/routes/team'
import { ordinarySignIn, type SignInSettings } from '@parley/db/sign-in-settings'
import { pino } from 'pino'
import { expect, it } from 'vitest'
import { newPassword, tokenOf } from '../../../../test/support/invited.ts'
import { Someone } from '../../../../test/support/someone.ts'
import { world } from '../../../../test/support/world.ts'

const w = await world()
const provider = {
  issuer: 'http://127.0.0.1:9',
  clientId: 'parley',
  clientSecret: 'kept',
  name: 'Northwind ID',
}

/** The same program where people sign in at a provider, beside their passwords or in their stead. */
function strangerWhere(signIn: Partial<SignInSettings>) {
  const env = createEnv({
    appPool: w.env.pool,
    secret: 'a secret for tests of at least 32 characters',
    publicUrl: 'http://localhost',
    clock: w.now,
    passwordCost: { N: 16, r: 8, p: 1 },
    logger: pino({ level: 'silent' }),
    signIn: { ...ordinarySignIn, ...signIn },
  })
  return new Someone(createApp(env), null, '')
}
const invite = async (name: string) => {
  const body = { name, email: `${name}@northwind.example`, role: 'finance' as const, partnerId: null }
  return tokenOf((await w.as('operator').does(users.invite, { body })).link)
}
const passwordsOf = (email: string) =>
  w.sql(
    `SELECT a.id FROM auth.account a JOIN auth."user" u ON u.id = a."userId" WHERE u.email = $1 AND a.password IS NOT NULL`,
    [email],
  )

it('where people sign in at a provider, whoever is invited needs no password', async () => {
  const stranger = strangerWhere({ provider })
  const token = await invite('pim')
  expect(await stranger.does(invitations.look, { body: { token } })).toMatchObject({
    signInWith: 'Northwind ID',
    withPassword: true,
  })
  await stranger.does(invitations.accept, { body: { token, name: 'Pim Vos' } })
  expect(await passwordsOf('pim@northwind.example')).toEqual([])
})

it('where they sign in there only, a password that is sent is not kept', async () => {
  const stranger = strangerWhere({ provider, password: false })
  const token = await invite('lou')
  expect((await stranger.does(invitations.look, { body: { token } })).withPassword).toBe(false)
  await stranger.does(invitations.accept, { body: { token, name: 'Lou Vos', password: newPassword } })
  expect(await passwordsOf('lou@northwind.example')).toEqual([])
})
