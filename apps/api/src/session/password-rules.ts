import { longestPassword, shortestPassword } from '@parley/contract/sign-in'
import { AppError } from '../app-error.ts'
import { isCommonPassword } from './common-passwords.ts'

type Whose = { name: string; email: string }

/**
 * Throws, in words, unless this may be somebody's new password: 12 to 200 characters of any kind, not one that many use, and
 * not made of the person's own name or address (ASVS 5.0 6.2.1, 6.2.4, 6.2.9, 6.2.11).
 */
export function assertGoodPassword(password: string, whose: Whose, pointer = '/password'): void {
  const detail = faultOf(password, whose)
  if (detail) throw new AppError('refused', detail, [{ pointer, detail }])
}

function faultOf(password: string, { name, email }: Whose): string | undefined {
  const length = [...password].length
  if (length < shortestPassword)
    return `Use at least ${shortestPassword} characters. Several words in a row are easy to remember.`
  if (length > longestPassword) return `Keep it to ${longestPassword} characters.`
  if (isCommonPassword(password))
    return 'Many people use passwords like this one, so it would be guessed. Choose another.'
  const plain = password.toLowerCase()
  const own = [...name.split(/[^\p{L}\p{N}]+/u), ...email.split(/[^\p{L}\p{N}]+/u)].map((part) => part.toLowerCase())
  if (own.some((part) => part.length >= 4 && plain.includes(part))) {
    return 'Leave your own name and e-mail address out of it. Choose another.'
  }
  return undefined
}
