import { staff } from '@parley/contract/routes/staff'
import type { Env } from '../context.ts'
import { type Http, mount } from '../http/mount.ts'
import { readAccount } from './read-account.ts'
import { searchAccounts } from './search-accounts.ts'

export function staffAccountRoutes(app: Http, env: Env): void {
  mount(app, env, staff.searchAccounts, (ctx, { query }) => searchAccounts(ctx, query))
  mount(app, env, staff.getAccount, (ctx, { params }) => readAccount(ctx, params))
}
