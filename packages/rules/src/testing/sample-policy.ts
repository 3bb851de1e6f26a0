import { registration } from '../points/registration/point.ts'
import { type Policy, parsePolicy } from '../policy.ts'

/** A small sound policy for deal registration, for tests of what is done with policies. */
const sample = {
  point: 'registration',
  version: 3,
  title: 'Sample rules',
  currency: 'USD',
  parameters: {
    minimumAmountMinor: { title: 'smallest deal', kind: 'money', value: 1_000_000 },
    protectionDays: { title: 'days of protection', kind: 'count', unit: 'days', value: 90 },
    reviewDays: { title: 'days to answer', kind: 'count', unit: 'days', value: 2 },
    quietDays: { title: 'days of quiet', kind: 'count', unit: 'days', value: 30 },
  },
  conditions: {
    unproven: {
      title: 'the partner is unproven',
      any: [
        { fact: 'partner.trainedPeople', operator: 'lessThan', value: 1 },
        { fact: 'partner.agreementSigned', operator: 'equal', value: false },
      ],
    },
    recentContact: {
      title: 'our sellers spoke with the account lately',
      fact: 'account.daysSinceDirectContact',
      operator: 'lessThanInclusive',
      value: { parameter: 'quietDays' },
    },
  },
  rules: [
    {
      id: 'conduct-hold',
      title: 'Account on hold',
      why: 'A secret reason.',
      source: 'Internal note 7',
      audience: 'internal',
      wording: { partner: 'A person looks at this first.', staff: 'The account is held: {account.conductHold}.' },
      priority: 900,
      conditions: { fact: 'account.conductHold', operator: 'equal', value: true },
      event: { type: 'review', params: { answerWithinDays: { parameter: 'reviewDays' } } },
    },
    {
      id: 'protected-for-other',
      title: 'Protected for another partner',
      why: 'One partner leads an account.',
      source: 'Clause 2',
      audience: 'published',
      wording: {
        partner: 'The account is protected until {account.protectedUntil}.',
        possible: 'Register it after that day.',
        staff: 'Protected until {account.protectedUntil}.',
      },
      priority: 800,
      conditions: { all: [{ fact: 'account.protectedForOther', operator: 'equal', value: true }] },
      event: { type: 'reject', params: {} },
    },
    {
      id: 'deal-below-minimum',
      title: 'Deal below the smallest size',
      why: 'Small deals need no protection.',
      source: 'Clause 3',
      audience: 'published',
      wording: {
        partner: 'Deals under {parameter.minimumAmountMinor} are not registered; yours is {deal.amountMinor}.',
        possible: 'You can sell it, or register it from {parameter.minimumAmountMinor}.',
        staff: 'Amount {deal.amountMinor} is below {parameter.minimumAmountMinor}.',
      },
      priority: 700,
      conditions: {
        all: [
          { fact: 'deal.amountMinor', operator: 'lessThan', value: { parameter: 'minimumAmountMinor' } },
          { not: { fact: 'deal.kind', operator: 'in', value: ['renewal', 'expansion'] } },
        ],
      },
      event: { type: 'reject', params: {} },
    },
    {
      id: 'direct-contact',
      title: 'Our sellers are there',
      why: 'Another secret.',
      source: 'Internal note 9',
      audience: 'internal',
      wording: {
        partner: 'You work on this together with our seller.',
        staff: 'Contact {account.daysSinceDirectContact} ago.',
      },
      priority: 600,
      conditions: { condition: 'recentContact' },
      event: { type: 'approveAsTeaming', params: { protectionDays: 45 } },
    },
    {
      id: 'proven-partner',
      title: 'Proven partner',
      why: 'Work deserves protection.',
      source: 'Clause 1',
      audience: 'published',
      wording: { partner: 'Protected for {outcome.protectionDays}.', staff: 'Protected for {outcome.protectionDays}.' },
      priority: 100,
      conditions: {
        all: [
          { not: { condition: 'unproven' } },
          { fact: 'partner.tier', operator: 'in', value: ['gold', 'platinum'] },
        ],
      },
      event: { type: 'approve', params: { protectionDays: { parameter: 'protectionDays' } } },
    },
  ],
  otherwise: {
    event: { type: 'review', params: { answerWithinDays: { parameter: 'reviewDays' } } },
    wording: { partner: 'A person decides within {outcome.answerWithinDays}.', staff: 'No rule holds.' },
  },
}

/** The sample as JSON, free to be changed. */
export function sampleJson(): typeof sample {
  return JSON.parse(JSON.stringify(sample))
}

/** The sample parsed, after `change`. Throws when that makes it unsound. */
export function samplePolicy(change: (json: typeof sample) => void = () => {}): Policy {
  const json = sampleJson()
  change(json)
  const { policy, findings } = parsePolicy(registration, json)
  if (!policy) throw new Error(JSON.stringify(findings))
  return policy
}

/** Facts by which the sample approves: no rule but `proven-partner` holds. */
export const approvedFacts = {
  'account.conductHold': false,
  'account.protectedForOther': false,
  'account.daysSinceDirectContact': 200,
  'deal.amountMinor': 2_500_000,
  'deal.kind': 'new',
  'partner.trainedPeople': 2,
  'partner.agreementSigned': true,
  'partner.tier': 'gold',
} as const
