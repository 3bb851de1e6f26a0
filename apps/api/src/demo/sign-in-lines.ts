import { cast, demoPassword, demoSignIns, type Partner, type Person, staff } from './cast.ts'

const tiers: Record<Partner['tier'], string> = {
  registered: 'Registered',
  silver: 'Silver',
  gold: 'Gold',
  platinum: 'Platinum',
}

/** Two partners whom the policy treats differently, and those of staff who decide, look on, change the rules and run it. */
const first: readonly { person: Person; partner?: Partner }[] = [
  { person: cast.brightwater.people[0]!, partner: cast.brightwater },
  { person: cast.delmar.people[0]!, partner: cast.delmar },
  { person: staff.manager },
  { person: staff.sales },
  { person: staff.editor },
  { person: staff.approver },
  { person: staff.operator },
]

/** What the start tells a visitor: whom to sign in as first, and where all the others are listed. */
export function signInLines(publicUrl: string): string[] {
  const people = peopleOf()
  const width = Math.max(...people.map(({ email }) => email.length))
  return [
    `Sign in with the password "${demoPassword}" as`,
    ...people.map(({ email, who }) => `  ${email.padEnd(width)}  ${who}`),
    `and ${demoSignIns().length - first.length} more: the sign-in pages at ${publicUrl}/ and ${publicUrl}/admin/ list everybody.`,
  ]
}

/** The same for a log, which cuts e-mail addresses: in one line, by name. */
export const signInLine = (publicUrl: string): string =>
  `Sign in with the password "${demoPassword}"; the sign-in pages at ${publicUrl}/ and ${publicUrl}/admin/ list everybody with their address: ${peopleOf()
    .map(({ who }) => who)
    .join('; ')}, and others`

function peopleOf(): { email: string; who: string }[] {
  const signIns = demoSignIns()
  return first.map(({ person, partner }) => {
    const { email, name, roleTitle } = signIns.find((each) => each.email === person.email)!
    return { email, who: `${name}, ${roleTitle}${partner ? ` of ${partner.name} (${tiers[partner.tier]})` : ''}` }
  })
}
