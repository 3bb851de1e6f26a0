import { dispatch } from '@parley/api/outbox/dispatch'
import { staffConflicts } from '@parley/contract/routes/conflicts'
import { expect, it } from 'vitest'
import { conflictsIn } from '../support/conflicts.ts'
import { people } from '../support/program.ts'
import { see } from './support/see.ts'
import { servedWorld } from './support/serve.ts'
import { openChromium, signIn, visit } from './support/visitor.ts'

const w = await servedWorld()
const chromium = await openChromium()
const c = conflictsIn(w)
const other = await c.anotherManager('Nils Ortega')
const third = await c.anotherManager('Ines Duarte')
const text = (name: string) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(`What ${name} shows.`) })

it('CF-1 and CF-5: two who claim one customer under two names show what they did; evidence decides, and the other appeals', async () => {
  const alders = (await w.as('alder').registers(c.at('Tamarind Freight Lines'))).summary.id
  const brightwaters = (await w.as('brightwater').registers(c.at('TAMARIND FREIGHT LINES INC'))).summary.id

  const app = await visit(chromium, w.url, { viewport: { width: 360, height: 740 } })
  const seller = app.page
  await signIn(seller, people.alder)
  for (const shows of [
    'A demonstration',
    'A proof of concept that the customer paid for',
    'Help with the customer’s specification',
  ]) {
    await seller.goto(`/registrations/${alders}`)
    await seller.getByRole('button', { name: 'Attach a file' }).click()
    await seller.locator('input[type=file]').setInputFiles(text(`${shows}.txt`))
    await seller.getByLabel('What it shows').selectOption(shows)
    await seller.getByRole('button', { name: 'Attach', exact: true }).click()
    await see(seller.getByText('Say on which day that was.')).toBeVisible()
    await seller.getByLabel('On which day').fill('2026-10-20')
    await seller.getByRole('button', { name: 'Attach', exact: true }).click()
    // Gone once it is attached: what is left behind before keeps what was typed.
    await see(seller.getByRole('button', { name: 'Attach', exact: true })).toBeHidden()
    await see(seller.getByRole('region', { name: 'Your claim' })).not.toContainText(
      'Nothing that you have shown counts yet',
    )
  }
  await see(seller.getByRole('region', { name: 'Your claim' })).toContainText(
    'The customer paid for your proof of concept.',
  )
  await see(seller.getByRole('main')).not.toContainText(/Brightwater|conflict|rival/i)

  const desk = await visit(chromium, w.url)
  const manager = desk.page
  await signIn(manager, people.manager, '/admin/')
  await manager.getByRole('link', { name: 'Conflicts', exact: true }).click()
  const card = manager.getByRole('article', { name: 'Tamarind Freight Lines, Backup' })
  await see(card).toContainText('Gathering evidence, due')
  await card.getByRole('link', { name: 'Open the case' }).click()
  await see(manager.getByRole('heading', { level: 1 })).toHaveText('Who leads Tamarind Freight Lines for Backup?')
  const column = (name: string) => manager.getByRole('listitem', { name })
  for (const name of ['Alder Ridge Systems', 'Brightwater Technology']) {
    await see(column(name)).toContainText('you created this opportunity')
    await column(name).getByRole('button', { name: 'Say what is so' }).click()
    await see(manager.getByLabel('About what')).toHaveValue('claim.sourced')
    await manager.getByLabel('What is so', { exact: true }).selectOption('No')
    await manager.getByLabel('How you know').fill('They asked us for offers after the fair.')
    await manager.reload()
    await see(manager.getByLabel('How you know')).toHaveValue('They asked us for offers after the fair.')
    await manager.getByRole('button', { name: 'Put it on record' }).click()
    await see(column(name)).not.toContainText('Not known yet')
  }
  await see(manager.getByRole('region', { name: 'What comes of it' })).toContainText('Alder Ridge Systems would lead')
  await manager.getByRole('button', { name: 'Let the policy decide now' }).click()
  await see(manager.getByRole('region', { name: 'What comes of it' })).toContainText('Alder Ridge Systems leads')
  await see(column('Brightwater Technology')).toContainText('Doesn’t lead')
  await dispatch(w.env)

  const rival = await visit(chromium, w.url)
  await signIn(rival.page, people.brightwater)
  await rival.page.getByRole('link', { name: /^Notifications, \d unread$/ }).click()
  await rival.page.getByRole('link', { name: /You don’t lead: TAMARIND/ }).click()
  await see(rival.page.getByRole('region', { name: 'Your claim' })).toContainText('You can appeal until the end of')
  await rival.page.getByRole('button', { name: 'Appeal', exact: true }).click()
  await rival.page.getByLabel('Why should it be decided again?').fill('Our engineer ran the trial; their log says so.')
  await rival.page.reload()
  await see(rival.page.getByLabel('Why should it be decided again?')).toHaveValue(/Our engineer ran the trial/)
  await rival.page.getByRole('button', { name: 'Send the appeal' }).click()
  await see(rival.page.getByRole('region', { name: 'Your claim' })).toContainText('Somebody else decides again')
  await see(rival.page.getByRole('main')).not.toContainText(/Alder|Mina/)

  await manager.reload()
  await see(manager.getByText('You have decided in this case before. Somebody else answers the appeal.')).toBeVisible()
  const judge = await visit(chromium, w.url)
  await signIn(judge.page, { email: other.person!.email }, '/admin/')
  await judge.page.goto(manager.url())
  await judge.page.getByRole('button', { name: 'Answer the appeal' }).click()
  await judge.page.getByRole('radio', { name: 'No: what was decided stands' }).check()
  await judge.page
    .getByLabel('What Brightwater Technology reads')
    .fill('We read the log with the customer, and it stays.')
  await judge.page.getByLabel('Reason, for the record').fill('The log is of another trial.')
  await judge.page
    .getByRole('form', { name: /Is Brightwater/ })
    .getByRole('button', { name: 'Answer the appeal' })
    .click()
  await see(judge.page.getByRole('listitem', { name: 'Brightwater Technology' })).toContainText(
    'Not upheld by Nils Ortega',
  )
  await rival.page.reload()
  await see(rival.page.getByRole('region', { name: 'Your claim' })).toContainText('We read the log with the customer')
  expect((await w.as('brightwater').opens(brightwaters)).summary.status).toBe('rejected')
  const complaints = [app, desk, rival, judge].flatMap((each) => each.complaints)
  expect(complaints.filter((complaint) => !complaint.includes('status of 422'))).toEqual([])
})

