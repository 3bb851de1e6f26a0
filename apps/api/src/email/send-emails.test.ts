import { delivery } from '@parley/contract/routes/delivery'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { openMailServer } from '../../../../test/support/mail-server.ts'
import { world } from '../../../../test/support/world.ts'
import { systemActor } from '../context.ts'
import { inTransaction } from '../transaction.ts'
import { openMailer } from './mailer.ts'
import { noteMailServer } from './note-mail-server.ts'
import { type EmailToQueue, queueEmail } from './queue-email.ts'
import { sendEmails } from './send-emails.ts'

const w = await world()
const post = await openMailServer()
afterAll(() => post.close())
const place = { vendorName: 'Northwind Systems', publicUrl: 'https://deals.northwind.example' }
const mailer = openMailer(post.settings, place)
const impatient = openMailer(post.settings, place, { connect: 20_000, greeting: 20_000, silence: 1500 })

beforeEach(async () => {
  post.treats(() => 'take')
  await w.sql('DELETE FROM parley.email')
  post.taken.length = 0
  post.tries.length = 0
})

let number = 0
const queue = (over: Partial<EmailToQueue> = {}) =>
  inTransaction(w.env, systemActor, (ctx) =>
    queueEmail(ctx, {
      to: 'ada@alder.example',
      subject: 'Choose a password',
      lines: ['Somebody invited you.'],
      link: { words: 'Choose a password', url: '/welcome?token=secret-token' },
      kind: 'invitation',
      once: `test ${number++}`,
      ...over,
    }),
  )
type State = { tries: number; sent: boolean; givenUp: boolean; reason: string | null; wiped: boolean }
const states = () =>
  w.sql<State>(`SELECT attempts AS tries, sent_at IS NOT NULL AS sent, given_up_at IS NOT NULL AS "givenUp", last_error AS reason,
    lines IS NULL AND link_url IS NULL AS wiped FROM parley.email ORDER BY seq`)
const minutesLater = (minutes: number) => w.travelTo(new Date(w.now().getTime() + minutes * 60_000).toISOString())

test('an e-mail leaves once, whoever asks for it how often, and its text is wiped', async () => {
  await queue({ once: 'invited' })
  await queue({ once: 'invited', subject: 'Again' })
  const other = w.anotherInstance()
  await Promise.all([sendEmails(w.env, mailer), sendEmails(other.env, mailer), sendEmails(w.env, mailer)])
  expect(post.taken.map(({ mail }) => mail.subject)).toEqual(['Choose a password'])
  expect(await states()).toEqual([{ tries: 1, sent: true, givenUp: false, reason: null, wiped: true }])
})

test('a link that lets somebody in can’t be read while it waits; it arrives as it was', async () => {
  const url = 'https://deals.northwind.example/set-password#the-token-of-ada'
  await queue({ link: { words: 'Choose a password', url } })
  await queue({ to: 'bea@brightwater.example', link: { words: 'Choose a password', url } })
  const kept = await w.sql<{ row: string; link: string }>(
    'SELECT to_jsonb(e)::text AS row, link_url AS link FROM parley.email e',
  )
  for (const { row } of kept) expect(row).not.toMatch(/set-password|the-token-of-ada/)
  expect(kept[0]!.link).not.toBe(kept[1]!.link)
  // Put under another e-mail, it opens nothing: it would be sent to somebody else.
  await w.sql('UPDATE parley.email SET link_url = $1 WHERE address = $2', [kept[0]!.link, 'bea@brightwater.example'])
  expect(await sendEmails(w.env, mailer)).toMatchObject({ sent: 1, givenUp: 1 })
  expect(post.taken.map(({ to }) => to)).toEqual([['ada@alder.example']])
  expect(post.taken[0]!.mail.text).toContain(url)
})

test('a link that was sealed with another PARLEY_SECRET is given up, and says so', async () => {
  await queue({ link: { words: 'Choose a password', url: '/set-password#the-token-of-ada' } })
  const changed = { ...w.env, derivedKeys: () => [Buffer.alloc(32)] as const }
  expect(await sendEmails(changed, mailer)).toMatchObject({ sent: 0, givenUp: 1 })
  expect((await states())[0]!.reason).toMatch(/another PARLEY_SECRET/)
})

