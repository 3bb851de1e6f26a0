import { definePoint } from '../../point.ts'
import { daysToAnswer, personDecides } from '../shared-outcomes.ts'

/** What is taken back of a commission that was paid? Asked when a contract ends early, shrinks, or wasn't paid for. */
export const clawback = definePoint({
  id: 'clawback',
  title: 'Clawback',
  question: 'What is taken back of this commission?',
  hitPolicy: 'first',
  facts: {
    'clawback.event': {
      kind: 'choice',
      title: 'what happened',
      values: {
        refunded: 'The customer got its money back',
        cancelled: 'The contract ended early',
        reduced: 'The contract became smaller',
        unpaid: 'The customer did not pay',
        overpaid: 'Too much was paid to you',
        movedToOther: 'The customer moved to another partner',
      },
      knownTo: 'partner',
      changeableBy: 'nobody',
    },
    'clawback.cause': {
      kind: 'choice',
      title: 'whose doing it was',
      values: {
        customer: "The customer's own decision",
        partner: "The partner's doing",
        vendor: "The vendor's doing",
        outside: "Nobody's doing: insolvency, law, disaster",
      },
      knownTo: 'partner',
      changeableBy: 'nobody',
      judgement: true,
    },
    'clawback.untrueStatement': {
      kind: 'yesNo',
      title: 'a question about the truth of your claim is open',
      knownTo: 'partner',
      changeableBy: 'nobody',
      judgement: true,
    },
    'clawback.knownOn': {
      kind: 'date',
      title: 'day on which we learned of it',
      knownTo: 'partner',
      changeableBy: 'nobody',
    },
    'clawback.toldOn': {
      kind: 'date',
      title: 'day on which we told you',
      knownTo: 'partner',
      changeableBy: 'nobody',
    },
    'clawback.underAppeal': {
      kind: 'yesNo',
      title: 'your appeal on this is open',
      knownTo: 'partner',
      changeableBy: 'partner',
    },
    'commission.paidMinor': {
      kind: 'money',
      title: 'commission that you were paid for this contract',
      knownTo: 'partner',
      changeableBy: 'nobody',
    },
    'commission.takenBackMinor': {
      kind: 'money',
      title: 'part of it that was taken back before',
      knownTo: 'partner',
      changeableBy: 'nobody',
    },
    'commission.overpaidMinor': {
      kind: 'money',
      title: 'amount by which too much was paid',
      knownTo: 'partner',
      changeableBy: 'nobody',
    },
    'commission.paidOn': {
      kind: 'date',
      title: 'day on which it was paid to you',
      knownTo: 'partner',
      changeableBy: 'nobody',
    },
    'contract.amountMinor': {
      kind: 'money',
      title: 'amount of the contract',
      knownTo: 'partner',
      changeableBy: 'nobody',
    },
    'contract.refundedMinor': {
      kind: 'money',
      title: 'amount that the customer got back',
      knownTo: 'partner',
      changeableBy: 'nobody',
    },
    'contract.unpaidMinor': {
      kind: 'money',
      title: 'amount that the customer did not pay',
      knownTo: 'partner',
      changeableBy: 'nobody',
    },
    'contract.reducedByMinor': {
      kind: 'money',
      title: 'amount by which the whole contract became smaller',
      knownTo: 'partner',
      changeableBy: 'nobody',
    },
    'contract.startsOn': {
      kind: 'date',
      title: 'first day of the contract',
      knownTo: 'partner',
      changeableBy: 'nobody',
    },
    'contract.endsOn': {
      kind: 'date',
      title: 'last day of the contract, as agreed',
      knownTo: 'partner',
      changeableBy: 'nobody',
    },
    'contract.endedOn': {
      kind: 'date',
      title: 'last day that the contract ran',
      knownTo: 'partner',
      changeableBy: 'nobody',
    },
    'contract.replaced': {
      kind: 'yesNo',
      title: 'customer signed a new contract of at least the same amount in its place',
      knownTo: 'partner',
      changeableBy: 'nobody',
    },
  },
  outcomes: {
    nothing: { title: 'Nothing is taken back', favour: 0, careful: true, parameters: {} },
    wait: { title: 'Waits', favour: 0, careful: true, parameters: {} },
    review: personDecides({ answerWithinDays: daysToAnswer('the day on which we told you') }),
    takeBack: {
      title: 'Taken back',
      favour: -1,
      careful: false,
      parameters: {
        amountMinor: { kind: 'money', title: 'amount taken back' },
        /** It is set off in equal parts, so that a partner isn't left without a payout. */
        overMonths: {
          kind: 'count',
          unit: 'months',
          title: 'months over which it is spread',
          startsAt: 'the next payout',
          minimum: 1,
          maximum: 36,
          optional: true,
        },
      },
    },
  },
})
