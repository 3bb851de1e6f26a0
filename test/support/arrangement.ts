import { keepNames } from '@parley/api/accounts/identity/keep-names'
import { type Env, systemActor } from '@parley/api/context'
import {
  addAccounts,
  addCertifications,
  addDirectOpportunities,
  addHoldings,
  addPartners,
  type NewAccount,
  type NewHolding,
  type NewOpportunity,
} from '@parley/api/demo/fill'
import { createUser } from '@parley/api/session/create-user'
import { inTransaction } from '@parley/api/transaction'
import { type Person, partners, password } from './program.ts'

/** What is so before a story begins: accounts, who buys what, the vendor's own pipeline. */
export class Arrangement {
  #env: Env
  constructor(env: Env) {
    this.#env = env
  }

  /** A Gold partner with one seller who can sign in. Ends in that person. */
  async partner(name: string): Promise<Person> {
    const id = this.#env.newId()
    const { alder } = partners
    await inTransaction(this.#env, systemActor, async (ctx) => {
      await addPartners(ctx, [{ ...alder, id, name }])
      await addCertifications(ctx, [
        { partnerId: id, productFamily: 'backup', personName: 'Certified Person', expiresOn: '2029-12-31' },
      ])
    })
    const person = {
      email: `${id}@partner.example`,
      name: `Seller of ${name}`,
      role: 'partnerSeller' as const,
      partner: null,
    }
    await createUser(this.#env, { ...person, password, partnerId: id })
    return person
  }

  /** An account; an open one in the US unless said otherwise. Ends in its id. */
  async account(account: Partial<NewAccount> & { name: string }): Promise<string> {
    const id = account.id ?? this.#env.newId()
    await inTransaction(this.#env, systemActor, (ctx) =>
      addAccounts(ctx, [{ domain: null, country: 'US', city: null, ...account, id }]),
    )
    return id
  }

  /** Many accounts at once. Ends in them, with their ids. */
  async accounts(listed: readonly (Omit<NewAccount, 'id'> & { id?: string })[]): Promise<NewAccount[]> {
    const accounts = listed.map((account) => ({ ...account, id: account.id ?? this.#env.newId() }))
    await inTransaction(this.#env, systemActor, (ctx) => addAccounts(ctx, accounts))
    return accounts
  }

  /** Another name of an account. */
  async alias(accountId: string, name: string, kind: 'former' | 'short' | 'translated'): Promise<void> {
    await inTransaction(this.#env, systemActor, async (ctx) => {
      await ctx.tx.query(
        `INSERT INTO parley.account_alias (id, account_id, name, kind, source, added_by_name, added_at)
         VALUES ($1, $2, $3, $4, 'register', 'Arranged', $5)`,
        [ctx.newId(), accountId, name, kind, ctx.now],
      )
      await keepNames(ctx, [accountId])
    })
  }

  async holding(holding: NewHolding): Promise<void> {
    await inTransaction(this.#env, systemActor, (ctx) => addHoldings(ctx, [holding]))
  }

  async directOpportunity(opportunity: NewOpportunity): Promise<void> {
    await inTransaction(this.#env, systemActor, (ctx) => addDirectOpportunities(ctx, [opportunity]))
  }
}
