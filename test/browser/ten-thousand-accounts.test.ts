import { readFileSync } from 'node:fs'
import { runImport } from '@parley/api/imports/run-import'
import { describe, expect, it } from 'vitest'
import { people } from '../support/program.ts'
import { accountFile, hostileNames, knownBefore, unsure } from './support/account-file.ts'
import { Importing } from './support/importing.ts'
import { see as playwright } from './support/see.ts'
import { servedWorld } from './support/serve.ts'
import { openChromium, signIn, visit } from './support/visitor.ts'

/** Ten thousand rows are read and imported on whatever machine this is: longer than a click takes. */
const see = playwright.configure({ timeout: 60_000 })
const w = await servedWorld()
for (const account of knownBefore) await w.has.account(account)
const [meant] = knownBefore
const before = await accounts()
const file = accountFile()
const upload = { name: 'Kunden 2026.csv', buffer: file.buffer }
const chromium = await openChromium()
const manager = await visit(chromium, w.url)
const importing = new Importing(manager.page)
const { page } = manager
let imported = 0

describe('a channel manager imports 10,000 accounts', () => {
  it('drops the file; what has arrived survives a reload, and is not sent again', async () => {
    await signIn(page, people.manager, '/admin/')
    await importing.opens()
    await see(page.getByText('up to 40 MB, 100,000 rows')).toBeVisible()
    const sent: number[] = []
    let cut = true
    await page.route('**/parts', async (route) => {
      const { position } = route.request().postDataJSON() as { position: number }
      if (cut && position === 1) return route.abort()
      sent.push(position)
      return route.continue()
    })
    await importing.chooses(upload)
    await see(page.getByRole('button', { name: 'Go on sending' })).toBeVisible()
    await see(importing.title).toHaveText('“Kunden 2026.csv” is on its way')
    cut = false
    await page.reload()
    await see(importing.title).toHaveText('What do the columns of “Kunden 2026.csv” mean?')
    expect(sent).toEqual([0, 1])
    manager.complaints.length = 0
  })

  it('finds the columns understood, says what is left out, and loses no choice by a reload', async () => {
    await see(page.getByText('10,000 rows in 6 columns, read as UTF-16 LE with semicolons')).toBeVisible()
    await see(importing.column('Firma')).toHaveValue('name')
    await see(importing.column('Webseite')).toHaveValue('domain')
    await see(importing.column('Land')).toHaveValue('country')
    await see(importing.column('Ort')).toHaveValue('city')
    await see(page.getByText('Left out: Bemerkung.')).toBeVisible()
    await importing.column('Bemerkung').selectOption('name')
    await see(page.getByText('One column alone can be the name: “Firma” is left out now.')).toBeVisible()
    await page.reload()
    await see(importing.column('Bemerkung')).toHaveValue('name')
    await importing.column('Firma').selectOption('name')
    await see(importing.column('Bemerkung')).toHaveValue('')
    await importing.column('Kundennr').selectOption('')
  })

  it('sees before anything happens which rows can’t come in, and why', async () => {
    await importing.button('Check the rows').click()
    const valid = (file.rows - file.refused).toLocaleString('en')
    await see(page.getByText(`${valid} rows can be imported, ${file.refused} can’t.`)).toBeVisible()
    const problems = page.getByRole('region', { name: 'Problems in the file' })
    await see(problems).toContainText('12 No name')
    await see(problems).toContainText('9 Country not known')
    expect(await accounts()).toBe(before)
  })

  it('lets it run, and finds it where it is after a reload in the middle', async () => {
    await importing.button('Import what’s valid').click()
    await see(page.getByText('0 of 10,000 rows')).toBeVisible()
    const id = page.url().split('/').at(-1)!.split('?')[0]!
    let batches = 0
    await runImport(w.env, id, () => batches++ >= 4)
    await see(page.getByText('800 of 10,000 rows')).toBeVisible()
    await page.reload()
    await see(page.getByText('800 of 10,000 rows')).toBeVisible()
    const running = runImport(w.env, id)
    await see(page.getByText('800 of 10,000 rows')).toBeHidden()
    await page.reload()
    await running
    await see(importing.title).toContainText('new accounts')
  }, 400_000)

  it('reads what became of every row', async () => {
    const counts = {
      imported: await importing.count('New accounts'),
      linked: await importing.count('Known already'),
      repeated: await importing.count('Repeated in the file'),
      waiting: await importing.count('Need you'),
      refused: await importing.count('Not imported'),
    }
    imported = counts.imported
    expect(Object.values(counts).reduce((sum, count) => sum + count)).toBe(file.rows)
    expect(counts.refused).toBe(file.refused)
    expect(counts.linked).toBeGreaterThanOrEqual(file.known)
    expect(counts.repeated).toBeGreaterThanOrEqual(file.repeated * 0.8)
    expect(counts.waiting).toBeGreaterThanOrEqual(1)
    expect(await accounts()).toBe(before + counts.imported)
  })

  it('says which account a row means, with the candidates beside it', async () => {
    const waiting = await importing.count('Need you')
    const row = await importing.rowOf(unsure[1]!)
    const candidates = row.getByRole('region', { name: /^Known/ })
    await see(candidates.filter({ hasText: 'Hamburg' })).toBeVisible()
    await see(candidates.filter({ hasText: 'Stade' })).toBeVisible()
    await row.getByRole('button', { name: new RegExp(` is ${meant.name}$`) }).click()
    await see(page.getByRole('status').filter({ hasText: `${unsure[1]} is ${meant.name}` })).toBeVisible()
    await see(page.getByRole('link', { name: 'Need you' })).toContainText(String(waiting - 1))
    await page.reload()
    await see(page.getByRole('link', { name: 'Need you' })).toContainText(String(waiting - 1))
  })

  it('reads what is wrong with the other rows, and takes them home as a file', async () => {
    await page.getByRole('link', { name: 'Not imported' }).click()
    const table = page.getByRole('table', { name: 'Rows that were not imported' })
    await see(table.getByRole('row')).toHaveCount(1 + file.refused)
    await page.getByLabel('Problem').selectOption({ label: 'Country not known' })
    await see(table.getByRole('row')).toHaveCount(1 + 9)
    await see(table).toContainText('“Atlantis” isn’t known here.')
    const downloading = page.waitForEvent('download')
    await page.getByRole('link', { name: 'Download the problem rows' }).click()
    const downloaded = await downloading
    expect(downloaded.suggestedFilename()).toMatch(/\.csv$/)
    const text = readFileSync(await downloaded.path(), 'utf8')
    expect(text).toContain('problem')
    expect(text.match(/Atlantis/g)?.length).toBeGreaterThanOrEqual(9)
  })

  it('finds them in the list of accounts, hostile names harmlessly', async () => {
    await page.getByRole('link', { name: 'See the accounts' }).click()
    const search = page.getByRole('searchbox')
    for (const [typed, shown] of [
      ['Bäckerei Lehmann', hostileNames[4]!],
      ['onerror Verlag', hostileNames[1]!],
      ['HYPERLINK Bergmann', hostileNames[0]!],
    ] as const) {
      await search.fill(typed)
      await see(page.getByRole('row').filter({ hasText: shown })).toBeVisible()
    }
    expect(await page.title()).not.toBe('taken')
    expect(manager.complaints).toEqual([])
  })
})

describe('the same file again', () => {
  it('changes nothing, and says so', async () => {
    const known = await accounts()
    w.travelTo('2026-11-02T16:00:00.000Z')
    await importing.opens()
    await importing.chooses(upload)
    await see(page.getByText('The same file was imported before:')).toBeVisible()
    await importing.column('Kundennr').selectOption('')
    await importing.button('Check the rows').click()
    await importing.button('Import what’s valid').click()
    await see(importing.title).toHaveText('Nothing changed')
    expect(await accounts()).toBe(known)
    expect(known).toBe(before + imported)
  })

  it('stands in the list of imports beside the first', async () => {
    await page.getByRole('link', { name: 'Import another file' }).click()
    const table = page.getByRole('table', { name: /Earlier imports/ })
    await see(table.getByRole('row').nth(1)).toContainText('Nothing changed')
    await see(table.getByRole('row').nth(2)).toContainText(`${imported.toLocaleString('en')} new`)
    expect(manager.complaints).toEqual([])
  })
})

async function accounts(): Promise<number> {
  const [row] = await w.sql<{ count: number }>('SELECT count(*)::int AS count FROM parley.account')
  return row!.count
}
