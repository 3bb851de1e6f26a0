import { type Env, systemActor } from '@parley/api/context'
import {
  addAccounts,
  addDirectOpportunities,
  addHoldings,
  type NewAccount,
  type NewHolding,
  type NewOpportunity,
} from '@parley/api/demo/fill'
import { inTransaction } from '@parley/api/transaction'

/** What is so before a story begins: accounts, who buys what, the vendor's own pipeline. */
export class Arrangement {
  #env: Env
  constructor(env: Env) {
    this.#env = env
  }

  /** An account; an open one in the US unless said otherwise. Ends in its id. */
  async account(account: Partial<NewAccount> & { name: string }): Promise<string> {
    const id = account.id ?? this.#env.newId()
    await inTransaction(this.#env, systemActor, (ctx) =>
      addAccounts(ctx, [{ domain: null, country: 'US', city: null, ...account, id }]),
    )
    return id
  }

  async holding(holding: NewHolding): Promise<void> {
    await inTransaction(this.#env, systemActor, (ctx) => addHoldings(ctx, [holding]))
  }

  async directOpportunity(opportunity: NewOpportunity): Promise<void> {
    await inTransaction(this.#env, systemActor, (ctx) => addDirectOpportunities(ctx, [opportunity]))
  }
}
