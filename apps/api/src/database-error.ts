import { AppError } from './app-error.ts'

type DatabaseError = Error & { code?: string; constraint?: string }

/** Raised by our own functions when a row that was there a moment ago has gone on. */
const movedOn = 'P0002'

const codeOf = (error: unknown) => (error instanceof Error ? ((error as DatabaseError).code ?? '') : '')

/** Names that are drawn or claimed at the same time by two transactions: the loser looks again. */
const racedFor = new Set([
  'registration_reference_key',
  'idempotency_pkey',
  'decision_superseded_once',
  'webhook_endpoint_once',
  'invitation_open',
])

/** Another transaction was faster. With fresh facts, this one comes to an answer of its own. */
export function isWorthRetrying(error: unknown): boolean {
  const code = codeOf(error)
  if (code === '23505') return racedFor.has((error as DatabaseError).constraint ?? '')
  return code === '23P01' || code === '40001' || code === '40P01' || code === movedOn
}

export function meansConnectionLost(error: unknown): boolean {
  const code = codeOf(error)
  if (/^(08|57P)/.test(code) || /^(ECONN|EPIPE|ETIMEDOUT|ENOTFOUND)/.test(code)) return true
  return (
    error instanceof Error &&
    /connection terminated|not queryable|timeout exceeded when trying to connect/i.test(error.message)
  )
}

/** What PostgreSQL refused, as far as the asker can mend it or wait for it; anything else comes back as it is. */
export function explainDatabaseError(error: unknown): unknown {
  const code = codeOf(error)
  if (meansConnectionLost(error) || code === '53300') {
    return new AppError('unavailable', 'The database is away for a moment. Try again shortly.', undefined, 2)
  }
  if (code === '55P03' || code === '57014') {
    return new AppError('unavailable', 'This took too long. Try again shortly.', undefined, 1)
  }
  if (code === '23P01') {
    return new AppError('conflict', 'The account is protected for this product family already, so nothing was changed.')
  }
  // Also of a name that isn't listed: nothing was written, and asking again shows who has it. Logs of jobs tell which by the cause.
  if (isWorthRetrying(error) || code === '23505') {
    const detail = 'Somebody else changed the same record at this moment. Load it again, then repeat.'
    return Object.assign(new AppError('conflict', detail), { cause: error })
  }
  if (/^(22|54)/.test(code))
    return new AppError(
      'refused',
      'A value in this request can’t be stored. Check numbers, days and special characters.',
    )
  if (code === '25006') {
    return new AppError(
      'notAllowed',
      'You are looking as somebody else and can only read. End the view to act yourself.',
    )
  }
  if (code === '23503') return new AppError('refused', 'This request names something that doesn’t exist.')
  return error
}
