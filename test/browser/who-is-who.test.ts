import { findDuplicates } from '@parley/api/accounts/duplicates/find-duplicates'
import type { Locator } from '@playwright/test'
import { describe, expect, it } from 'vitest'
import { aDeal } from '../support/factories.ts'
import { partners, people } from '../support/program.ts'
import { see } from './support/see.ts'
import { servedWorld } from './support/serve.ts'
import { nameThatIsUnsure, tamaracks } from './support/unsure.ts'
import { openChromium, signIn, visit } from './support/visitor.ts'

const w = await servedWorld()
const chromium = await openChromium()
const clinics = { name: 'Fernhill Clinics', domain: 'fernhill.com', city: 'Denver' }
const group = { name: 'Fernhill Clinics Group Inc.', domain: 'fernhill-clinics.com', city: 'Denver' }
await w.has.account(clinics)
await w.has.account(group)
await w.has.account({ name: 'Tamarack Paper', domain: 'tamarack.com' })
await w.has.account({ name: 'Tamarack Paper Mills LLC' })
const first = await w.as('alder').registers(aDeal({ account: clinics }))
const second = await w.as('brightwater').registers(aDeal({ account: group }))
await findDuplicates(w.env)

const { page, complaints } = await visit(chromium, w.url)
const rows = page.getByRole('table', { name: 'Suspected duplicates, the likeliest first' }).getByRole('row')
const answer = page.getByRole('form', { name: 'Your answer' })
const merges = async () =>
  (
    await w.sql<{ merged: number }>('SELECT count(*)::int AS merged FROM parley.account WHERE merged_into IS NOT NULL')
  )[0]!.merged

/** Both partners still read that they are protected. */
async function bothAreProtected() {
  const shown = [await w.as('alder').opens(first.summary.id), await w.as('brightwater').opens(second.summary.id)]
  expect(shown.map(({ summary }) => summary.status)).toEqual(['approved', 'approved'])
}

async function field(name: string, values: string[], comparison: string) {
  const row = page.getByRole('row', { name: new RegExp(`^${name} `) })
  for (const value of values) await see(row).toContainText(value)
  await see(row).toContainText(comparison)
}

const partyIn = (conflict: Locator, name: string) => conflict.getByRole('row', { name: new RegExp(`^${name} `) })

