import { openMailer } from '@parley/api/email/mailer'
import { sendEmails } from '@parley/api/email/send-emails'
import { remindOfAnswers } from '@parley/api/jobs/remind-of-answers'
import { dispatch } from '@parley/api/outbox/dispatch'
import { inTransaction } from '@parley/api/transaction'
import { type NotificationChannel, type NotificationKind, notificationKinds } from '@parley/contract/notifications'
import { notifications } from '@parley/contract/routes/notifications'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { aDeal } from '../support/factories.ts'
import { openMailServer } from '../support/mail-server.ts'
import { type PersonName, people } from '../support/program.ts'
import { world } from '../support/world.ts'

const w = await world()
const other = w.anotherInstance()
const post = await openMailServer()
afterAll(() => post.close())
const mailer = openMailer(post.settings, { vendorName: 'Northwind Systems', publicUrl: 'https://deals.example' })

beforeEach(async () => {
  await w.sql('DELETE FROM parley.notification')
  await w.sql('DELETE FROM parley.email')
  await w.sql('DELETE FROM parley.notification_setting')
  post.taken.length = 0
})

/** Two processes tell and send, each more than once, at the same time. */
async function everythingIsTold() {
  await Promise.all([dispatch(w.env), dispatch(other.env), dispatch(w.env), dispatch(other.env)])
  await Promise.all([sendEmails(w.env, mailer), sendEmails(other.env, mailer), sendEmails(other.env, mailer)])
}
const noticesOf = async (name: PersonName) => (await w.as(name).does(notifications.list, {})).items
const titlesOf = async (name: PersonName) => (await noticesOf(name)).map(({ title }) => title)
const mailsTo = (name: PersonName) => post.takenFor(people[name].email).map(({ mail }) => mail.subject)
const chooses = (name: PersonName, kind: NotificationKind, channel: NotificationChannel) =>
  w.as(name).does(notifications.saveSettings, { body: { kinds: [{ kind, channel }] } })
const large = (name: string) => aDeal({ account: { name }, deal: { amountMinor: 90_000_000 } })

