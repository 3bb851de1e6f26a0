import { accounts } from '@parley/contract/routes/accounts'
import type { World } from '../../support/open-world.ts'
import type { NotDone } from '../../support/someone.ts'
import type { HostileTexts } from './hostile-texts.ts'

/** These aren’t edited, so that what they were made with stays to be seen. */
const staysAsMade = 5

const form = { country: 'US', designation: 'named', parentId: null, relation: null } as const

/** Accounts that staff keeps, each with a payload in every text; ends in their ids, and pairs of them. */
export async function fillAccounts(w: World, texts: HostileTexts) {
  const manager = w.as('manager')
  const ids: string[] = []
  for (const { n } of texts.payloads) {
    const site = (what: string) => (text: string) => `https://www.${what}-${n}-parley.com/${text}`
    await texts.sends(manager, accounts.lookUpAccount, [n], {
      body: (say) => ({
        name: say('/name'),
        domain: say('/domain'),
        email: say('/email'),
        city: say('/city'),
        taxId: say('/taxId'),
      }),
    })
    const adds = (evenIfLike: string[]) =>
      texts.sends(manager, accounts.createAccount, [n], {
        body: (say) => ({
          ...form,
          evenIfLike,
          name: say('/name'),
          domain: say('/domain', site('made')),
          city: say('/city'),
          taxId: say('/taxId'),
        }),
      })
    const { summary } = await adds([]).catch((error: NotDone) => adds(alikeOf(error)))
    const params = { id: summary.id }
    ids.push(summary.id)
    await texts.sends(manager, accounts.addAlias, [n], {
      params,
      body: (say) => ({ name: say('/name'), kind: 'short' as const, source: say('/source') }),
    })
    await texts.sends(manager, accounts.addDomain, [n], {
      params,
      body: (say) => ({ domain: say('/domain', site('further')), source: say('/source') }),
    })
    if (n <= staysAsMade) continue
    await texts.sends(manager, accounts.editAccount, [n], {
      params,
      ifMatch: (await manager.does(accounts.getAccount, { params })).version,
      body: (say) => ({
        ...form,
        name: say('/name'),
        domain: say('/domain', site('changed')),
        city: say('/city'),
        taxId: say('/taxId'),
      }),
    })
  }
  return { accounts: ids, pairs: await fillPairs(w, texts) }
}

/** Those that a new account was taken for. */
function alikeOf(error: NotDone): string[] {
  const { alike } = (error.answer?.json ?? {}) as { alike?: { accountId: string }[] }
  if (!alike) throw error
  return alike.map(({ accountId }) => accountId)
}

/** Pairs that were said to be different, and pairs that were merged; some of these apart again. */
async function fillPairs(w: World, texts: HostileTexts): Promise<string[][]> {
  const manager = w.as('manager')
  const pairs: string[][] = []
  const pair = async (at: string) => [
    await w.has.account({ name: `Ferry Works ${at}` }),
    await w.has.account({ name: `Ferry Works ${at} Group` }),
  ]
  for (const [at, group] of texts.groups('sayDifferent /reason').entries()) {
    const [one, other] = await pair(`different ${at}`)
    pairs.push([one!, other!])
    await texts.sends(manager, accounts.sayDifferent, group, {
      body: (say) => ({ one: one!, other: other!, reason: say('/reason') }),
    })
  }
  for (const [at, group] of texts.groups('mergeAccounts /reason').entries()) {
    const [keptId, absorbedId] = await pair(`merged ${at}`)
    const { id } = await texts.sends(manager, accounts.mergeAccounts, group, {
      body: (say) => ({ keptId: keptId!, absorbedId: absorbedId!, reason: say('/reason') }),
    })
    await texts.sends(manager, accounts.undoMerge, texts.groups('undoMerge /reason')[at]!, {
      params: { id },
      body: (say) => ({ reason: say('/reason') }),
    })
  }
  return pairs
}
