import type { Locator, Page } from '@playwright/test'

type File = { name: string; buffer: Buffer }

/** The console's screens for importing accounts. */
export class Importing {
  readonly page: Page
  readonly title: Locator
  constructor(page: Page) {
    this.page = page
    this.title = page.getByRole('heading', { level: 1 })
  }

  async opens(): Promise<void> {
    await this.page.goto('/admin/imports')
    await this.page.getByRole('button', { name: 'Choose a file' }).waitFor()
  }

  chooses({ name, buffer }: File): Promise<void> {
    return this.page.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/csv', buffer })
  }

  column = (name: string) => this.page.getByRole('combobox', { name: `What “${name}” means` })
  button = (name: string) => this.page.getByRole('button', { name, exact: true })

  /** The figure over a word, such as “New accounts”. */
  async count(of: string): Promise<number> {
    const figure = this.page
      .getByRole('list', { name: 'What became of the rows' })
      .getByRole('listitem')
      .filter({ hasText: of })
    return Number((await figure.innerText()).replaceAll(/\D/g, ''))
  }

  /** The card of a row that waits, by the name in the file; more cards are loaded until it is there. */
  async rowOf(name: string): Promise<Locator> {
    const row = this.page.getByRole('article', { name: new RegExp(`: ${name}$`) })
    const more = this.button('Load more')
    await this.page.getByRole('article').first().waitFor()
    while ((await row.count()) === 0) {
      const cards = await this.page.getByRole('article').count()
      await more.click()
      await this.page.getByRole('article').nth(cards).waitFor()
    }
    return row
  }
}