describe('a channel manager says who is who', () => {
  it('suspected duplicates stand in a list, and open from the keyboard', async () => {
    await signIn(page, people.manager, '/admin/')
    await page.getByRole('link', { name: 'Duplicates', exact: true }).click()
    await see(rows).toHaveCount(3)
    const clinicsRow = rows.filter({ hasText: group.name })
    await see(clinicsRow).toContainText(/(Almost certainly|Probably) the same/)
    await see(clinicsRow).toContainText('2 protections run')
    const place = (await rows.allInnerTexts()).findIndex((text) => text.includes(group.name))
    for (let step = 0; step < place; step++) await page.keyboard.press('j')
    await see(clinicsRow.getByRole('button')).toBeFocused()
    await page.keyboard.press('Enter')
    await see(page.getByRole('heading', { level: 1 })).toHaveText('Are these the same company?')
  })

  it('two records stand side by side, with what is alike, why, and what a merge would do', async () => {
    await field('Name', [clinics.name, group.name], 'Alike')
    await field('Domains', [clinics.domain, group.domain], 'Different')
    await field('City', ['Denver'], 'Same')
    await field('Protected now', [partners.alder.name, partners.brightwater.name], '')
    await see(page.getByRole('region', { name: 'What a merge would do' })).toContainText(
      'Both protections for Backup stay in force, and a conflict is opened.',
    )
  })

  it('nothing is merged without a reason', async () => {
    await answer.getByRole('button', { name: 'Merge them' }).click()
    await see(answer.getByText('Write why, three characters at least.')).toBeVisible()
    await see(answer.getByLabel('Why?')).toBeFocused()
    expect(await merges()).toBe(0)
  })

  it('merged, the conflict is shown at once, and both protections are still in force', async () => {
    await answer.getByRole('radio', { name: new RegExp(`^${clinics.name} fernhill.com`) }).check()
    await answer.getByLabel('Why?').fill('Both names stand under one register number.')
    await answer.getByRole('button', { name: 'Merge them' }).click()
    await see(page.getByRole('heading', { level: 1 })).toHaveText('They are one account now')
    await see(page.getByRole('article', { name: `${group.name} and ${clinics.name}` })).toContainText(
      `${group.name} became part of ${clinics.name}`,
    )
    const conflict = page.getByRole('article', { name: `${clinics.name}, Backup` })
    await see(conflict).toContainText('because two accounts turned out to be one company')
    await see(partyIn(conflict, partners.alder.name)).toContainText('Protected')
    await see(partyIn(conflict, partners.brightwater.name)).toContainText('Protected')
    await see(conflict).toContainText('Both protections stay in force until somebody decides')
    await bothAreProtected()
  })

  it('the conflict stands among the conflicts, too', async () => {
    await page.getByRole('link', { name: 'Conflicts', exact: true }).click()
    await see(page.getByRole('article', { name: `${clinics.name}, Backup` })).toContainText(group.name)
  })

  it('the merge is undone, with a reason, and they are two again', async () => {
    await page.goto('/admin/duplicates/merges')
    const merge = page.getByRole('article', { name: `${group.name} and ${clinics.name}` })
    await merge.getByRole('button', { name: 'Undo this merge' }).click()
    await see(merge.getByLabel('Why?')).toBeFocused()
    await merge.getByLabel('Why?').fill('The group is the landlord, not the clinics.')
    await merge.getByRole('button', { name: 'Make them two again' }).click()
    await see(merge).toContainText(`Undone by ${people.manager.name}`)
    expect(await merges()).toBe(0)
    await bothAreProtected()
    await page.getByRole('link', { name: 'Conflicts', exact: true }).click()
    await see(page.getByRole('article', { name: `${clinics.name}, Backup` })).toContainText(
      'the merge that caused it was undone',
    )
  })

  it('two others are different: they are never proposed again, unless it is taken back', async () => {
    await page.getByRole('link', { name: 'Duplicates', exact: true }).click()
    await rows.filter({ hasText: 'Tamarack Paper Mills' }).getByRole('button').click()
    await answer.getByLabel('Why?').fill('The mills went to another owner in 2019.')
    await answer.getByRole('button', { name: 'These are different' }).click()
    const said = page.getByRole('region', { name: 'These are different' })
    await see(said).toContainText(`${people.manager.name} said so`)
    await see(said).toContainText('The mills went to another owner in 2019.')
    await page.getByRole('link', { name: 'Duplicates', exact: true }).click()
    await see(rows).toHaveCount(2)
    await see(rows.filter({ hasText: 'Tamarack' })).toHaveCount(0)
  })

  it('a registration whose account isn’t sure is settled on its own page, and decided again at once', async () => {
    const name = await nameThatIsUnsure(w, tamaracks)
    const unsure = await w.as('corvane').registers(aDeal({ account: { name } }))
    expect(unsure.summary.status).toBe('inReview')
    await page.goto(`/admin/registrations/${unsure.summary.id}`)
    const question = page.getByRole('form', { name: 'Which account is this?' })
    await see(question).toContainText('What the partner typed')
    await see(question).toContainText('Nobody leads it.')
    await question.getByRole('radio', { name: /^Tamarack Paper tamarack\.com/ }).check()
    await question.getByLabel('How do you know?').fill('Their buyer writes from tamarack.com.')
    await question.getByRole('button', { name: 'Say that it is this account' }).click()
    const said = page.getByRole('status').filter({ hasText: 'It is Tamarack Paper' })
    await see(said).toContainText('It was decided again at once: Approved')
    await see(said).toBeFocused()
    await see(page.getByRole('region', { name: 'Account', exact: true })).toContainText('Said by a person')
    expect((await w.as('corvane').opens(unsure.summary.id)).summary.status).toBe('approved')
  })

  it('and the browser had nothing to complain about', () => {
    expect(complaints).toEqual([])
  })
})
