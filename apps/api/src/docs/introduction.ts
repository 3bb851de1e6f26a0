/** What whoever writes a program reads before the first request: Markdown at the head of the API's document. */
export const introduction = `A partner registers a deal, a JSON policy decides it, and both sides see why. Partners and the vendor's staff have routes of their own.

**Who asks.** A program sends \`Authorization: Bearer plk_…\`, an API key that a partner's admin makes under “Team”, or an operator under “API keys”. A person signs in with
\`POST /api/auth/sign-in/email\` (\`{"email", "password"}\`); the session is a cookie. Each operation says which of them it takes.

**Answers.** A refusal by a policy is an answer: 201 with the outcome and its reasons. Errors are problem details (RFC 9457) with a \`code\`; what it means stands at its \`type\`.
For a body that needs a change, \`errors[].pointer\` names the place (RFC 6901).

**Repeating.** Send an \`Idempotency-Key\` with every POST that creates, and keep it when you send it again: a repeat gets the first answer, with \`Idempotent-Replayed: true\`.

**Editing.** Records come with an \`ETag\`. Send it as \`If-Match\`: 428 without, 412 when somebody was faster.

**Lists.** Send \`nextCursor\` as \`cursor\` until it is null. \`limit\` is 1 to 100.

**How often.** \`RateLimit\` says what is left of a minute. After that comes 429, with \`Retry-After\` in seconds.

**Units.** Amounts are whole minor units (cents) of the deal's currency; days are \`YYYY-MM-DD\`; instants are UTC (RFC 3339).`

/** A line for each group of operations, by its tag. */
export const tagWords: Record<string, string> = {
  Session: 'Who is signed in, how to sign in here, a new password.',
  Invitations: 'What an invitation’s link leads to.',
  Attestations: 'Does this partner represent the vendor at this customer? For everybody who was sent a link.',
  Notices: 'What a person is told, and how.',
  'Partner: registrations': 'Check a deal before any work, register it, keep its protection alive.',
  'Partner: rules': 'The published rules in force, in words.',
  'Partner: May I?': 'Ask before acting at an account; give or refuse consent.',
  'Partner: your claim': 'What speaks for you at an account that others want too; appeal.',
  "Partner: the customer's word": 'Letters in which customers name who represents them.',
  'Partner: claims': 'Your share of deals: what it is, why, when it is owed.',
  'Partner: renewals': 'Contracts of your customers, and who leads their renewal.',
  'Partner: statements': 'A month’s bookings, which compute anew from their own lines.',
  'Partner: segments': 'How crowded a place is, in counts.',
  'Partner: team': 'Your people, their invitations, your API keys.',
  'Partner: webhooks': 'Where your events are sent, and what came of each.',
  'Staff: registrations': 'What waits for a person, and deciding it with a reason.',
  'Staff: decisions': 'Every decision with its facts and trace; decide again from the record.',
  'Staff: accounts': 'Companies, their names, families and history.',
  'Staff: duplicates': 'Records that may be one company: merge them, or say that they differ.',
  'Staff: conflicts': 'Several partners at one customer: claims side by side.',
  'Staff: who answers': 'Who owes partners an answer, who stands in, by which calendar.',
  'Staff: May I?': 'Ask before going to a partner’s customer; what was asked and answered.',
  "Staff: the customer's word": 'Check customers’ letters, and decide what they change.',
  'Staff: import and export': 'Accounts and deals from files, and into files.',
  'Staff: policies': 'Draft, check, try, approve and activate policies.',
  'Staff: audit': 'Who did what, and when the records were last checked.',
  'Staff: delivery': 'E-mails and messages that wait, failed or were set aside.',
  'Staff: people': 'People of the vendor and of partners.',
  'Staff: API keys': 'Keys of programs.',
  'Staff: view as a partner': 'See what a partner sees, read-only and on record.',
  'Staff: webhooks': 'Where the vendor’s events are sent, and what came of each.',
  'Staff: deals': 'Sales: claims, exposure, settlement, bookings.',
  'Staff: renewals': 'Contracts by their end, and who leads their renewal.',
  'Staff: statements': 'Close months, pay statements, answer disputes.',
  'Staff: segments': 'Where partners meet, by place and product family.',
  'Staff: saved views': 'Filters of lists, kept under a name.',
}
