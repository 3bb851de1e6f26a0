import { describe, expect, it } from 'vitest'
import { aDeal } from '../support/factories.ts'
import { people } from '../support/program.ts'
import { see } from './support/see.ts'
import { servedWorld } from './support/serve.ts'
import { Studio } from './support/studio.ts'
import { openChromium, signIn, visit } from './support/visitor.ts'

const w = await servedWorld()
const chromium = await openChromium()
await w.as('alder').registers(aDeal({ account: { name: 'Fernhill Clinics' }, deal: { amountMinor: 2_000_000 } }))
await w.as('brightwater').registers(aDeal({ account: { name: 'Inverness Dairy' }, deal: { amountMinor: 9_000_000 } }))
const editor = await visit(chromium, w.url)
const studio = new Studio(editor.page)
const submit = editor.page.getByRole('button', { name: 'Submit', exact: true })

describe('the studio tells what a change does before anybody submits it', () => {
  it('a contradiction is found as it is typed, with facts that show it and a way to the other rule', async () => {
    await signIn(editor.page, people.editor, '/admin/')
    await studio.opens()
    await see(studio.consequences).toContainText('Nothing contradicts itself or is left open')
    const weight = await priorityOf('deal-below-minimum')
    await studio.replaces(
      studio.policy,
      `"priority": ${await priorityOf('approved-for-gold')},`,
      `"priority": ${weight},`,
    )
    await see(studio.consequences).toContainText(`have the same priority, ${weight}`)
    await see(studio.consequences).toContainText('Give them different priorities')
    await see(studio.consequences).toContainText('For example:')
    await see(studio.consequences).toContainText(/expected amount: \$/)
    await see(submit).toBeDisabled()
    await see(editor.page.getByText('Mend the one mistake first.')).toBeVisible()
    const other = studio.consequences.getByRole('button', { name: 'Deal below the smallest size', exact: true })
    await other.first().click()
    await see(editor.page.getByRole('region', { name: /under the cursor/ })).toContainText(
      'Deal below the smallest size',
    )
  })

  it('mended, it goes away', async () => {
    await studio.policy.focus()
    await editor.page.keyboard.press('Control+z')
    await see(studio.consequences).toContainText('Nothing contradicts itself or is left open')
  })

  it('what the examples don’t show is proposed, and one press adds it to their text', async () => {
    await studio.shows(/^Examples \d+$/)
    const proposed = studio.consequences.getByRole('region', { name: 'Not shown yet' })
    const add = proposed.getByRole('button', { name: /^Add this example: / }).first()
    const name = (await add.getAttribute('aria-label'))!.replace('Add this example: ', '')
    const before = await studio.consequences.getByText(/^\d+ of \d+ come out as they say\.$/).innerText()
    await add.click()
    await see(studio.consequences.getByText(/^\d+ of \d+ come out as they say\.$/)).not.toHaveText(before)
    await see(studio.consequences.getByRole('button', { name: `Add this example: ${name}` })).toHaveCount(0)
    await see(studio.consequences).not.toContainText('Come out differently')
    await see(submit).toBeEnabled()
  })

  it('past decisions are run by the draft: who would have lost, and how much', async () => {
    await studio.shows('Policy')
    await studio.replaces(studio.policy, '"value": 1000000', '"value": 4000000')
    await studio.shows('Decisions')
    await editor.page.getByRole('button', { name: 'Run past decisions' }).click()
    await see(studio.consequences).toContainText('1 decision would no longer be granted ($20,000).')
    await see(studio.consequences.getByRole('row', { name: /Alder Ridge Systems/ })).toContainText('1 · $20,000')
    const flips = studio.consequences.getByRole('region', { name: 'Decisions that would change sides' })
    await see(flips).toContainText('Because of Deal below the smallest size')
    await see(flips.getByRole('listitem')).toHaveCount(1)
    await flips.getByRole('link', { name: /Fernhill Clinics/ }).click()
    await see(editor.page.getByRole('heading', { level: 1 })).toContainText('Fernhill Clinics')
  })

  it('and the browser had nothing to complain about', () => {
    expect(editor.complaints).toEqual([])
  })
})

async function priorityOf(id: string): Promise<number> {
  const { document } = await w.as('editor').policies.version(1)
  return (document as { rules: { id: string; priority: number }[] }).rules.find((rule) => rule.id === id)!.priority
}
