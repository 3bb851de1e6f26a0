import { describe, expect, it } from 'vitest'
import { people } from '../support/program.ts'
import { Keyboard } from './support/keyboard.ts'
import { see } from './support/see.ts'
import { servedWorld } from './support/serve.ts'
import { openChromium, visit } from './support/visitor.ts'

const w = await servedWorld()
const chromium = await openChromium()

describe('a partner without a mouse', () => {
  it('signs in, registers a deal and reads the answer with the keyboard alone', async () => {
    const { page, complaints } = await visit(chromium, w.url)
    const keys = new Keyboard(page)
    await page.goto('/')
    await keys.types('E-mail', people.brightwater.email)
    await keys.types('Password', 'a long enough password')
    await page.keyboard.press('Enter')
    await see(page.getByRole('heading', { level: 1 })).not.toHaveText('Who is it?')

    await keys.follows('link', 'Register a deal')
    await keys.types('Customer', 'Ravenswood Turbine Works')
    await keys.picks('Country', 'United States')
    await keys.chooses('Which product family is it for?', 'Backup')
    await keys.chooses('Is this new business, an expansion or a renewal?', 'New business')
    await keys.types('How much do you expect the customer to spend?', '45,000')
    await keys.types('When do you expect to close?', '02152027')
    await keys.chooses('What is your part in the deal?', 'Managed service')
    await keys.chooses('Do you register one opportunity or the whole account?', 'One opportunity')
    await keys.types(
      'What does the customer want to solve?',
      'They want to replace tape backups in fourteen depots before the lease of the old library ends in spring.',
    )
    await keys.types('Who is your contact at the customer?', 'Dana Whitfield')
    await keys.types('Their e-mail address', 'dana.whitfield@example.com')
    await keys.types('How many meetings have you held with the customer?', '2')
    await keys.chooses('Is there a public tender?', 'No tender')
    await keys.chooses('Has the customer chosen a partner?', 'Not chosen yet')
    await keys.chooses('Have you registered this opportunity with a competing vendor?', 'No')
    await keys.follows('button', 'Register this deal')

    await see(page.getByRole('article').first()).toContainText('Approved')
    await see(page.getByRole('heading', { level: 1 })).toBeFocused()
    expect(complaints).toEqual([])
  })
})
