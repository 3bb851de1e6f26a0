import { Problem } from '@parley/contract/problem'
import { SignInStep } from '@parley/contract/sign-in'

/** Null when it went well; otherwise what to tell the reader. */
type Outcome<T> = { done: T; refused: null } | { done: null; refused: string }

/** Sends to /api/auth: what sets cookies. */
async function send<T>(path: string, body: object, read: (json: unknown) => T): Promise<Outcome<T>> {
  try {
    const response = await fetch(`/api/auth${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      credentials: 'same-origin',
      body: JSON.stringify(body),
    })
    const json: unknown = await response.json()
    if (response.ok) return { done: read(json), refused: null }
    const problem = Problem.safeParse(json)
    return {
      done: null,
      refused: problem.data?.detail ?? 'Signing in doesn’t work at the moment. Try again in a minute.',
    }
  } catch {
    return { done: null, refused: 'The server can’t be reached. Check your connection, then try again.' }
  }
}

export const sendPassword = (email: string, password: string) =>
  send('/sign-in/email', { email, password }, (json) => SignInStep.parse(json))

export const sendCode = (code: string) => send('/sign-in/code', { code }, (json) => SignInStep.parse(json))

/** Ends in the provider's address, where the browser goes next. */
export const askProvider = (app: 'partner' | 'admin', next: string) =>
  send('/sign-in/provider', { app, next }, (json) => String((json as { url: unknown }).url))

/** Ends the session on the server. */
export async function signOut(): Promise<void> {
  await send('/sign-out', {}, () => null)
}

/** What the provider's answer came to, as it stands in the address of the sign-in screen. */
export function providerRefusal(error: string, provider: string): string {
  if (error === 'signup_disabled')
    return `Nobody here has the e-mail address that ${provider} names. Ask whoever runs the program to invite you.`
  if (error === 'account_not_linked')
    return `${provider} hasn’t verified your e-mail address yet. Verify it there, then sign in again.`
  if (error === 'unable_to_link_account')
    return `Another account at ${provider} belongs to this e-mail address. Sign in with that one, or ask whoever runs the program.`
  if (error === 'unable_to_create_session') return 'Your access has ended. Ask whoever runs the program.'
  if (error === 'access_denied') return `${provider} didn’t let you through. Try again, or ask there.`
  if (error === 'state_mismatch' || error === 'state_not_found')
    return 'That took too long, or began in another window. Sign in again.'
  return `What ${provider} answered can’t be used. Try again; if it stays like this, tell whoever runs the program.`
}