test('a server that is busy (4xx) is tried again later, the same message', async () => {
  await queue()
  post.treats(() => ({ at: 'DATA', code: 451, words: 'Try again later' }))
  expect(await sendEmails(w.env, mailer)).toMatchObject({ sent: 0, putOff: 1 })
  expect((await states())[0]).toMatchObject({ sent: false, givenUp: false, reason: expect.stringContaining('451') })
  post.treats(() => 'take')
  expect(await sendEmails(w.env, mailer)).toMatchObject({ sent: 0, putOff: 0 })
  minutesLater(2)
  expect(await sendEmails(w.env, mailer)).toMatchObject({ sent: 1 })
  expect(post.taken).toHaveLength(1)
})

test.each(['RCPT', 'DATA'] as const)(
  'a refusal (5xx) at %s is final: the reason is kept, and the text for another try',
  async (at) => {
    await queue()
    post.treats(() => ({ at, code: 550, words: 'No such user here' }))
    expect(await sendEmails(w.env, mailer)).toMatchObject({ givenUp: 1, away: null })
    minutesLater(1000)
    expect(await sendEmails(w.env, mailer)).toMatchObject({ sent: 0, givenUp: 0 })
    expect(post.tries).toHaveLength(1)
    expect(await states()).toEqual([
      { tries: 1, sent: false, givenUp: true, reason: 'The mail server said: 550 No such user here', wiped: false },
    ])
  },
)

test.each([
  ['hangs up in DATA', 'cut' as const],
  ['falls silent in DATA', { afterMs: 2500 }],
])('a server that %s is asked again later, and gets the same message', async (_, treatment) => {
  await queue()
  post.treats(() => treatment)
  expect(await sendEmails(w.env, impatient)).toMatchObject({
    sent: 0,
    putOff: 1,
    away: expect.stringContaining('The mail server'),
  })
  post.treats(() => 'take')
  minutesLater(2)
  expect(await sendEmails(w.env, mailer)).toMatchObject({ sent: 1 })
  // The silent one took it after all, when nobody listened any more.
  await expect.poll(() => post.taken.length, { timeout: 5000 }).toBe(treatment === 'cut' ? 1 : 2)
  const ids = new Set(post.taken.map(({ mail }) => mail.messageId))
  expect(ids.size).toBe(1)
})

test('what a worker sent that was killed before it noted so goes out again with the same Message-ID, and no third time', async () => {
  await queue()
  post.treats(() => 'takeAndCut')
  await sendEmails(w.env, mailer)
  await w.sql(
    `UPDATE parley.email SET leased_until = now() + interval '1 hour', leased_by = gen_random_uuid(), next_attempt_at = created_at`,
  )
  post.treats(() => 'take')
  expect(await sendEmails(w.env, mailer)).toMatchObject({ sent: 0 })
  await w.sql(`UPDATE parley.email SET leased_until = now() - interval '1 second'`)
  const other = w.anotherInstance()
  await Promise.all([sendEmails(w.env, mailer), sendEmails(other.env, mailer)])
  expect(post.taken).toHaveLength(2)
  expect(new Set(post.taken.map(({ mail }) => mail.messageId)).size).toBe(1)
})

test('of one record a person reads the first e-mail first, even when it had to be tried again', async () => {
  const about = w.env.newId()
  await queue({ about, subject: 'First' })
  await queue({ about, subject: 'Second' })
  await queue({ about, subject: 'To somebody else', to: 'amir@alder.example' })
  let tries = 0
  post.treats((to) => (to.startsWith('ada') && tries++ === 0 ? { at: 'DATA', code: 421, words: 'Busy' } : 'take'))
  await sendEmails(w.env, mailer)
  expect(post.taken.map(({ mail }) => mail.subject)).toEqual(['To somebody else'])
  minutesLater(2)
  await sendEmails(w.env, mailer)
  expect(post.taken.map(({ mail }) => mail.subject)).toEqual(['To somebody else', 'First', 'Second'])
})

test('a notice that waited for more than a week isn’t news any more; an invitation is', async () => {
  await queue({ kind: 'partner.answer', subject: 'Approved' })
  await queue({ kind: 'invitation', subject: 'Welcome' })
  minutesLater(8 * 24 * 60)
  expect(await sendEmails(w.env, mailer)).toMatchObject({ sent: 1, givenUp: 1 })
  expect(post.taken.map(({ mail }) => mail.subject)).toEqual(['Welcome'])
})

