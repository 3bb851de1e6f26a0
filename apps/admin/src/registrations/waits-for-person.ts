import type { StaffRegistration } from '@parley/contract/registrations'

const over = ['won', 'lost', 'withdrawn', 'expired', 'lapsed']

/** Nobody has said yet which account is meant, and something still hangs on it. */
export const waitsForPerson = ({ summary, matchedAccount: { match, question } }: StaffRegistration): boolean =>
  match === 'likely' && question !== null && question.settled === null && !over.includes(summary.status)
