import { aliasKinds, designations, relations } from './accounts.ts'
import { claimRoles } from './claims.ts'
import { contractEvents, dealSources, dealStages } from './deals.ts'
import { consentStates, engagementVerbs } from './engagements.ts'
import { evidenceShows } from './evidence.ts'
import { checkWays } from './letters.ts'
import { contractActs } from './renewals.ts'
import { webhookStatuses } from './webhooks.ts'

/** How a detail is told. What isn't one of a choice's keys is told as it is; `factValue` is told as the `fact` beside it is. */
type Told =
  | { as: 'text' | 'number' | 'bytes' | 'money' | 'day' | 'time' | 'yesNo' | 'country' | 'person' | 'topics' }
  | { as: 'fact' | 'factValue' }
  | { as: 'choice'; words: Readonly<Record<string, string>> }

export type AuditDetail = { title: string } & Told

const told =
  <As extends Exclude<Told['as'], 'choice'>>(as: As) =>
  (title: string) => ({ title, as })
const choice = (title: string, words: Readonly<Record<string, string>>) => ({ title, as: 'choice' as const, words })
const [text, number, money, day] = [told('text'), told('number'), told('money'), told('day')]
const [time, yesNo, person] = [told('time'), told('yesNo'), told('person')]

/** How one comes in: by the password, the second factor's code, or the sign-in of one's own company. */
const ways = { password: 'Password', code: 'Code of the second factor', provider: 'Sign-in of their company' }
const results = {
  ...dealStages,
  lead: 'One of them leads',
  customersChoice: 'The customer chose',
  share: 'They share the lead',
  sideBySide: 'They work side by side',
  personDecides: 'Left to a person',
  informationNeeded: 'Something that matters isn’t known',
  nobody: 'Nobody has enough points',
}
const answers = { given: consentStates.given, refused: consentStates.refused, confirm: 'Agreed', decline: 'Declined' }

/**
 * Everything that an audit event can say beside its action, with the words for the screen and in its order: what isn't here doesn't
 * compile, and `test/architecture` looks for it too. Null is what a person has nothing of, such as the id of a visit: it stays on record, untold.
 */
export const auditDetails = {
  about: text('About'),
  absorbed: text('Merged into it'),
  account: text('Account'),
  activities: number('Activities'),
  address: text('Address'),
  again: yesNo('Sent again'),
  amountMinor: money('Amount'),
  answer: choice('Answer', answers),
  awayFrom: day('Away from'),
  awayUntil: day('Away until'),
  backupId: person('Backup'),
  baseMinor: money('Counted on'),
  by: choice('By', ways),
  bytes: { title: 'Size', as: 'bytes' },
  ownerName: text('Channel manager'),
  calendar: text('Calendar'),
  city: text('City'),
  count: number('How many'),
  country: { title: 'Country', as: 'country' },
  customerConfirmed: choice('The customer confirmed it', { none: 'Not yet', email: 'By e-mail', call: 'In a call' }),
  days: number('Days'),
  designation: choice('Designation', designations),
  device: text('Device'),
  domain: text('Domain'),
  dueOn: day('Due on'),
  dutiesDone: yesNo('Duties were done'),
  endedAt: time('Ended'),
  endsAt: time('Ends'),
  event: choice('What happened', contractEvents),
  fact: { title: 'Fact', as: 'fact' },
  file: text('File'),
  forOwnUse: yesNo('For its own use'),
  from: choice('From', designations),
  here: yesNo('Signed out'),
  isGenuine: yesNo('The customer’s own'),
  how: choice('How', checkWays),
  isUpheld: yesNo('Upheld'),
  keysRevoked: number('API keys revoked'),
  name: text('Name'),
  kind: choice('What', { ...contractActs, ...aliasKinds }),
  known: number('Known already'),
  led: choice('With a lead', { yes: 'yes', no: 'no' }),
  line: number('Line'),
  made: number('Taken in'),
  managerId: person('Manager'),
  marginMinor: money('Margin'),
  moved: yesNo('Goes to another address'),
  other: text('The other account'),
  outcome: choice('Outcome', { earn: 'Earns a share', nothing: 'Earns nothing' }),
  paidOn: day('Paid on'),
  parent: text('Belongs to'),
  parted: text('Parted from it'),
  prefix: text('Begins with'),
  previousUntil: time('The previous one counts until'),
  problems: number('Rows with problems'),
  q: text('Searched for'),
  relation: choice('As its', relations),
  result: choice('Result', results),
  role: choice('Role', claimRoles),
  rollback: yesNo('Back to an earlier version'),
  row: number('Row'),
  rows: number('Rows'),
  scope: choice('May', { read: 'read', write: 'read and write' }),
  sessionsEnded: number('Sessions ended'),
  shows: choice('Shows', evidenceShows),
  shownOn: day('Of the day'),
  source: choice('From', dealSources),
  statements: number('Statements'),
  status: choice('Status', webhookStatuses),
  step: choice('Refused at', ways),
  taxId: text('Tax id'),
  tender: choice('Tender', { none: 'None', planned: 'Planned', published: 'Published' }),
  termMonths: number('Months'),
  tied: yesNo('Tied to the deal'),
  to: choice('To', designations),
  topics: { title: 'Told of', as: 'topics' },
  value: { title: 'Said', as: 'factValue' },
  vendorHelp: choice('Our help', { none: 'None', askedFor: 'It asked us for help', unasked: 'We helped unasked' }),
  verb: choice('To', engagementVerbs),
  version: number('Version'),
  viewId: null,
  what: text('What'),
  workAccepted: yesNo('The customer accepted the work'),
  wroteSpecification: yesNo('Wrote the specification'),
  note: text('Note'),
  reason: text('Reason'),
} as const satisfies Record<string, AuditDetail | null>

export type AuditDetailName = keyof typeof auditDetails
