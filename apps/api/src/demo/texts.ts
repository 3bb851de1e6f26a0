import type { Random } from './random.ts'

/** What people type into the demo's registrations. */

const needs: Record<string, readonly string[]> = {
  backup: [
    'Tape backups of {n} sites miss their window every night; they want the same protection for servers and laptops before the {month} audit.',
    'After a failed restore the board asked for tested recovery of {n} systems within four hours; a trial starts in {month}.',
    'The present backup contract ends in {month}; they compare us with two others and need a copy that ransomware can’t reach.',
    'They move {n} file servers to the cloud and want one backup for both worlds, with the old tapes readable for seven years.',
  ],
  'network-security': [
    'The insurer asks for segmented networks at {n} sites before it renews the cyber policy in {month}; firewalls are nine years old.',
    '{n} branches connect over the open internet; they want encrypted links and one place to see who reaches what.',
    'An audit found shared passwords on {n} switches. They want access by role, and a report that the auditors accept by {month}.',
    'They open {n} new locations this year and want the same rules everywhere without sending a technician to each of them.',
  ],
  analytics: [
    'Planners copy numbers out of {n} spreadsheets every Monday; they want one daily picture of stock and sales from {month} on.',
    'Management wants margins by site and week for {n} sites; today that takes an analyst four days and is late when it arrives.',
    'They have {n} data sources after a merger and want one definition of a customer before the {month} board meeting.',
    'Service calls are counted by hand. They want to see which of {n} products cause them, and a warning when it rises.',
  ],
}
const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'September', 'October', 'November']
const firstNames = [
  'Dana',
  'Miguel',
  'Aisha',
  'Stefan',
  'Yuki',
  'Claire',
  'Tomasz',
  'Ingrid',
  'Samir',
  'Beatriz',
  'Hugh',
  'Mei',
  'Lars',
  'Nia',
]
const lastNames = [
  'Whitfield',
  'Sato',
  'Moreau',
  'Brandt',
  'Okafor',
  'Silva',
  'Novak',
  'Hughes',
  'Lindgren',
  'Rossi',
  'Patel',
  'Weber',
  'Dubois',
  'Cole',
]

export const description = (random: Random, productFamily: string): string =>
  random
    .pick(needs[productFamily]!)
    .replace('{n}', String(random.int(3, 60)))
    .replace('{month}', random.pick(months))

export const contactName = (random: Random): string => `${random.pick(firstNames)} ${random.pick(lastNames)}`

const progress = {
  meeting: [
    'Met the head of IT and the head of purchasing.',
    'Went through the requirements on site.',
    'Reviewed the offer with their project lead.',
  ],
  demo: [
    'Showed a restore in front of the operations team.',
    'Ran the demo with their own data.',
    'Second demo, for the security officer.',
  ],
  proposal: [
    'Sent the proposal with three variants.',
    'Sent a corrected price for two sites less.',
    'Answered their questions on the proposal.',
  ],
  call: [
    'Call with the sponsor: budget is confirmed.',
    'Call with purchasing about terms.',
    'Called; the steering group meets next week.',
  ],
  other: ['Their lawyers have the contract.', 'Trial licence handed over.', 'Reference visit arranged.'],
} as const

export function activity(random: Random): { kind: keyof typeof progress; note: string } {
  const kind = random.pick(Object.keys(progress) as (keyof typeof progress)[])
  return { kind, note: random.pick(progress[kind]) }
}
