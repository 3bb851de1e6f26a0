import type { Locator, Page } from '@playwright/test'

/** The policy studio, as an editor works in it. */
export class Studio {
  readonly page: Page
  readonly policy: Locator
  readonly examples: Locator
  /** Problems, examples, changes: what follows from the text. */
  readonly consequences: Locator
  constructor(page: Page) {
    this.page = page
    this.policy = page.getByRole('textbox', { name: 'Policy, as JSON' })
    this.examples = page.getByRole('textbox', { name: 'Examples, as JSON' })
    this.consequences = page.getByRole('region', { name: 'What follows from it' })
  }

  /** Starts a draft of the registration policy in force. */
  async opens(): Promise<void> {
    await this.page.goto('/admin/policies')
    const book = this.page.getByRole('region', { name: 'Deal registration' })
    await book.getByRole('button', { name: 'Draft a change' }).click()
    await this.policy.waitFor()
  }

  async shows(tab: 'Policy' | 'Problems' | 'Changes' | 'Decisions' | RegExp): Promise<void> {
    await this.page.getByRole('tab', { name: tab }).click()
  }

  /** Finds a text in the editor with its own search, and types over it. */
  async replaces(editor: Locator, found: string, typed: string): Promise<void> {
    const { keyboard } = this.page
    await editor.focus()
    await keyboard.press('Control+f')
    const search = this.page.locator('.cm-search:visible').getByRole('textbox', { name: 'Find' })
    await search.fill('')
    await search.pressSequentially(found)
    await keyboard.press('Enter')
    await keyboard.press('Escape')
    await keyboard.type(typed)
  }
}
