import type { NewAccount } from '../accounts/identity/matched-account.ts'

/** What `registration_facts` answers: of the partner, of the account, and which policy is in force. */
export type FactRow = {
  partner_authorized: boolean
  agreement_signed: boolean
  tier: string
  in_good_standing: boolean
  trained_people: number
  certified_people: number
  open_registrations: number
  overdue_answers: number
  designation: string
  conduct_hold: boolean
  customer_of_family: boolean
  incumbent_is_partner: boolean
  protected_for_other: boolean
  protected_until: Date | null
  own_registration_open: boolean
  in_direct_pipeline: boolean
  last_direct_contact_on: string | null
  undecided_for_other: boolean
  family_protected_for_other: boolean
  wanted_by_other: boolean
  policy_version: number | null
  policy_active_from: Date
}

/** The question in one statement, whether the account is only read, held, or made and held. */
export function askedFor(
  hold: boolean,
  made: NewAccount | null,
  params: unknown[],
  guessed: boolean,
): [string, unknown[], string] {
  const facts = 'LATERAL registration_facts($1, h.held, $3, $4, $5, NULL, $6) f'
  const numbered = made?.map((_value, at) => `$${params.length + at + 1}`).join(', ')
  if (made !== null) {
    const held = `(SELECT hold_family($2, $6) FROM enlist_account(${numbered})) AS h(held)`
    // Where nothing can stand yet, neither registrations nor protections of others are looked for.
    const asked = guessed ? facts : 'LATERAL facts_at_new_account($1, $3, $4, $5) f'
    return [
      `SELECT f.*, h.held FROM ${held}, ${asked}`,
      [...params, ...made],
      guessed ? 'make_and_gather' : 'make_and_gather_alone',
    ]
  }
  const held = hold ? 'hold_family($2, $6) AS h(held)' : '(SELECT $2::uuid) AS h(held)'
  return [`SELECT f.*, h.held FROM ${held}, ${facts}`, params, hold ? 'hold_and_gather' : 'gather_facts']
}
