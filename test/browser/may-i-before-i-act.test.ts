import { dispatch } from '@parley/api/outbox/dispatch'
import { expect, it } from 'vitest'
import { aDeal } from '../support/factories.ts'
import { people } from '../support/program.ts'
import { see } from './support/see.ts'
import { servedWorld } from './support/serve.ts'
import { openChromium, signIn, visit } from './support/visitor.ts'

const w = await servedWorld()
const chromium = await openChromium()

it('a rep asks, the lead is told and agrees, and the rep reads the answer with the reason', async () => {
  await w.as('alder').registers(aDeal({ account: { name: 'Harbor Freight Lines', domain: 'harborlines.com' } }))

  const console_ = await visit(chromium, w.url)
  const rep = console_.page
  await signIn(rep, people.sales, '/admin/')
  await rep.getByRole('navigation').getByRole('link', { name: 'May I?' }).click()
  await rep.getByLabel('Which company?').fill('dana@harborlines.com')
  await rep.getByLabel('For which product family?').selectOption('Backup')
  await rep.getByRole('button', { name: 'Quote', exact: true }).click()
  const answer = rep.getByRole('article', { name: 'May this party do this at this account now?' })
  await see(answer).toContainText('The account is protected for a partner until')
  await see(rep.getByRole('region', { name: 'What was asked' })).toContainText('Ada Linden')

  await rep.getByText('Say more about it').click()
  await rep.getByLabel('What do you plan?').fill('Network Security first.')
  await rep.reload()
  await see(answer).toContainText('The account is protected')
  await see(rep.getByLabel('Which company?')).toHaveValue('dana@harborlines.com')
  await see(rep.getByLabel('What do you plan?')).toHaveValue('Network Security first.')
  await rep.getByRole('button', { name: 'Change plan' }).click()
  await see(answer).toContainText('Consent needed')
  await dispatch(w.env)

  const app = await visit(chromium, w.url, { viewport: { width: 360, height: 740 } })
  const lead = app.page
  await signIn(lead, people.alder)
  await lead.getByRole('link', { name: /^Notifications, \d unread$/ }).click()
  await lead.getByRole('link', { name: 'Unread: Do you agree? Harbor Freight Lines' }).click()
  await see(lead.getByRole('heading', { level: 1 })).toContainText('Harbor Freight Lines')
  await see(lead.getByRole('region', { name: 'Do you agree?' })).toContainText('Network Security first.')
  await lead.getByRole('button', { name: 'Agree', exact: true }).click()
  await see(lead.getByText('Write something here.')).toBeVisible()
  await lead.getByLabel('Your reason').fill('Fine, we keep the backup project.')
  await lead.reload()
  await see(lead.getByLabel('Your reason')).toHaveValue('Fine, we keep the backup project.')
  await lead.getByRole('button', { name: 'Agree', exact: true }).click()
  await see(lead.getByText('Your answer is kept, and whoever asked is told.')).toBeVisible()
  await lead.getByRole('navigation').getByRole('link', { name: 'May I?' }).click()
  await see(lead.getByRole('region', { name: 'Waits for your consent' })).toHaveCount(0)
  await see(lead.getByRole('region', { name: 'What was asked lately' })).toContainText('Consent given')

  await dispatch(w.env)
  await rep.reload()
  await see(answer).toContainText('Consent was given')
  await see(rep.getByRole('region', { name: 'What was asked' })).toContainText('Fine, we keep the backup project.')
  await rep.getByRole('link', { name: 'Harbor Freight Lines' }).first().click()
  await see(rep.getByRole('region', { name: 'Who asked to act here' })).toContainText('change their plan')
  // The reason that was left out first.
  const complaints = [...console_.complaints, ...app.complaints]
  expect(complaints.filter((complaint) => !complaint.includes('status of 422'))).toEqual([])
})
