import { definePoint } from '../../point.ts'
import { daysToAnswer, personDecides } from '../shared-outcomes.ts'
import { commissionFacts } from './facts.ts'

/** The level of a program's own price list, in its own words. */
const level = { kind: 'text', title: 'price level', optional: true } as const

/**
 * What does this claim earn? Asked for each claim to a deal; `allocate` then splits the pool over them. Asked of an open deal as
 * if it were won, it says what the deal would cost.
 */
export const commission = definePoint({
  id: 'commission',
  title: 'Commission',
  question: 'What does this claim earn?',
  hitPolicy: 'collect',
  facts: commissionFacts,
  settings: {
    poolRateBps: {
      kind: 'rate',
      of: 'the net amount of the deal',
      title: 'most that all claims to a deal may earn together',
    },
    poolMinor: { kind: 'money', title: 'most that all claims to a deal may earn together, however large it is' },
  },
  outcomes: {
    earn: {
      title: 'Earned',
      favour: 2,
      careful: false,
      collected: true,
      parameters: {
        /** Says how the claims share a pool that is too small for all of them. */
        weight: {
          kind: 'count',
          unit: 'points',
          title: 'points when a pool is shared',
          minimum: 0,
          maximum: 1_000_000,
          aggregation: 'sum',
          optional: true,
        },
        rateBps: {
          kind: 'rate',
          of: 'the amount that the share is counted on',
          title: 'share',
          aggregation: 'first',
          optional: true,
        },
        amountMinor: { kind: 'money', title: 'amount', aggregation: 'first', optional: true },
        capMinor: { kind: 'money', title: 'at most', aggregation: 'least', optional: true },
        floorMinor: { kind: 'money', title: 'at least', aggregation: 'greatest', optional: true },
        level: { ...level, aggregation: 'first' },
        paidAs: {
          kind: 'choice',
          title: 'how it is paid',
          values: { commission: 'Commission that we pay you', margin: 'Margin on your own invoice' },
          aggregation: 'first',
          optional: true,
        },
      },
    },
    hold: {
      title: 'On hold',
      favour: 0,
      careful: true,
      parameters: {
        until: {
          kind: 'choice',
          title: 'what it waits for',
          values: {
            agreementSigned: 'Your partner agreement is signed',
            dealWon: 'The deal is won',
            customerPaid: 'The customer has paid',
            returnsOver: 'The customer may no longer return what it bought',
            proofComplete: 'The proof of your work is complete',
            workAccepted: 'The customer has accepted your work',
            reductionTakenOut: 'The reduction is taken out',
          },
        },
        untilOn: { kind: 'date', title: 'last day of the wait', optional: true },
      },
    },
    review: personDecides({ answerWithinDays: daysToAnswer('the day of the claim'), level }),
    nothing: { title: 'Nothing earned', favour: -1, careful: true, parameters: { level } },
  },
})
