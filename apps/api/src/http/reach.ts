import { mayUseApiKey } from '@parley/contract/api-key-reach'
import type { Route } from '@parley/contract/route'
import { possessive } from '@parley/rules/format'
import { AppError } from '../app-error.ts'
import type { Actor } from '../context.ts'

/** What is closed to API keys and to whoever looks as somebody else, whatever their role may do. Throws 403. */
export function assertReach(route: Route, { via, scopes = [], name, looksAs }: Actor): void {
  if (via === 'apiKey') {
    if (!mayUseApiKey(route)) throw new AppError('notAllowed', 'API keys can’t do this. A person does it, signed in.')
    if (route.method !== 'get' && !scopes.includes('write'))
      throw new AppError('notAllowed', 'This API key only reads. Use one that may write.')
  }
  if (looksAs !== undefined && route.method !== 'get' && !route.path.startsWith('/staff/views'))
    throw new AppError(
      'notAllowed',
      `You are looking as ${looksAs.name} and can only read, here too. End the view, on top of the page, to act yourself.`,
    )
  if (via === 'viewAs') {
    if (route.method !== 'get')
      throw new AppError('notAllowed', `You are looking as ${name} and can only read. End the view to act yourself.`)
    if (route.audience === 'anyone' && route.id !== 'me' && !route.path.startsWith('/notifications'))
      throw new AppError('notAllowed', `This is ${possessive(name)} own, and isn’t shown to whoever looks as them.`)
  }
}