test('a notice that was given up for its age goes when an operator sends it again, also if the server is busy first', async () => {
  await queue({ kind: 'partner.answer', subject: 'Approved' })
  minutesLater(30 * 24 * 60)
  expect(await sendEmails(w.env, mailer)).toMatchObject({ sent: 0, givenUp: 1 })
  const { emailsGivenUp } = await w.as('operator').does(delivery.state, {})
  expect(emailsGivenUp).toMatchObject([{ canRetry: true, reason: expect.stringContaining('more than a week') }])
  await w.as('operator').does(delivery.retryEmail, { params: { id: emailsGivenUp[0]!.id } })
  post.treats(() => ({ at: 'DATA', code: 451, words: 'Try again later' }))
  expect(await sendEmails(w.env, mailer)).toMatchObject({ putOff: 1, givenUp: 0 })
  post.treats(() => 'take')
  minutesLater(2)
  expect(await sendEmails(w.env, mailer)).toMatchObject({ sent: 1, givenUp: 0 })
  expect(post.taken.map(({ mail }) => mail.subject)).toEqual(['Approved'])
})

test('a notice that was tried, and then lay for a week because nobody sent any, isn’t news either', async () => {
  await queue({ kind: 'partner.answer', subject: 'Approved' })
  post.treats(() => ({ at: 'DATA', code: 451, words: 'Try again later' }))
  expect(await sendEmails(w.env, mailer)).toMatchObject({ putOff: 1 })
  post.treats(() => 'take')
  minutesLater(8 * 24 * 60)
  expect(await sendEmails(w.env, mailer)).toMatchObject({ sent: 0, givenUp: 1 })
})

test('a subject can’t begin a header, and a line can’t end the message', async () => {
  await queue({ subject: 'Hello\r\nBcc: eve@evil.example', lines: ['One', '.\r\nMAIL FROM:<eve@evil.example>\r\n.'] })
  await sendEmails(w.env, mailer)
  const [one, ...more] = post.taken
  expect(more).toEqual([])
  expect(one!.mail.bcc ?? []).toEqual([])
  expect(one!.to).toEqual(['ada@alder.example'])
  expect(one!.mail.text).toContain('MAIL FROM:<eve@evil.example>')
})

test.each([
  'ada@alder.example, eve@evil.example',
  'ada@alder.example\r\nBcc: eve@evil.example',
  'Ada <ada@alder.example>',
  'ada',
])('no e-mail is written to “%s”', async (to) => {
  await expect(queue({ to })).rejects.toThrow('one plain address')
  expect(await states()).toEqual([])
})

test('nobody but the system reads what an e-mail says, and a partner’s session none of it', async () => {
  await queue()
  const seen = async (audience: 'partner' | 'staff') => {
    const actor = { ...systemActor, audience, partnerId: audience === 'partner' ? w.partners.alder.id : null }
    return inTransaction(w.env, actor, async ({ tx }) => ({
      emails: await tx.query('SELECT * FROM email'),
      states: await tx.query('SELECT * FROM email_state'),
    }))
  }
  expect(await seen('partner')).toEqual({ emails: [], states: [] })
  const { emails, states: shown } = await seen('staff')
  expect(emails).toEqual([])
  expect(JSON.stringify(shown)).toContain('ada@alder.example')
  expect(JSON.stringify(shown)).not.toContain('secret-token')
})

test('operators read in words how the mail server stands, whichever process asked it', async () => {
  const words = async () => (await w.as('operator').does(delivery.state, {})).mail.words
  await queue()
  expect(await words()).toBe(
    '1 e-mail waits, because no mail server is set. They leave once PARLEY_SMTP_URL and PARLEY_MAIL_FROM are.',
  )
  await noteMailServer(w.env, 'The mail server can’t be reached, or hung up (connect ECONNREFUSED).')
  expect(await words()).toContain('1 e-mail waits. The mail server can’t be reached')
  await noteMailServer(w.env, null)
  expect(await words()).toBe('1 e-mail is on the way.')
  await sendEmails(w.env, mailer)
  expect(await words()).toBe('Every e-mail has left.')
})
