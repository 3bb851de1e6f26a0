import { accounts } from '@parley/contract/routes/accounts'
import type { World } from './open-world.ts'

/**
 * The first of these spellings of which a person must say whose it is. Asked, not fixed: the matcher is trained again from time to time,
 * and its chances move.
 */
export async function unsureSpelling(w: World, spellings: readonly string[]): Promise<string> {
  for (const name of spellings) {
    const { answer } = await w.as('manager').does(accounts.lookUpAccount, { body: { name, country: 'US' } })
    if (answer === 'aPersonDecides') return name
  }
  throw new Error(`The matcher is sure of each: ${spellings.join(', ')}.`)
}
