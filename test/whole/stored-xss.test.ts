import { openMailer } from '@parley/api/email/mailer'
import { sendEmails } from '@parley/api/email/send-emails'
import { dispatch } from '@parley/api/outbox/dispatch'
import { staffEngagements } from '@parley/contract/routes/engagements'
import type { Page } from '@playwright/test'
import { afterAll, describe, expect, it } from 'vitest'
import { fillScreens } from '../browser/support/busy-program.ts'
import { screens } from '../browser/support/screens.ts'
import { servedWorld } from '../browser/support/serve.ts'
import { openChromium } from '../browser/support/visitor.ts'
import type { Document } from '../fuzz/malformed/malformed-requests.ts'
import { openCanary } from '../fuzz/stored-xss/canary.ts'
import { fillAccounts } from '../fuzz/stored-xss/fill-accounts.ts'
import { fillDealsAndClaims, fillStatements } from '../fuzz/stored-xss/fill-commission.ts'
import { fillConflicts } from '../fuzz/stored-xss/fill-conflicts.ts'
import { fillDeals } from '../fuzz/stored-xss/fill-deals.ts'
import { fillDrafts } from '../fuzz/stored-xss/fill-drafts.ts'
import { callList, fillEngagements } from '../fuzz/stored-xss/fill-engagements.ts'
import { fillImports } from '../fuzz/stored-xss/fill-imports.ts'
import { fillLetters } from '../fuzz/stored-xss/fill-letters.ts'
import { fillNames, fillPeople } from '../fuzz/stored-xss/fill-people.ts'
import { fillPolicies } from '../fuzz/stored-xss/fill-policies.ts'
import { fillRenewals } from '../fuzz/stored-xss/fill-renewals.ts'
import { fillSavedViews } from '../fuzz/stored-xss/fill-saved-views.ts'
import { fillWebhooks } from '../fuzz/stored-xss/fill-webhooks.ts'
import { HostileTexts } from '../fuzz/stored-xss/hostile-texts.ts'
import { payloadsFor } from '../fuzz/stored-xss/payloads.ts'
import { takenBy } from '../fuzz/stored-xss/refused-fields.ts'
import { excuses, nameOf, neverShown } from '../fuzz/stored-xss/text-fields.ts'
import { hostileVisits } from '../fuzz/stored-xss/visits.ts'
import { look } from '../fuzz/stored-xss/watch.ts'
import { openWindow, signsIn, visitAll } from '../fuzz/stored-xss/windows.ts'
import { openMailServer } from '../support/mail-server.ts'

const w = await servedWorld()
const chromium = await openChromium()
const canary = await openCanary()
const post = await openMailServer()
afterAll(() => post.close())
const document = (await w.stranger().fetches('/api/openapi.json')).json as Document
const texts = new HostileTexts(document, payloadsFor(canary.place))

await fillScreens(w)
await fillWebhooks(w, texts)
await fillSavedViews(w, texts)
const policyDraft = await fillPolicies(w, texts)
await fillPeople(w, texts)
const importId = await fillImports(w, texts)
const deals = await fillDeals(w, texts)
const drafts = await fillDrafts(w, texts)
const accounts = await fillAccounts(w, texts)
const engagements = await fillEngagements(w, texts)
const conflicts = await fillConflicts(w, texts)
const letters = await fillLetters(w, texts)
const bookings = await fillDealsAndClaims(w, texts, accounts.accounts)
const renewals = await fillRenewals(w, texts)
await fillNames(w, texts)
await dispatch(w.env)
const visits = hostileVisits(
  {
    ...deals,
    ...accounts,
    ...engagements,
    conflicts,
    letters,
    drafts,
    policyDraft,
    importId,
    renewals,
    ...bookings,
    deals: deals.deals,
  },
  texts,
)
const all = texts.payloads.map(({ n }) => n)
/** E-mails that are opened side by side. */
const atATime = 30
const nothing = { ran: [], loaded: [], kept: [], complained: [] }

