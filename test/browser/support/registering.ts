import type { RegisterDeal } from '@parley/contract/registrations'
import { registration as point } from '@parley/rules/points/registration/point'
import type { Locator, Page } from '@playwright/test'
import { see } from './see.ts'

const { facts } = point

/** The deal registration of the partner app, as somebody fills it in. */
export class DealForm {
  readonly page: Page
  /** How it would be decided, beside the form. */
  readonly answer: Locator
  constructor(page: Page) {
    this.page = page
    this.answer = page.getByRole('complementary', { name: 'The answer so far' })
  }

  async opens(): Promise<this> {
    await this.page.goto('/register')
    await this.page.getByLabel('Customer', { exact: true }).waitFor()
    return this
  }

  /** Only what is said: a deal is filled in bit by bit. */
  async says(deal: Partial<RegisterDeal['deal']> & { customer?: string; country?: string; family?: string }) {
    const { page } = this
    if (deal.customer) await page.getByLabel('Customer', { exact: true }).fill(deal.customer)
    if (deal.country) await page.locator('#country').selectOption(deal.country)
    if (deal.family) await this.chooses('Which product family is it for?', deal.family)
    if (deal.kind) await this.chooses(facts['deal.kind'].question, facts['deal.kind'].values[deal.kind])
    if (deal.amountMinor !== undefined) await this.#types('amount', String(deal.amountMinor / 100))
    if (deal.expectedCloseOn) await this.#types('expectedCloseOn', deal.expectedCloseOn)
    if (deal.role) await this.chooses(facts['deal.role'].question, facts['deal.role'].values[deal.role])
    if (deal.scope) await this.chooses(facts['deal.scope'].question, facts['deal.scope'].values[deal.scope])
    if (deal.description) await this.#types('description', deal.description)
    if (deal.contactName) await this.#types('contactName', deal.contactName)
    if (deal.contactEmail) await this.#types('contactEmail', deal.contactEmail)
    if (deal.meetingsHeld !== undefined) await this.#types('meetingsHeld', String(deal.meetingsHeld))
    if (deal.tender) await this.chooses(facts['deal.tender'].question, facts['deal.tender'].values[deal.tender])
    const choice = facts['deal.customerChoice']
    if (deal.customerChoice) await this.chooses(choice.question, choice.values[deal.customerChoice])
    if (deal.registeredWithCompetitor !== undefined)
      await this.chooses(facts['deal.registeredWithCompetitor'].question, deal.registeredWithCompetitor ? 'Yes' : 'No')
  }

  async chooses(question: string, option: string): Promise<void> {
    const group = this.page.getByRole('group', { name: question, includeHidden: true })
    const radio = group.getByLabel(option, { exact: true })
    await see(async () => {
      await this.#reach(radio)
      await radio.check({ timeout: 2_000 })
    }).toPass({ timeout: 20_000 })
  }

  async submits(): Promise<void> {
    const button = this.page.getByRole('button', { name: 'Register this deal' })
    await button.click()
    await this.page.waitForURL(/\/registrations\/[0-9a-f-]{36}$/)
    // The form, with the answer as it was foretold, stands until the registration's page is loaded.
    await button.waitFor({ state: 'detached' })
    await this.page.getByRole('article').first().waitFor()
  }

  async #types(field: string, text: string): Promise<void> {
    const input = this.page.locator(`#${field}`)
    // An answer that comes in between may fold the question away again.
    await see(async () => {
      await this.#reach(input)
      await input.fill(text, { timeout: 2_000 })
    }).toPass({ timeout: 20_000 })
  }

  /** Questions that can't change the answer any more are folded away under "More". */
  async #reach(field: Locator): Promise<void> {
    await field.waitFor({ state: 'attached' })
    const folded = this.page.locator('details:not([open])').filter({ has: field })
    if ((await folded.count()) > 0) await folded.locator('summary').click()
  }
}
