import type { AddressInfo } from 'node:net'
import { mailSettings } from '@parley/db/mail-settings'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { openMailer } from './mailer.ts'

/** A mail server without TLS, which takes any password and notes it. */
const heard: string[] = []
let taken = 0
const server = new SMTPServer({
  disabledCommands: ['STARTTLS'],
  allowInsecureAuth: true,
  logger: false,
  onAuth({ password }, _session, done) {
    heard.push(password ?? '')
    done(null, { user: 'parley' })
  },
  onData(stream, _session, done) {
    stream.resume()
    stream.once('end', () => {
      taken++
      done()
    })
  },
})
let port: number
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  port = (server.server.address() as AddressInfo).port
})
beforeEach(() => {
  heard.length = 0
  taken = 0
})
afterAll(() => new Promise<void>((resolve) => server.close(() => resolve())))

/** What the address asks for, sent to the server of this test. */
const send = (url: string) => {
  const settings = mailSettings({ PARLEY_SMTP_URL: url, PARLEY_MAIL_FROM: 'deals@northwind.example' })!
  const mailer = openMailer(
    { ...settings, host: '127.0.0.1', port },
    { vendorName: 'Northwind', publicUrl: 'http://x' },
  )
  const email = {
    ...{
      id: '0190b0e8-0000-7000-8000-000000000000',
      address: 'ada@alder.example',
      subject: 'Hello',
      kind: 'invitation',
    },
    ...{ lines: ['Somebody invited you.'], linkWords: null, linkUrl: null },
  }
  return mailer.send(email, AbortSignal.timeout(10_000))
}

test('a password is never said to a mail server without TLS, and the reason says what to do', async () => {
  const tried = await send('smtp://parley:hunter2@mail.example.com')
  expect(tried).toMatchObject({ result: 'away', reason: expect.stringContaining('?tls=optional') })
  expect([heard, taken]).toEqual([[], 0])
})

test('it is said where the installation allows it, or on this machine', async () => {
  expect(await send('smtp://parley:hunter2@mail.example.com?tls=optional')).toEqual({ result: 'sent' })
  expect(await send('smtp://parley:hunter2@127.0.0.1')).toEqual({ result: 'sent' })
  expect([heard, taken]).toEqual([['hunter2', 'hunter2'], 2])
})

test('TLS is asked for when there is a password to keep, or when that is said', () => {
  const required = (url: string) =>
    mailSettings({ PARLEY_SMTP_URL: url, PARLEY_MAIL_FROM: 'deals@northwind.example' })!.requireTls
  expect(required('smtp://u:p@mail.example.com')).toBe(true)
  expect(required('smtp://mail.example.com?tls=required')).toBe(true)
  expect(required('smtp://mail.example.com')).toBe(false)
  expect(required('smtp://u:p@localhost:2525')).toBe(false)
  expect(required('smtps://u:p@mail.example.com')).toBe(false) // TLS from the first byte
})
