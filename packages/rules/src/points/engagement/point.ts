import { definePoint } from '../../point.ts'
import { engagementFacts } from './facts.ts'

/**
 * May this party do this at this account now? Asked by the vendor's own sellers as by partners, before they act.
 * Where the vendor's seller asks, a partner's wording speaks to the lead, who is told what was asked and answered.
 */
export const engagement = definePoint({
  id: 'engagement',
  title: 'Engagement',
  question: 'May this party do this at this account now?',
  hitPolicy: 'first',
  facts: engagementFacts,
  outcomes: {
    permit: {
      title: 'Yes',
      favour: 2,
      careful: false,
      parameters: {
        recordedAs: {
          kind: 'choice',
          title: 'what it is recorded as',
          values: { help: "Help, which never lowers the lead's share" },
          optional: true,
        },
      },
    },
    permitAndTell: { title: 'Yes, and the lead is told', favour: 1, careful: false, parameters: {} },
    consentRequired: {
      title: 'Consent needed',
      favour: 0,
      careful: true,
      personDecides: true,
      parameters: {
        from: {
          kind: 'choice',
          title: 'who is asked',
          values: { lead: 'the lead of the account', vendor: 'a channel manager' },
        },
        /** No answer by the end of this day is a no. */
        answerBy: { kind: 'date', title: 'last day for the answer', optional: true },
      },
    },
    forbid: {
      title: 'No',
      favour: -1,
      careful: true,
      parameters: {
        sendTo: {
          kind: 'choice',
          title: 'who to talk to',
          values: {
            lead: 'the lead of the account',
            channelManager: 'the channel manager',
            accountTeam: "the account's own team",
            matching: 'partner matching',
          },
          optional: true,
        },
      },
    },
  },
})
