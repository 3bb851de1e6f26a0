import { expect, test } from 'vitest'
import { SettingError } from './settings.ts'
import { readSignInSettings } from './sign-in-settings.ts'

const refusal = (env: Record<string, string>) => {
  try {
    readSignInSettings(env)
  } catch (error) {
    if (error instanceof SettingError) return error.message
    throw error
  }
  return 'accepted'
}
const provider = {
  PARLEY_OIDC_ISSUER: 'https://id.example.com/',
  PARLEY_OIDC_CLIENT_ID: 'parley',
  PARLEY_OIDC_CLIENT_SECRET: 'a secret',
}

test('without any variable people sign in with a password, and a second factor is theirs to choose', () => {
  expect(readSignInSettings({})).toEqual({
    password: true,
    provider: null,
    secondFactor: 'optional',
    idleMinutes: 720,
    sessionHours: 168,
  })
})

test('a provider is named by its host unless it is given a name', () => {
  expect(readSignInSettings(provider).provider).toEqual({
    issuer: 'https://id.example.com',
    clientId: 'parley',
    clientSecret: 'a secret',
    name: 'id.example.com',
  })
  expect(readSignInSettings({ ...provider, PARLEY_OIDC_NAME: 'Northwind ID' }).provider?.name).toBe('Northwind ID')
})

test('nobody is left without a way in', () => {
  expect(refusal({ PARLEY_LOCAL_SIGN_IN: 'off' })).toMatch(/nobody could sign in/)
  expect(refusal({ ...provider, PARLEY_LOCAL_SIGN_IN: 'off' })).toBe('accepted')
})

test('half a provider is refused with the names of what is missing', () => {
  expect(refusal({ PARLEY_OIDC_ISSUER: 'https://id.example.com' })).toMatch(
    /^PARLEY_OIDC_CLIENT_ID and PARLEY_OIDC_CLIENT_SECRET must be set/,
  )
})

test('a provider is reached by https, or on this machine', () => {
  expect(refusal({ ...provider, PARLEY_OIDC_ISSUER: 'http://id.example.com' })).toMatch(/^PARLEY_OIDC_ISSUER is/)
  expect(refusal({ ...provider, PARLEY_OIDC_ISSUER: 'http://127.0.0.1:4000' })).toBe('accepted')
})

test('the second factor is optional, or for staff, or for everybody', () => {
  expect(readSignInSettings({ PARLEY_SECOND_FACTOR: 'staff' }).secondFactor).toBe('staff')
  expect(refusal({ PARLEY_SECOND_FACTOR: 'yes' })).toMatch(/optional, staff or everybody/)
})
