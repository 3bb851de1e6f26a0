import { definePoint } from '../../point.ts'
import { personDecides } from '../shared-outcomes.ts'
import { standingFacts } from './facts.ts'

/** What has this partner earned? Asked at each review of levels, by the daily check, and when a badge is audited. */
export const standing = definePoint({
  id: 'standing',
  title: 'Standing',
  question: 'What has this partner earned?',
  hitPolicy: 'first',
  facts: standingFacts,
  outcomes: {
    setTier: {
      title: 'Level earned',
      favour: 2,
      careful: false,
      parameters: {
        /** In the program's own words. */
        tier: { kind: 'text', title: 'level' },
        commissionRateBps: {
          kind: 'rate',
          of: 'the invoiced amount',
          title: 'commission of this level',
          optional: true,
        },
        netUnits: {
          kind: 'count',
          unit: 'units',
          title: 'net units that it rests on',
          minimum: -400_000_000,
          maximum: 400_000_000,
          optional: true,
        },
        retention: {
          kind: 'rate',
          of: 'the customers won in the last 3 years',
          title: 'customers kept',
          optional: true,
        },
        listing: {
          kind: 'choice',
          title: 'public directory',
          values: { listed: 'Listed', notListed: 'Not listed' },
          optional: true,
        },
      },
    },
    keep: {
      title: 'Goes on',
      favour: 0,
      careful: true,
      parameters: {
        noticeWithdrawn: { kind: 'yesNo', title: 'notice is withdrawn', optional: true },
        listing: {
          kind: 'choice',
          title: 'public directory',
          values: { listed: 'Listed', notListed: 'Not listed' },
          optional: true,
        },
      },
    },
    watch: {
      title: 'We should talk',
      favour: 0,
      careful: true,
      parameters: {
        about: {
          kind: 'choice',
          title: 'what it is about',
          values: {
            inactivity: 'No activity',
            drop: 'Less activity than usual',
            level: 'Level',
            plan: 'Joint plan',
            training: 'Training',
          },
        },
        /** The day of the conversation, or the day on which an announced loss takes effect. */
        by: { kind: 'date', title: 'day by which', optional: true },
        withinDays: {
          kind: 'count',
          unit: 'days',
          title: 'days to act',
          startsAt: 'the day of this check',
          minimum: 1,
          maximum: 365,
          optional: true,
        },
        listing: {
          kind: 'choice',
          title: 'public directory',
          values: { listed: 'Listed', notListed: 'Not listed' },
          optional: true,
        },
      },
    },
    review: personDecides({
      answerOn: { kind: 'date', title: 'day of the answer, at the latest', optional: true },
    }),
    lowerTier: {
      title: 'Level lowered',
      favour: -1,
      careful: false,
      parameters: {
        tier: { kind: 'text', title: 'level' },
        listing: {
          kind: 'choice',
          title: 'public directory',
          values: { listed: 'Listed', notListed: 'Not listed' },
          optional: true,
        },
      },
    },
    notice: {
      title: 'Notice',
      favour: -1,
      careful: false,
      parameters: {
        endsOn: { kind: 'date', title: 'last day of the partnership' },
        listing: {
          kind: 'choice',
          title: 'public directory',
          values: { listed: 'Listed', notListed: 'Not listed' },
          optional: true,
        },
      },
    },
    end: {
      title: 'Ended',
      favour: -1,
      careful: false,
      parameters: {
        listing: {
          kind: 'choice',
          title: 'public directory',
          values: { listed: 'Listed', notListed: 'Not listed' },
          optional: true,
        },
      },
    },
  },
})
