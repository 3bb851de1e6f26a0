import { accounts } from '@parley/contract/routes/accounts'
import { describe, expect, it } from 'vitest'
import { aDeal } from '../../../../test/support/factories.ts'
import { world } from '../../../../test/support/world.ts'
import '../../../../test/support/matchers.ts'
import { rekeyAccounts } from './identity/rekey-accounts.ts'

const w = await world()
const other = w.anotherInstance()

describe('at the same moment', () => {
  it('a parent and its subsidiary: one partner is approved, a person looks at the other, and there is a conflict', async () => {
    const pairs = ['Larkspur', 'Quarryman', 'Bellwether', 'Stonebridge', 'Cranberry']
    for (const name of pairs) {
      const parentId = await w.has.account({ name: `${name} Holdings` })
      await w.has.account({ name: `${name} Logistics of Vermont`, parentId, relationToParent: 'subsidiary' })
      const answers = await Promise.all([
        w.as('alder').registers(aDeal({ account: { name: `${name} Holdings` } })),
        other.as('brightwater').registers(aDeal({ account: { name: `${name} Logistics of Vermont` } })),
      ])
      expect(answers.map(({ decision }) => decision.outcome.type).toSorted()).toEqual(['approve', 'review'])
      const { items } = await w.as('manager').does(accounts.listConflicts, { query: { accountId: parentId } })
      expect(items).toMatchObject([{ openedBecause: 'family', closedAt: null }])
    }
  })

  it('two processes that start after an update make each name once', async () => {
    await w.sql('DELETE FROM parley.identity_model')
    await Promise.all([rekeyAccounts(w.env), rekeyAccounts(other.env)])
    const twice = await w.sql(
      'SELECT account_id, name, host FROM parley.account_name GROUP BY 1, 2, 3 HAVING count(*) > 1',
    )
    expect(twice).toEqual([])
  })
})
