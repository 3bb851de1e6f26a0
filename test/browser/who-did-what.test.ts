import { checkRecords } from '@parley/api/audit/check-records'
import { recordEvent } from '@parley/api/audit/record-event'
import { systemActor } from '@parley/api/context'
import { inTransaction } from '@parley/api/transaction'
import { describe, expect, it } from 'vitest'
import { aDeal } from '../support/factories.ts'
import { people } from '../support/program.ts'
import { see } from './support/see.ts'
import { servedWorld } from './support/serve.ts'
import { openChromium, signIn, visit } from './support/visitor.ts'

const w = await servedWorld()
const chromium = await openChromium()
await w.as('alder').registers(aDeal())
for (let count = 1; count <= 60; count++)
  await inTransaction(w.env, { ...systemActor, name: 'Dana Reyes', role: 'operator' }, (ctx) =>
    recordEvent(ctx, {
      action: 'import.started',
      subject: { kind: 'import', id: ctx.newId(), name: `accounts-${count}.csv` },
      details: { bytes: 1000 + count },
    }),
  )
w.travelTo('2026-11-02T15:30:00.000Z')
const opened = await w.as('alder').registers(aDeal({ account: { name: 'Quillmoor Optics' } }))
await w.as('manager').overrides(opened.summary.id, {
  outcome: 'reject',
  wording: 'The customer buys from us directly.',
  reason: 'Said so by the customer on the telephone.',
})
const { page, complaints } = await visit(chromium, w.url)
const rows = page.getByRole('table', { name: 'What was done, newest first' }).getByRole('row')

describe('an operator asks who did what', () => {
  it('reads it in words, newest first, with what it was done to and when', async () => {
    await signIn(page, people.operator, '/admin/')
    await page.keyboard.press('g')
    await page.keyboard.press('h')
    await see(page.getByRole('heading', { level: 1 })).toHaveText('Who did what?')
    await see(page.getByText('The records weren’t checked yet.')).toBeVisible()
    const override = rows.filter({ hasText: 'Mina Castell decided in person' })
    await see(override).toContainText('Quillmoor Optics')
    await see(override).toContainText('Said so by the customer on the telephone.')
    await see(override).toContainText('Channel manager')
    await see(override).toContainText('Alder Ridge Systems')
  })

  it('finds it by person, by kind and by day, and pages on', async () => {
    await page.getByLabel('A person’s name').fill('dana')
    await see(page).toHaveURL(/person=dana/)
    await see(rows).toHaveCount(51)
    await page.getByRole('button', { name: 'Load more' }).click()
    await see(rows).toHaveCount(61)
    await page.getByLabel('About').selectOption('Policies')
    await see(page.getByText('Nothing was done that matches')).toBeVisible()
    await page.getByRole('button', { name: 'Clear' }).click()
    await page.getByLabel('To', { exact: true }).fill('2026-11-01')
    await see(page.getByText('Nothing was done that matches')).toBeVisible()
    await page.getByLabel('To', { exact: true }).fill('2026-11-02')
    await see(rows).toHaveCount(51)
  })

  it('sees that nothing was changed; and when something was, what, and since when', async () => {
    const { links } = await checkRecords(w.env, 'all')
    await page.goto('/admin/audit')
    await see(page.getByText(`Nothing was changed: ${links} records against 0 signed checkpoints`)).toBeVisible()
    await w.sql(`ALTER TABLE parley.decision DISABLE TRIGGER USER; UPDATE parley.decision SET actor_name = 'Nobody';
      ALTER TABLE parley.decision ENABLE TRIGGER USER`)
    w.travelTo('2026-11-02T15:40:00.000Z')
    await checkRecords(w.env, 'all')
    await page.goto('/admin/audit')
    const alarm = page.getByRole('alert')
    await see(alarm).toContainText('A record was changed, or what protects it is off')
    await see(alarm).toContainText(/The decision [0-9a-f-]+ was changed after it was recorded/)
    await see(alarm).toContainText('npm run audit:verify')
    expect(complaints).toEqual([])
  })
})
