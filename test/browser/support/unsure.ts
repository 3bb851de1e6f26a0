import { accounts } from '@parley/contract/routes/accounts'
import type { World } from '../../support/open-world.ts'

/** The first of these names of which a person must say whose it is: which one that is depends on what the matcher has learnt. */
export async function nameThatIsUnsure(w: World, names: readonly string[]): Promise<string> {
  for (const name of names) {
    const { answer } = await w.as('manager').does(accounts.lookUpAccount, { body: { name, country: 'US' } })
    if (answer === 'aPersonDecides') return name
  }
  throw new Error(`The matcher is sure of all of these: ${names.join(', ')}.`)
}

/** Spellings of the Tamarack Paper that the tests know, beside its mills. */
export const tamaracks = [
  '',
  ' Paper',
  ' Paperworks',
  ' Group',
  ' Holdings',
  ' Mills',
  ' Pulp',
  ' Packaging',
  ' Paper Trading',
].map((rest) => `Tamarack${rest}`)
