import { definePoint } from '../../point.ts'
import { shared } from '../shared-facts.ts'
import { daysToAnswer, personDecides } from '../shared-outcomes.ts'

/**
 * Who leads, of those who claim it? Asked for each claimant, on what had happened when the claims were first weighed;
 * `award` compares the answers. What a fact says of the other claims is for staff only.
 */
export const conflict = definePoint({
  id: 'conflict',
  title: 'Conflict',
  question: 'Who leads, of those who claim it?',
  hitPolicy: 'collect',
  facts: {
    ...shared(
      'partner.authorized',
      'partner.inGoodStanding',
      'partner.certifiedPeopleInFamily',
      'partner.servesRegion',
      'deal.productFamily',
      'deal.kind',
      'deal.role',
      'deal.tender',
      'deal.registeredWithCompetitor',
      'deal.customerChoice',
      'account.designation',
      'account.incumbentIsPartner',
      'account.protectedForOther',
      'account.daysSinceDirectContact',
      'account.conductHold',
    ),
    'account.firstCompleteClaimAt': {
      kind: 'instant',
      title: 'moment of the first complete claim, of all claims',
      knownTo: 'staff',
      changeableBy: 'nobody',
    },
    'account.latestProofOn': {
      kind: 'date',
      title: 'day of the latest proof of work, of all claims',
      knownTo: 'staff',
      changeableBy: 'nobody',
    },
    'rivals.sameFamily': {
      kind: 'yesNo',
      title: 'another claim is for the same product family',
      knownTo: 'staff',
      changeableBy: 'nobody',
    },
    'rivals.samePart': {
      kind: 'yesNo',
      title: 'another claim is for the same part in the deal',
      knownTo: 'staff',
      changeableBy: 'nobody',
    },
    'claim.openedOn': {
      kind: 'date',
      title: 'day on which we began to weigh the claims',
      knownTo: 'partner',
      changeableBy: 'nobody',
    },
    'claim.by': {
      kind: 'choice',
      title: 'who claims',
      values: { partner: 'A partner', direct: "The vendor's own sales team" },
      knownTo: 'partner',
      changeableBy: 'nobody',
    },
    'claim.withdrawn': {
      kind: 'yesNo',
      title: 'you have withdrawn your claim',
      knownTo: 'partner',
      changeableBy: 'partner',
    },
    ...shared('claim.complete'),
    'claim.completeAt': {
      kind: 'instant',
      title: 'moment at which your claim became complete',
      knownTo: 'partner',
      changeableBy: 'nobody',
    },
    ...shared('claim.registration'),
    'claim.sourced': {
      kind: 'yesNo',
      title: 'you created this opportunity',
      knownTo: 'partner',
      changeableBy: 'nobody',
      judgement: true,
      question: 'Did this opportunity come from your work? Say how.',
    },
    'claim.actedWithoutConsent': {
      kind: 'yesNo',
      title: "a question about the lead's consent to what you did here is open",
      knownTo: 'partner',
      changeableBy: 'nobody',
    },
    'evidence.untrue': {
      kind: 'yesNo',
      title: 'part of your evidence was found to be wrong after you were heard',
      knownTo: 'partner',
      changeableBy: 'vendor',
      judgement: true,
    },
    'evidence.datedMeetings': {
      kind: 'count',
      unit: 'meetings',
      title: 'meetings with the customer that have a date and a name',
      minimum: 0,
      maximum: 1_000,
      question: 'On which days did you meet the customer, and whom?',
      knownTo: 'partner',
      changeableBy: 'partner',
    },
    'evidence.latestMeetingOn': {
      kind: 'date',
      title: 'day of your latest meeting with the customer',
      question: 'When did you last meet the customer?',
      knownTo: 'partner',
      changeableBy: 'partner',
    },
    'evidence.demoHeld': {
      kind: 'yesNo',
      title: 'you showed the customer the product',
      question: 'Have you shown the customer the product?',
      knownTo: 'partner',
      changeableBy: 'partner',
    },
    ...shared('evidence.proofOfConcept', 'evidence.proofOfConceptOn'),
    'evidence.customerLetter': {
      kind: 'choice',
      title: "customer's signed letter",
      values: { none: 'None', recommendsYou: 'Recommends you', namesYou: 'Names you as its partner' },
      question: 'Do you have a signed letter of the customer?',
      knownTo: 'partner',
      changeableBy: 'partner',
    },
    ...shared('evidence.customerConfirmed', 'evidence.wroteSpecification'),
    'evidence.proofSigned': {
      kind: 'yesNo',
      title: 'the customer has signed for work that you did',
      question: 'Has the customer signed for work that you did?',
      knownTo: 'partner',
      changeableBy: 'partner',
    },
    ...shared('evidence.latestProofOn', 'tender.publishedOn', 'teaming.agreed', 'teaming.shareBps'),
  },
  outcomes: {
    customersChoice: { title: 'The customer chose you', favour: 2, careful: false, parameters: {} },
    share: {
      title: 'You share the lead',
      favour: 1,
      careful: false,
      parameters: { shareBps: { kind: 'rate', of: 'the deal', title: 'your share' } },
    },
    standBeside: {
      title: 'No conflict',
      favour: 2,
      careful: false,
      parameters: {
        notice: { kind: 'yesNo', title: 'you are told that you are not the only one', optional: true },
      },
    },
    /** What a claim without any evidence gets, too: no points. */
    score: {
      title: 'Weighed',
      favour: 0,
      careful: true,
      collected: true,
      parameters: {
        points: {
          kind: 'count',
          unit: 'points',
          title: 'points for your evidence',
          minimum: 0,
          maximum: 100_000,
          optional: true,
          aggregation: 'sum',
        },
      },
    },
    review: personDecides({ answerWithinDays: daysToAnswer() }),
    exclude: { title: 'Not weighed', favour: -1, careful: true, parameters: {} },
  },
  settings: {
    minimumPoints: {
      kind: 'count',
      unit: 'points',
      title: 'points that a claim needs to lead',
      minimum: 1,
      maximum: 100_000,
    },
    clearMarginPoints: {
      kind: 'count',
      unit: 'points',
      title: 'points by which the best claim is clearly ahead',
      minimum: 1,
      maximum: 100_000,
    },
    closeClaims: {
      kind: 'choice',
      title: 'what happens when no claim is clearly ahead',
      values: {
        personDecides: 'A person decides',
        shareIfEqual: 'Equal claims share, of others a person decides',
        shareByPoints: 'Close claims share by their points',
      },
    },
  },
})
