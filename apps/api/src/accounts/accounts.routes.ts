import { accounts } from '@parley/contract/routes/accounts'
import { partner } from '@parley/contract/routes/partner'
import type { Env } from '../context.ts'
import { type Http, mount } from '../http/mount.ts'
import { listConflicts } from './conflicts/list-conflicts.ts'
import { createAccount } from './create-account.ts'
import { comparePair } from './duplicates/compare-pair.ts'
import { listDuplicates } from './duplicates/list-duplicates.ts'
import { forgetDifference, sayDifferent } from './duplicates/say-different.ts'
import { editAccount } from './edit-account.ts'
import { addAlias, removeAlias } from './keep-alias.ts'
import { addDomain, removeDomain } from './keep-domain.ts'
import { readLook } from './look/read-look.ts'
import { lookUpAccount } from './look-up-account.ts'
import { listMerges } from './merges/list-merges.ts'
import { mergeAccounts } from './merges/merge-accounts.ts'
import { undoMerge } from './merges/undo-merge.ts'
import { publishedAccounts } from './published-accounts.ts'
import { readAccount } from './read-account.ts'
import { searchAccounts } from './search-accounts.ts'
import { readAccountTimeline, readCustomerTimeline } from './timeline/read-timeline.ts'

export function partnerAccountRoutes(app: Http, env: Env): void {
  mount(app, env, partner.publishedAccounts, (ctx, { query }) => publishedAccounts(ctx, query))
  mount(app, env, partner.customerTimeline, (ctx, { params, query }) =>
    readCustomerTimeline(ctx, { ...params, ...query }),
  )
}

export function staffAccountRoutes(app: Http, env: Env): void {
  mount(app, env, accounts.searchAccounts, (ctx, { query }) => searchAccounts(ctx, query))
  mount(app, env, accounts.getAccount, (ctx, { params }) => readAccount(ctx, params))
  mount(app, env, accounts.lookAtAccount, (ctx, { params }) => readLook(ctx, params))
  mount(app, env, accounts.accountTimeline, (ctx, { params, query }) =>
    readAccountTimeline(ctx, { ...params, ...query }),
  )
  mount(app, env, accounts.createAccount, (ctx, { body }) => createAccount(ctx, body))
  mount(app, env, accounts.editAccount, (ctx, { params, body, ifMatch }) =>
    editAccount(ctx, { ...params, ...body, ifMatch }),
  )
  mount(app, env, accounts.addAlias, (ctx, { params, body }) => addAlias(ctx, { ...params, ...body }))
  mount(app, env, accounts.removeAlias, (ctx, { params }) => removeAlias(ctx, params))
  mount(app, env, accounts.addDomain, (ctx, { params, body }) => addDomain(ctx, { ...params, ...body }))
  mount(app, env, accounts.removeDomain, (ctx, { params }) => removeDomain(ctx, params))
  mount(app, env, accounts.lookUpAccount, (ctx, { body }) => lookUpAccount(ctx, body))
  mount(app, env, accounts.listDuplicates, (ctx, { query }) => listDuplicates(ctx, query))
  mount(app, env, accounts.comparePair, (ctx, { params }) => comparePair(ctx, params))
  mount(app, env, accounts.sayDifferent, (ctx, { body }) => sayDifferent(ctx, body))
  mount(app, env, accounts.forgetDifference, (ctx, { params }) => forgetDifference(ctx, params))
  mount(app, env, accounts.mergeAccounts, (ctx, { body }) => mergeAccounts(ctx, body))
  mount(app, env, accounts.undoMerge, (ctx, { params, body }) => undoMerge(ctx, { ...params, ...body }))
  mount(app, env, accounts.listMerges, (ctx, { query }) => listMerges(ctx, query))
  mount(app, env, accounts.listConflicts, (ctx, { query }) => listConflicts(ctx, query))
}
