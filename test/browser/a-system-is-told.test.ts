import { dispatch } from '@parley/api/outbox/dispatch'
import { parseAllowedHosts } from '@parley/api/webhooks/allowed-hosts'
import { sendDue } from '@parley/api/webhooks/send-due'
import { expect, it } from 'vitest'
import { aDeal } from '../support/factories.ts'
import { people } from '../support/program.ts'
import { answers, receiver, verified } from '../support/receiver.ts'
import { see } from './support/see.ts'
import { servedWorld } from './support/serve.ts'
import { openChromium, signIn, visit } from './support/visitor.ts'

const w = await servedWorld()
const chromium = await openChromium()
const there = await receiver()
w.env.network = { ...w.env.network, allowed: parseAllowedHosts(`127.0.0.1:${there.port}`) }

it('a partner’s admin connects a system, sees a test arrive, and sends again what it refused', async () => {
  const { page, complaints } = await visit(chromium, w.url)
  await signIn(page, people.alderAdmin)
  await page.goto('/integrations')
  await see(page.getByText('No system is told yet')).toBeVisible()

  await page.getByRole('button', { name: 'Add a webhook' }).click()
  const form = page.getByRole('dialog')
  await form.getByLabel('Address that receives the events').fill('https://127.1/parley')
  await form.getByRole('button', { name: 'Choose all' }).click()
  await form.getByRole('button', { name: 'Add the webhook' }).click()
  await see(form.getByText('This address is private.')).toBeInViewport()
  await see(form.getByLabel('Address that receives the events')).toBeFocused()
  await form.getByLabel('Address that receives the events').fill(there.url)
  await form.getByRole('button', { name: 'Add the webhook' }).click()
  await see(page.getByRole('heading', { name: 'Keep this secret' })).toBeVisible()
  const secret = await page.getByLabel('Secret', { exact: true }).innerText()
  expect(secret).toMatch(/^whsec_/)
  await page.getByRole('button', { name: 'I have it' }).click()
  await see(page.getByText('It waits for its first event.')).toBeVisible()
  expect(await page.content()).not.toContain(secret)

  await page.getByRole('button', { name: 'Send a test' }).click()
  await see(page.getByRole('heading', { name: 'What was tried' })).toBeVisible()
  await sendDue(w.env)
  expect(verified(secret, there.got[0]!, w.now())).toMatchObject({ type: 'webhook.test' })
  await page.getByRole('button', { name: 'Close' }).click()
  await see(page.getByRole('row', { name: /A test/ }).getByText('Delivered')).toBeVisible()
  // How the webhook stands follows from what was delivered, without a reload.
  await see(page.getByText('It took the last event')).toBeVisible()

  there.does(answers(410))
  const { summary } = await w.as('alder').registers(aDeal())
  await dispatch(w.env)
  await sendDue(w.env)
  await page.reload()
  await see(page.getByText('The receiver answered 410')).toBeVisible()
  there.does(answers(204))
  await page.getByRole('button', { name: 'Turn it on again' }).click()
  await see(page.getByText('Sending', { exact: true })).toBeVisible()
  await page.getByRole('button', { name: 'Send again what was given up' }).click()
  await page.getByRole('button', { name: 'Send them again' }).click()
  await see(page.getByRole('row', { name: new RegExp(summary.reference) }).getByText('On its way')).toBeVisible()
  await sendDue(w.env)
  await see(page.getByRole('row', { name: new RegExp(summary.reference) }).getByText('Delivered')).toBeVisible()
  expect(there.got.map(({ headers }) => headers['webhook-id']).at(-1)).toBe(there.got.at(-2)!.headers['webhook-id'])
  // The browser reports the refused address; nothing else.
  expect(complaints.filter((each) => !each.includes('status of 422'))).toEqual([])
})