describe('an answer', () => {
  test('reaches who registered and the partner’s admin: once in the app and once by e-mail, with the way to the record', async () => {
    const { summary } = await w.as('alder').registers(aDeal({ account: { name: 'Quarry Hill Freight' } }))
    await everythingIsTold()
    for (const name of ['alder', 'alderAdmin'] as const) {
      expect(await titlesOf(name)).toEqual(['Approved: Quarry Hill Freight'])
      expect(mailsTo(name)).toEqual(['Approved: Quarry Hill Freight'])
    }
    const [notice] = await noticesOf('alder')
    expect(notice).toMatchObject({ kind: 'answer', path: `/registrations/${summary.id}`, readAt: null })
    const [one] = post.takenFor(people.alder.email)
    expect(one!.mail).toMatchObject({
      from: { name: 'Northwind Deals', address: 'deals@northwind.example' },
      to: [{ address: people.alder.email }],
    })
    expect(one!.mail.text).toContain(`https://deals.example/registrations/${summary.id}`)
    for (const line of notice!.lines) expect(one!.mail.text).toContain(line)
    expect(one!.raw).toMatch(/^List-Unsubscribe: <https:\/\/deals\.example\/notifications\/settings>/im)
    expect(one!.raw).not.toMatch(/<img|src=|url\(/i)
  })

  test('names days and amounts as whoever opens it writes them, however it was first told', async () => {
    await w.as('alder').registers(large('Solent Lines'))
    await w.as('alder').registers(aDeal({ account: { name: 'Humber Cranes' } }))
    await everythingIsTold()
    const told = async (name: PersonName, language: string) => {
      const headers = { cookie: await w.as(name).cookie(), 'accept-language': language }
      const answer = await w.app.request('/api/v1/notifications?limit=30', { headers })
      return JSON.stringify(await answer.json())
    }
    expect(await told('manager', 'en-US')).toMatch(/\$900,000/)
    expect(await told('manager', 'en-CA')).toMatch(/US\$900,000/)
    expect(await told('alder', 'en-US')).toMatch(/Protected until the end of [A-Z][a-z]+ \d+, 20/)
    expect(await told('alder', 'en-GB')).toMatch(/Protected until the end of \d+ [A-Z][a-z]+ 20/)
    const mails = post.takenFor(people.alder.email).map(({ mail }) => `${mail.subject} ${mail.text}`)
    expect(mails.join(' ')).toMatch(/Protected until the end of [A-Z][a-z]+ \d+, 20/)
    expect(mails.join(' ') + (await told('manager', 'en-GB'))).not.toMatch(/day\||money\|/)
  })

  test('is told once, even when the same message is handed out again', async () => {
    await w.as('alder').registers(aDeal({ account: { name: 'Mill Race Papers' } }))
    await everythingIsTold()
    await w.sql(`UPDATE parley.outbox SET dispatched_at = NULL, taken_by = '{}'`)
    await everythingIsTold()
    expect((await titlesOf('alder')).filter((title) => title.includes('Mill Race'))).toHaveLength(1)
    expect(mailsTo('alder').filter((subject) => subject?.includes('Mill Race'))).toHaveLength(1)
  })

  test('says nothing of another partner: not its name, not its people, not its deal', async () => {
    await w.as('alder').registers(aDeal({ account: { name: 'Canyon State Utilities' } }))
    await w.as('brightwater').registers(aDeal({ account: { name: 'Canyon State Utilities' } }))
    await everythingIsTold()
    const [refused] = await noticesOf('brightwater')
    const said = JSON.stringify([refused, ...post.takenFor(people.brightwater.email).map(({ raw }) => raw)])
    expect(refused!.title).toContain('Canyon State Utilities')
    expect(said).not.toMatch(/Alder|Ada Linden|Amir/i)
  })

  test('that a person gives reaches the partner in that person’s words, and never the reason kept for the vendor', async () => {
    const { summary } = await w.as('alder').registers(large('Harper Rail'))
    await w.as('manager').overrides(summary.id, {
      outcome: 'reject',
      wording: 'This customer is served by our own team.',
      reason: 'Brightwater has led there for years.',
    })
    await everythingIsTold()
    const said = (await noticesOf('alder')).map(({ lines }) => lines)
    expect(said).toContainEqual(['This customer is served by our own team.'])
    expect(JSON.stringify([await noticesOf('alder'), post.taken.map(({ raw }) => raw)])).not.toContain(
      'led there for years',
    )
  })
})

describe('staff', () => {
  test('are told of what lands in their queue, and nobody else of the staff', async () => {
    await w.as('delmar').registers(large('Orchard Foods'))
    await everythingIsTold()
    expect(await noticesOf('manager')).toMatchObject([
      {
        kind: 'queue',
        title: 'Decide: Orchard Foods',
        lines: [
          expect.stringContaining('Delmar Cloud Services'),
          expect.any(String),
          expect.stringMatching(/^The answer is due by/),
        ],
      },
    ])
    for (const name of ['sales', 'finance', 'editor', 'operator'] as const) expect(await titlesOf(name)).toEqual([])
    expect(mailsTo('manager')).toEqual([])
  })

  test('are reminded once of an answer that falls due, by e-mail too; not when it was given before', async () => {
    const due = await w.as('alder').registers(large('Delta Ferries'))
    const given = await w.as('alder').registers(large('Orkney Tidal'))
    await w.as('manager').overrides(given.summary.id, {
      outcome: 'approve',
      protectionDays: 30,
      wording: 'It is yours for a month.',
      reason: 'A good plan for the account.',
    })
    const dueAt = new Date(due.summary.clock!.dueAt).getTime()
    w.travelTo(new Date(dueAt - 20 * 3_600_000).toISOString())
    await Promise.all([remindOfAnswers(w.env), remindOfAnswers(other.env)])
    await remindOfAnswers(w.env)
    await everythingIsTold()
    expect(mailsTo('manager').filter((subject) => subject?.includes('Delta') || subject?.includes('Orkney'))).toEqual([
      'An answer falls due: Delta Ferries',
    ])
  })
})

describe('a protection', () => {
  test('that needs activity reminds its partner once, however often it is looked after', async () => {
    const { summary } = await w.as('corvane').registers(aDeal({ account: { name: 'Prairie Grain' } }))
    await everythingIsTold()
    const isReminded = () =>
      w.sql(`SELECT 1 FROM parley.outbox WHERE topic = 'protection.reminded' AND subject_id = $1`, [summary.id])
    while ((await isReminded()).length === 0) {
      w.travelDays(3)
      await w.runsSweep()
    }
    await Promise.all([w.runsSweep(), dispatch(w.env)])
    await everythingIsTold()
    const reminders = (await noticesOf('corvane')).filter(({ title }) => title === 'Log an activity: Prairie Grain')
    expect(reminders).toMatchObject([{ kind: 'protection' }])
    // It names the day alone: days counted would be wrong the day after.
    expect(reminders[0]!.lines.join(' ')).toMatch(/lapses on \w+ \d+, 20\d\d\.$/)
    expect(reminders[0]!.lines.join(' ')).not.toMatch(/ days?\b/)
    expect(mailsTo('corvane').filter((subject) => subject === 'Log an activity: Prairie Grain')).toHaveLength(1)
  })
})

describe('people', () => {
  test('aren’t told of what they did themselves; their colleagues are', async () => {
    const { summary } = await w.as('alder').registers(aDeal({ account: { name: 'Bay Mills' } }))
    await w.as('alderAdmin').withdraws(summary.id, 'The customer bought elsewhere.')
    await everythingIsTold()
    expect(await titlesOf('alder')).toContain('Withdrawn: Bay Mills')
    expect(await titlesOf('alderAdmin')).not.toContain('Withdrawn: Bay Mills')
  })

  test('choose for each kind: in the app and by e-mail, in the app only, or not at all', async () => {
    await chooses('alder', 'answer', 'app')
    await chooses('alderAdmin', 'answer', 'none')
    await w.as('alder').registers(aDeal({ account: { name: 'Fernhill Clinics' } }))
    await everythingIsTold()
    expect(await titlesOf('alder')).toEqual(['Approved: Fernhill Clinics'])
    expect(await titlesOf('alderAdmin')).toEqual([])
    expect(post.taken).toEqual([])
    const kindsFor = async (name: PersonName) =>
      (await w.as(name).does(notifications.settings, {})).kinds.map(({ kind }) => kind)
    expect(await kindsFor('manager')).toEqual(Object.keys(notificationKinds.staff))
    expect(await kindsFor('finance')).toEqual(['dispute'])
    const foreign = { kinds: [{ kind: 'queue' as const, channel: 'email' as const }] }
    expect((await w.as('alder').sends(notifications.saveSettings, { body: foreign })).status).toBe(422)
  })

  test('read the latest first, page by page, and none twice', async () => {
    for (const name of ['Ashford Quarries', 'Kelso Dairy', 'Pemberton Glass', 'Wicklow Marine', 'Yarrow Textiles'])
      await w.as('alder').registers(aDeal({ account: { name } }))
    await dispatch(w.env)
    const read: string[] = []
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const page = await w.as('alder').does(notifications.list, { query: { limit: 2, ...(cursor ? { cursor } : {}) } })
      read.push(...page.items.map(({ title }) => title.split(': ')[1]!))
      cursor = page.nextCursor
    }
    expect(read).toEqual(['Yarrow Textiles', 'Wicklow Marine', 'Pemberton Glass', 'Kelso Dairy', 'Ashford Quarries'])
  })

  test('who were shut out are told nothing any more', async () => {
    const shutOut = (at: string | null) =>
      w.sql('UPDATE auth."user" SET "disabledAt" = $2 WHERE email = $1', [people.alderAdmin.email, at])
    await shutOut(w.now().toISOString())
    await w.as('alder').registers(aDeal({ account: { name: 'Larkspur Foods' } }))
    await everythingIsTold()
    await shutOut(null)
    expect(mailsTo('alder')).toEqual(['Approved: Larkspur Foods'])
    expect(mailsTo('alderAdmin')).toEqual([])
    expect(await titlesOf('alderAdmin')).toEqual([])
  })

  test('read, count and mark only their own, above the database and in it', async () => {
    await w.as('alder').registers(aDeal({ account: { name: 'Tamarack Paper' } }))
    await everythingIsTold()
    const [own] = await noticesOf('alder')
    for (const name of ['brightwater', 'manager', 'alderAdmin'] as const)
      await w.as(name).does(notifications.read, { body: { ids: [own!.id] } })
    await w.as('brightwater').does(notifications.read, { body: { all: true } })
    expect(await w.as('alder').does(notifications.unread, {})).toEqual({ unread: 1 })
    expect(await w.as('brightwater').does(notifications.unread, {})).toEqual({ unread: 0 })
    const actor = (userId: string, partnerId: string) => ({
      ...{ userId, partnerId, name: '', email: '', role: 'partnerSeller' as const, audience: 'partner' as const },
    })
    const [ada] = await w.sql<{ id: string }>('SELECT id FROM auth."user" WHERE email = $1', [people.alder.email])
    const count = (userId: string, partnerId: string) =>
      inTransaction(w.env, actor(userId, partnerId), ({ tx }) => tx.query('SELECT id FROM notification'))
    expect(await count(ada!.id, w.partners.alder.id)).toEqual([{ id: own!.id }])
    expect(await count(ada!.id, w.partners.brightwater.id)).toEqual([])
    expect(await count('somebody else', w.partners.alder.id)).toEqual([])
    expect(await w.as('alder').does(notifications.read, { body: { ids: [own!.id] } })).toEqual({ unread: 0 })
  })
})
