import { definePoint } from '../../point.ts'
import { shared } from '../shared-facts.ts'
import { daysToAnswer, personDecides } from '../shared-outcomes.ts'

/** Whose contract does the customer sign? Decided before the close, because what the partner earns follows from it. */
export const paper = definePoint({
  id: 'paper',
  title: 'Paper',
  question: 'Whose contract does the customer sign?',
  hitPolicy: 'first',
  facts: {
    ...shared('partner.authorized', 'partner.agreementSigned'),
    'partner.resaleAgreed': {
      kind: 'yesNo',
      title: 'your agreement allows resale on your own paper',
      knownTo: 'partner',
      changeableBy: 'vendor',
    },
    'partner.managedServiceAgreed': {
      kind: 'yesNo',
      title: 'your agreement allows you to own licences for a managed service',
      knownTo: 'partner',
      changeableBy: 'vendor',
    },
    'partner.freeCreditMinor': {
      kind: 'money',
      title: 'credit that you have left',
      knownTo: 'partner',
      changeableBy: 'partner',
    },
    'partner.prepays': {
      kind: 'yesNo',
      title: 'you pay this order in advance',
      question: 'Do you pay this order in advance?',
      knownTo: 'partner',
      changeableBy: 'partner',
    },
    ...shared(
      'partner.servesRegion',
      'program.channelOnly',
      'deal.productFamily',
      'deal.kind',
      'deal.role',
      'deal.amountMinor',
    ),
    'deal.route': {
      kind: 'choice',
      title: 'route of the order',
      values: {
        oneTier: 'From you to the vendor',
        twoTier: 'From you to a distributor',
        marketplace: 'Over a marketplace',
      },
      question: 'How is the order placed?',
      knownTo: 'partner',
      changeableBy: 'partner',
    },
    'deal.signed': {
      kind: 'yesNo',
      title: 'contract is signed',
      knownTo: 'partner',
      changeableBy: 'nobody',
    },
    'deal.coTerm': {
      kind: 'yesNo',
      title: 'order joins a contract that runs',
      question: "Does the order join the customer's running contract?",
      knownTo: 'partner',
      changeableBy: 'partner',
    },
    'deal.publicContract': {
      kind: 'choice',
      title: 'public contract that the customer buys from',
      values: {
        none: 'None',
        vendor: "The vendor's",
        partner: 'Yours',
        distributor: "A distributor's",
      },
      question: 'From which public contract does the customer buy?',
      knownTo: 'partner',
      changeableBy: 'nobody',
    },
    'deal.termsDiffer': {
      kind: 'yesNo',
      title: 'customer asks for other licence terms than the standard ones',
      question: 'Does the customer ask for other licence terms?',
      knownTo: 'partner',
      changeableBy: 'nobody',
    },
    'customer.wantsPaper': {
      kind: 'choice',
      title: 'paper that the customer asks for',
      values: { any: 'Any', vendor: "The vendor's", partner: 'Yours', marketplace: "A marketplace's" },
      question: 'With whom does the customer want to sign?',
      knownTo: 'partner',
      changeableBy: 'nobody',
    },
    'customer.frameworkWith': {
      kind: 'choice',
      title: 'framework agreement of the customer',
      values: { none: 'None', vendor: 'With the vendor', partner: 'With you' },
      question: 'Has the customer a framework agreement?',
      knownTo: 'partner',
      changeableBy: 'nobody',
    },
    'contract.paper': {
      kind: 'choice',
      title: "paper of the customer's running contract",
      values: {
        none: 'No contract runs',
        vendor: "The vendor's",
        partner: 'Yours',
        distributor: "A distributor's",
        marketplace: "A marketplace's",
        other: "Another company's",
      },
      question: 'Who is named in the running contract?',
      knownTo: 'partner',
      changeableBy: 'nobody',
    },
    ...shared('account.designation'),
    'account.creditHold': {
      kind: 'yesNo',
      title: 'customer owes us overdue amounts',
      knownTo: 'staff',
      changeableBy: 'nobody',
    },
  },
  outcomes: {
    partner: {
      title: "The partner's paper",
      favour: 2,
      careful: false,
      parameters: {
        earns: {
          kind: 'choice',
          title: 'what the partner earns',
          values: { margin: 'Margin', ownServices: 'What its own services earn' },
        },
      },
    },
    distributor: {
      title: "A distributor's paper",
      favour: 2,
      careful: false,
      parameters: {
        earns: {
          kind: 'choice',
          title: 'what the partner earns',
          values: { margin: 'Margin', commission: 'Commission' },
        },
        resellerMayChange: {
          kind: 'yesNo',
          title: 'another reseller may place later orders to the same contract',
          optional: true,
        },
      },
    },
    marketplace: {
      title: "A marketplace's paper",
      favour: 2,
      careful: false,
      parameters: {
        earns: {
          kind: 'choice',
          title: 'what the partner earns',
          values: { margin: 'Margin', commission: 'Commission' },
        },
      },
    },
    vendor: {
      title: "The vendor's paper",
      favour: 1,
      careful: false,
      parameters: {
        earns: {
          kind: 'choice',
          title: 'what the partner earns',
          values: { commission: 'Commission' },
        },
      },
    },
    personDecides: personDecides({ answerWithinDays: daysToAnswer('the question', 'businessDays') }),
  },
})
