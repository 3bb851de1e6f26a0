import type { Page } from '@playwright/test'

type Focused = { role: string; name: string; group: string }

/** Goes through a page with Tab, arrows and Enter, never with a locator or a mouse. */
export class Keyboard {
  #page: Page
  constructor(page: Page) {
    this.#page = page
  }

  /** Goes on to a field, and types into it. */
  async types(label: string, text: string): Promise<void> {
    await this.#tabTo(`the field “${label}”`, ({ name }) => name === label)
    await this.#page.keyboard.type(text)
  }

  /** Goes on to a menu of options, and types the beginning of one. */
  async picks(label: string, option: string): Promise<void> {
    await this.types(label, option)
  }

  /** Goes on to a group of radio buttons, and to one of them with the arrow keys. */
  async chooses(question: string, option: string): Promise<void> {
    await this.#tabTo(`the question “${question}”`, ({ group }) => group === question)
    const { keyboard } = this.#page
    if ((await this.#focused()).name === option) return keyboard.press('Space')
    for (let step = 0; step < 8; step++) {
      await keyboard.press('ArrowDown')
      if ((await this.#focused()).name === option) return
    }
    throw new Error(`The arrow keys don’t reach “${option}” in “${question}”.`)
  }

  /** Goes on to a button or a link, and presses Enter. */
  async follows(role: 'button' | 'link', name: string): Promise<void> {
    await this.#tabTo(`the ${role} “${name}”`, (focused) => focused.role === role && focused.name === name)
    await this.#page.keyboard.press('Enter')
  }

  /** Tab until it is reached. Whatever is folded on the way is opened, as somebody does who looks for it. */
  async #tabTo(what: string, isIt: (focused: Focused) => boolean): Promise<void> {
    const passed: string[] = []
    for (let step = 0; step < 80; step++) {
      const focused = await this.#focused()
      if (isIt(focused)) return
      passed.push(focused.name)
      if (focused.role === 'summary' && focused.name.startsWith('More')) await this.#page.keyboard.press('Enter')
      await this.#page.keyboard.press('Tab')
    }
    throw new Error(`Tab doesn’t lead to ${what}. It went by: ${passed.join(' · ')}`)
  }

  #focused(): Promise<Focused> {
    return this.#page.evaluate(() => {
      const element = document.activeElement as HTMLElement
      const labels = [...((element as HTMLInputElement).labels ?? [])].map((label) => label.innerText)
      const name = element.getAttribute('aria-label') ?? labels[0] ?? element.innerText
      const roles: Record<string, string> = { A: 'link', BUTTON: 'button', SUMMARY: 'summary', BODY: 'page' }
      return {
        role: roles[element.tagName] ?? 'field',
        name: name
          .replace(/\s*\(optional\)$/, '')
          .trim()
          .slice(0, 200),
        group: element.closest('fieldset')?.querySelector('legend')?.innerText.trim() ?? '',
      }
    })
  }
}