describe('sixty texts and more that do harm where they are taken for more than text', () => {
  it('run nothing and load nothing on any screen of both apps, without the content policy too', async () => {
    const { harm, markup, unseen, seen } = await visitAll(chromium, w.url, [...screens, ...visits], texts, {
      bypassCSP: true,
    })
    expect({ harm, markup, unseen, led: canary.led }).toEqual({ harm: nothing, markup: [], unseen: [], led: [] })
    const read = [...seen.partner, ...seen.admin]
    const isRead = (field: string) => read.some((each) => each.startsWith(`${field} `))
    const isKeptBack = (name: string) => neverShown.some(({ field }) => field.test(name))
    expect([...texts.kept.keys()].filter((field) => !isKeptBack(field) && !isRead(field))).toEqual([])
    for (const app of ['partner', 'admin'] as const) {
      const numbers = new Set([...seen[app]].map((each) => each.split(' ').at(-1)))
      expect([app, numbers.size]).toEqual([app, texts.payloads.length])
    }
  })

  it('and the content policy finds nothing to keep out', async () => {
    const some = [...screens, ...visits].filter((_, nth) => nth % 4 === 0)
    const { harm, unseen } = await visitAll(chromium, w.url, some, texts, {})
    expect({ harm, unseen, led: canary.led }).toEqual({ harm: nothing, unseen: [], led: [] })
  })

  it('are text in every e-mail, which leads to us alone', async () => {
    const mailer = openMailer(post.settings, { vendorName: 'Northwind Systems', publicUrl: 'http://localhost' })
    await sendEmails(w.env, mailer)
    const { page, harm } = await openWindow(chromium, 'http://localhost', { bypassCSP: true })
    const mails = post.taken.map(({ mail }) => mail)
    let begin = 0
    await page.route('http://localhost/**', (route) => {
      const nth = /mail\/(\d+)$/.exec(route.request().url())?.[1]
      const frames = mails.slice(begin, begin + atATime).map((_, at) => `<iframe src="/mail/${begin + at}"></iframe>`)
      const body = nth === undefined ? frames.join('') : (mails[Number(nth)]!.html ?? '')
      return route.fulfill({ contentType: 'text/html', body })
    })
    const found: string[] = []
    const read = new Set<number>()
    for (const mail of mails) for (const { n } of texts.seenIn(mail.text ?? '')) read.add(n)
    for (; begin < mails.length; begin += atATime) {
      await page.goto('http://localhost/')
      const shown = page.frames().slice(1)
      expect(shown).toHaveLength(Math.min(atATime, mails.length - begin))
      for (const frame of shown) {
        const { markup, text } = await look(frame)
        found.push(...markup.map((each) => `${mails[Number(frame.url().split('/').at(-1))]!.subject}: ${each}`))
        for (const { n } of texts.seenIn(text)) read.add(n)
      }
    }
    expect({ harm, found, led: canary.led }).toEqual({ harm: nothing, found: [], led: [] })
    expect(read.size).toBe(texts.payloads.length)
  })

  it('are text in what is downloaded and answered, and no cell of a table is a formula', async () => {
    const manager = w.as('manager')
    const evidence = await manager.fetches(`/api/v1/staff/registrations/${deals.deals[0]}/evidence`)
    const file = (evidence.json as { items: { id: string }[] }).items[0]!.id
    const tables = ['/staff/accounts-export', `/staff/imports/${importId}/problems`]
    const { page, harm } = await openWindow(chromium, w.url, { bypassCSP: true })
    await signsIn.manager(page)
    for (const path of [...tables, `/staff/evidence/${file}/file`]) {
      const { headers, text } = await manager.fetches(`/api/v1${path}`)
      expect(headers.get('content-disposition')).toMatch(/^attachment; filename="/)
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      if (tables.includes(path)) expect(formulasIn(text)).toEqual([])
      await expect(page.goto(`/api/v1${path}`)).rejects.toThrow(/Download is starting/)
    }
    const marked = await w.as('sales').does(staffEngagements.markList, {
      body: { fileName: 'calls.csv', base64: Buffer.from(callList(texts, all)).toString('base64'), verb: 'quote' },
    })
    expect(texts.seenIn(marked.csv).length).toBeGreaterThan(all.length)
    expect(formulasIn(marked.csv)).toEqual([])
    const lists = Object.keys(document.paths).filter((path) => document.paths[path]!.get && !path.includes('{'))
    const one = bookings.deals.map((id) => `/staff/deals/${id}`)
    for (const path of [...lists, ...one, '/staff/"><script>R(0)</script>'])
      await page.goto(`/api/v1${path}`).catch(() => {})
    await page.waitForTimeout(200)
    expect(harm).toEqual(nothing)
  })

  it('are text in statements, and in what is answered about them two months later', async () => {
    const { statement, lines, claims, decisions } = await fillStatements(w, texts)
    const { headers, text } = await w.as('alder').fetches(`/api/v1/partner/statements/${statement}/file`)
    expect(headers.get('content-disposition')).toMatch(/^attachment; filename="/)
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(texts.seenIn(text).length).toBeGreaterThan(0)
    expect(formulasIn(text)).toEqual([])
    const print = await w.as('alder').fetches(`/api/v1/partner/statements/${statement}/pdf`)
    expect([print.status, print.headers.get('content-type')]).toEqual([200, 'application/pdf'])
    expect(print.headers.get('content-disposition')).toMatch(/^attachment; filename="/)
    const manager = { app: 'admin', who: 'manager', route: null } as const
    const seller = { app: 'partner', who: 'seller', route: null } as const
    const paper = `/earnings/statements/${statement}`
    const shown = [
      ...decisions.map((id) => ({ ...manager, name: `decision ${id}`, path: `/decisions/${id}` })),
      ...claims.map((id) => ({ ...seller, name: `claim ${id}`, path: `/earnings/claims/${id}` })),
      { ...manager, name: 'the statement', path: `/statements/${statement}` },
      ...lines.map((id) => ({ ...seller, name: `line ${id}`, path: `${paper}?line=${id}`, act: disputeIsOpen })),
    ]
    const { harm, markup, unseen, seen } = await visitAll(chromium, w.url, shown, texts, { bypassCSP: true })
    expect({ harm, markup, unseen, led: canary.led }).toEqual({ harm: nothing, markup: [], unseen: [], led: [] })
    expect([...seen.admin].some((each) => each.startsWith('decideClaim /reason '))).toBe(true)
    for (const field of ['answerDispute /wording', 'disputeLine /reason', 'decideClaim /wording'])
      for (const app of ['admin', 'partner'] as const)
        expect([app, [...seen[app]].some((each) => each.startsWith(`${field} `))]).toEqual([app, true])
  })

  it('are taken by every field for text, or refused with a problem: no field is forgotten', async () => {
    expect(texts.payloads.length).toBeGreaterThanOrEqual(60)
    const forgotten: string[] = []
    for (const field of texts.fields) {
      const name = nameOf(field)
      const fit = texts.payloads.filter(({ n }) => texts.text(name, n) !== undefined).length
      const taken = texts.kept.get(name)?.size ?? 0
      if (field.shape || name in excuses)
        forgotten.push(...(await takenBy(w, document, field, texts.payloads.slice(0, 8))))
      // Some records stay as they were made, so that both are seen: nine in ten of what has room.
      else if (taken < Math.min(60, Math.floor(fit * 0.9))) forgotten.push(`${name} has taken ${taken} of ${fit}`)
    }
    expect(forgotten).toEqual([])
  })
})

const disputeIsOpen = (page: Page) => page.getByRole('region', { name: 'Your dispute' }).waitFor()

/** RFC 4180, with both separators. */
const cellsOf = (csv: string) =>
  [...csv.matchAll(/(?:^|[,;\n])(?:"((?:[^"]|"")*)"|([^,;"\r\n]*))/g)].map(([, quoted, plain]) => quoted ?? plain ?? '')

/** Cells that a spreadsheet would compute; an amount below zero is none. */
const formulasIn = (csv: string) =>
  cellsOf(csv).filter((cell) => /^[=+\-@＝＋－＠\t\r\n]/.test(cell) && !/^-\d+\.\d\d$/.test(cell))
