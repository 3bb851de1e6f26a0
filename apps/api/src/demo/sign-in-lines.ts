import { cast, demoPassword, demoSignIns, type Partner, type Person, staff } from './cast.ts'

const tiers: Record<Partner['tier'], string> = {
  registered: 'Registered',
  silver: 'Silver',
  gold: 'Gold',
  platinum: 'Platinum',
}

/** Two partners whom the policy treats differently, and the four of staff who decide, look on and change the rules. */
const first: readonly { person: Person; partner?: Partner }[] = [
  { person: cast.brightwater.people[0]!, partner: cast.brightwater },
  { person: cast.delmar.people[0]!, partner: cast.delmar },
  { person: staff.manager },
  { person: staff.sales },
  { person: staff.editor },
  { person: staff.approver },
]

/** What the start tells a visitor: whom to sign in as first, and where all the others are listed. */
export function signInLines(publicUrl: string): string[] {
  const signIns = demoSignIns()
  const width = Math.max(...first.map(({ person }) => person.email.length))
  const lines = first.map(({ person, partner }) => {
    const { email, name, roleTitle } = signIns.find((each) => each.email === person.email)!
    const where = partner ? ` of ${partner.name} (${tiers[partner.tier]})` : ''
    return `  ${email.padEnd(width)}  ${name}, ${roleTitle}${where}`
  })
  return [
    `Sign in with the password "${demoPassword}" as`,
    ...lines,
    `and ${signIns.length - first.length} more: the sign-in pages at ${publicUrl}/ and ${publicUrl}/admin/ list everybody.`,
  ]
}
