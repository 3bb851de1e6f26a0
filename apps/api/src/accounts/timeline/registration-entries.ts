import type { AccountEventKind } from '@parley/contract/account-timeline'
import { readRecords } from '../../registrations/registration-record.ts'
import { readRegistrations } from '../../registrations/registration-rows.ts'
import { entriesOf, type RegistrationEntry } from '../../registrations/timeline.ts'
import type { Source } from './entry.ts'

const ofProtection: ReadonlySet<RegistrationEntry['kind']> = new Set([
  'reminded',
  'extended',
  'extensionRefused',
  'lapsed',
  'expired',
])

const kindOf = ({ kind, protects }: RegistrationEntry): AccountEventKind =>
  protects || ofProtection.has(kind) ? 'protection' : 'registration'

/** Registrations with their decisions and questions, and the protections that come and go with them. */
export const registrationEntries: Source = async (ctx, { registrationIds }) => {
  const rows = await readRegistrations(ctx.tx, 'WHERE r.id = ANY($1)', [registrationIds])
  const records = await readRecords(ctx, rows)
  return records.flatMap((record) => {
    const { id, partnerName, productFamily } = record.row
    return entriesOf(ctx, record).map((entry, position) => ({
      ...{ at: entry.at, order: position, id, step: `${entry.kind} ${position}` },
      kind: kindOf(entry),
      ...{ text: entry.text, by: entry.by, partnerName, productFamily },
      about: { kind: 'registration' as const, id },
    }))
  })
}