it('CF-4: two who complement each other confirm their own side, and then know each other', async () => {
  const { ids } = await c.meet('Oxbow Printing Works', 'alder', 'brightwater')
  await third.does(staffConflicts.proposeTeaming, {
    body: {
      members: [
        { registrationId: ids[0]!, role: 'resold', shareBps: 6_500 },
        { registrationId: ids[1]!, role: 'implemented', shareBps: 3_500 },
      ],
    },
  })
  for (const [at, who] of [people.alder, people.brightwater].entries()) {
    const { page, complaints } = await visit(chromium, w.url, { viewport: { width: 360, height: 740 } })
    await signIn(page, who)
    await page.goto(`/registrations/${ids[at]}`)
    const teaming = page.getByRole('region', { name: 'Teaming' })
    await see(teaming).toContainText(at === 0 ? 'sells, with 65%' : 'implements, with 35%')
    await teaming.getByRole('button', { name: 'Confirm my part' }).click()
    await see(teaming).toContainText(at === 0 ? 'Waits for the others' : 'Alder Ridge Systems: sells, with 65%')
    expect(complaints).toEqual([])
  }
  const desk = await visit(chromium, w.url)
  await signIn(desk.page, people.manager, '/admin/')
  await desk.page.getByRole('link', { name: 'Conflicts', exact: true }).click()
  await see(desk.page.getByRole('article', { name: 'Oxbow Printing Works, Backup' })).toContainText('the partners team')
  expect(desk.complaints).toEqual([])
})
