import { accounts } from '@parley/contract/routes/accounts'
import { describe, expect, it } from 'vitest'
import { people } from '../support/program.ts'
import { see } from './support/see.ts'
import { servedWorld } from './support/serve.ts'
import { openChromium, signIn, visit } from './support/visitor.ts'

const w = await servedWorld()
const known = { name: 'Harbor Freight Lines LLC', domain: 'harborfreightlines.com', city: 'Duluth' }
await w.has.account(known)
await w.has.account({ name: 'Superior Holdings Inc.' })
const chromium = await openChromium()
const { page, complaints } = await visit(chromium, w.url)
await signIn(page, people.manager, '/admin/')

const names = page.getByRole('region', { name: 'Also known as' })
const idOf = () => new URL(page.url()).pathname.split('/').at(-1)!
const accountIsOpen = () => page.waitForURL(/\/accounts\/[0-9a-f-]{36}$/)

describe('an account that is added by hand', () => {
  it('is kept as it is typed, and what it may be stands beside it', async () => {
    await page.goto('/admin/accounts/new')
    await see(page.locator('#name')).toBeFocused()
    await page.keyboard.type('Harbor Freight Line')
    await see(page.getByRole('link', { name: `Open it: ${known.name}` })).toBeVisible()
    await page.reload()
    await see(page.locator('#name')).toHaveValue('Harbor Freight Line')
  })

  it('is refused as long as it is probably known, and added once a person says that it is another', async () => {
    await page.locator('#name').fill(known.name)
    await page.locator('#domain').fill(known.domain)
    await page.locator('#city').fill(known.city)
    await page.getByRole('button', { name: 'Add the account' }).click()
    await see(page.getByRole('alert')).toContainText('you probably know it already')
    await page.getByRole('button', { name: 'It’s another company: add it' }).click()
    await accountIsOpen()
    await see(page.getByText('Whether another record is the same company')).toBeVisible()
  })

  it('stands in its family, and is found by a former name that was taken away and put back', async () => {
    await page.goto('/admin/accounts/new')
    await page.locator('#name').fill('Quillfeather Bindery')
    await page.locator('#parent').pressSequentially('superior')
    await page.getByRole('option', { name: /Superior Holdings/ }).click()
    await page.getByLabel('What is it to its parent?').selectOption('Subsidiary')
    await page.getByRole('button', { name: 'Add the account' }).click()
    await accountIsOpen()
    await see(page.getByRole('region', { name: 'Family' })).toContainText('Superior Holdings')

    await names.getByRole('button', { name: 'Add a name' }).click()
    await names.getByLabel('Name', { exact: true }).fill('Marigold Press')
    await names.getByLabel('What kind of name is it?').selectOption('Former name')
    await names.getByLabel('Where do you know it from?').fill('Their letterhead')
    await names.getByRole('button', { name: 'Add the name' }).click()
    await names.getByRole('button', { name: 'Take Marigold Press away' }).click()
    await names.getByRole('button', { name: 'Put it back' }).click()
    await see(names).toContainText('Former name · Their letterhead')

    const id = idOf()
    await page.goto('/admin/accounts')
    await see(page.getByRole('button', { name: 'Superior Holdings' }).first()).toBeVisible()
    await page.keyboard.press('/')
    await see(page.getByLabel('Name, domain or tax id')).toBeFocused()
    await page.keyboard.type('marigold')
    await see(page.getByRole('button', { name: /Quillfeather Bindery.*found by Marigold Press/ })).toBeVisible()
    await page.goto(`/admin/accounts/${id}`)
  })
})

describe('an account that two people change', () => {
  it('says what the other changed, even after a reload, and keeps what both typed', async () => {
    const id = idOf()
    await page.goto(`/admin/accounts/${id}/edit`)
    await page.locator('#name').fill('Quillfeather & Daughters')
    const read = await w.as('manager').does(accounts.getAccount, { params: { id } })
    const { name, domain, country, designation } = read.summary
    const body = { name, domain, country, city: 'Leeds', taxId: 'GB 123', designation, parentId: null, relation: null }
    await w.as('manager').does(accounts.editAccount, { params: { id }, body, ifMatch: `"${read.version}"` })

    await page.reload()
    await see(page.getByRole('alert')).toContainText('Its city is now “Leeds”.')
    await see(page.getByRole('button', { name: 'Save the changes' })).toBeDisabled()
    await page.getByRole('button', { name: 'Go on with what I wrote' }).click()
    await page.getByRole('button', { name: 'Save the changes' }).click()
    await accountIsOpen()
    await see(page.getByRole('heading', { level: 1 })).toHaveText('Who leads Quillfeather & Daughters?')
    await see(page.getByRole('region', { name: 'The record' })).toContainText('GB 123')
    await see(names).toContainText('Quillfeather Bindery')
    expect(complaints).toEqual([])
  })
})
