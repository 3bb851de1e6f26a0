import { accounts } from '@parley/contract/routes/accounts'
import { staff } from '@parley/contract/routes/staff'
import { describe, expect, it } from 'vitest'
import { untrueNames } from '../../../../test/support/account-contents.ts'
import { aDeal } from '../../../../test/support/factories.ts'
import { Importer } from '../../../../test/support/imports.ts'
import { unsureSpelling } from '../../../../test/support/unsure-spelling.ts'
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

  it('a merge and an edit that makes the absorbed record a parent: nobody has a parent that is another’s past', async () => {
    for (const name of ['Wainwright', 'Hollowell', 'Fothergill', 'Dunmore', 'Easterby', 'Kirkbride']) {
      const keptId = await w.has.account({ name: `${name} Milling` })
      const absorbedId = await w.has.account({ name: `${name} Sawmills of Oregon` })
      const child = await w.has.account({ name: `Branch of ${name} in Ohio` })
      const read = await manager.does(accounts.getAccount, { params: { id: child } })
      const { domain, country, city, designation } = read.summary
      const body = {
        name: read.summary.name,
        domain,
        country,
        city,
        designation,
        taxId: null,
        relation: 'subsidiary' as const,
      }
      await Promise.allSettled([
        merges(manager, keptId, absorbedId),
        otherManager.does(accounts.editAccount, {
          params: { id: child },
          body: { ...body, parentId: absorbedId },
          ifMatch: read.version,
        }),
      ])
      expect(await astray()).toEqual([])
    }
  })

  it('a merge and a person who settles which account it is: the registration stands at a record that is kept', async () => {
    for (const name of ['Ravensworth', 'Applegarth', 'Cattermole', 'Thistledown']) {
      const known = await w.has.account({ name: `${name} Instruments`, country: 'US' })
      const keptId = await w.has.account({ name: `${name} Holdings of Delaware` })
      const typed = await unsureSpelling(w, [`${name} Instrum`, `${name} Tools`, `${name} Instruments Asia`, `${name}`])
      const { summary } = await w.as('alder').registers(aDeal({ account: { name: typed, country: 'US' } }))
      const { version } = await manager.inspects(summary.id)
      const answers = await Promise.allSettled([
        merges(manager, keptId, known),
        otherManager.does(staff.settleAccount, {
          params: { id: summary.id },
          body: { accountId: known, reason: 'The customer said so.' },
          ifMatch: version,
        }),
      ])
      expect(answers.some(({ status }) => status === 'fulfilled')).toBe(true)
      expect(await astray()).toEqual([])
    }
  })

  it('a merge and an import that writes to the absorbed record: what was brought is at the record that is kept', async () => {
    const importer = new Importer(w)
    for (const name of ['Pemberton', 'Oglethorpe', 'Winterbourne']) {
      const keptId = await w.has.account({ name: `${name} Castings` })
      const absorbedId = await w.has.account({ name: `${name} Forge and Anvil of Idaho`, country: 'US' })
      const file = `name,country,city\n${name} Forge and Anvil of Idaho,US,Boise\n`
      await Promise.all([importer.brings(file, { fileName: `${name}.csv` }), merges(otherManager, keptId, absorbedId)])
      expect(await astray()).toEqual([])
    }
  })
})

const manager = w.as('manager')
const otherManager = other.as('manager')
const merges = (who: typeof manager, keptId: string, absorbedId: string) =>
  who.does(accounts.mergeAccounts, { body: { keptId, absorbedId, reason: 'One company, two records.' } })

/** What stands at a record that was merged into another, and names that aren't their account's. */
async function astray() {
  const rows =
    await w.sql(`SELECT 'parent' AS what, c.name FROM parley.account c JOIN parley.account p ON p.id = c.parent_id
      WHERE p.merged_into IS NOT NULL AND c.merged_into IS NULL
    UNION ALL SELECT 'registration', a.name FROM parley.registration r JOIN parley.account a ON a.id = r.account_id WHERE a.merged_into IS NOT NULL
    UNION ALL SELECT 'known as', a.name FROM parley.account_name n JOIN parley.account a ON a.id = n.account_id WHERE a.merged_into IS NOT NULL
    UNION ALL SELECT 'alias', a.name FROM parley.account_alias n JOIN parley.account a ON a.id = n.account_id WHERE a.merged_into IS NOT NULL`)
  return [...rows, ...(await untrueNames(w))]
}
