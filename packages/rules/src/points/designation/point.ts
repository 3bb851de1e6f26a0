import { definePoint } from '../../point.ts'
import { shared } from '../shared-facts.ts'
import { personDecides } from '../shared-outcomes.ts'

/** Of whoever sold to the customer and leads there, a partner learns where the customer itself says that it names it: anybody can write a letter. */
const customerNames = [{ 'letter.confirmed': true, 'customer.says': 'names' }] as const
/** That somebody has brought another letter tells who acted, and when; that it is the customer's own, is the customer's word. */
const takenBack = [{ 'rescission.received': true }] as const

/**
 * The customer names its representative: does it take effect? Asked for the partner that the customer speaks of, when the
 * letter arrives, and every day while it waits. The present lead is told of the letter, and not shown it.
 */
export const designation = definePoint({
  id: 'designation',
  title: 'Designation',
  question: 'The customer names its representative: does it take effect?',
  hitPolicy: 'first',
  facts: {
    'designation.checkedOn': {
      kind: 'date',
      title: 'day of this check',
      knownTo: 'partner',
      changeableBy: 'time',
      runs: 'up',
    },
    'designation.waitWaived': {
      kind: 'yesNo',
      title: 'vendor waives the wait',
      knownTo: 'partner',
      changeableBy: 'vendor',
      judgement: true,
    },
    ...shared(
      'partner.authorized',
      'partner.inGoodStanding',
      'partner.servesRegion',
      'deal.productFamily',
      'claim.complete',
    ),
    'customer.says': {
      kind: 'choice',
      title: 'what the customer says',
      values: { names: 'It names you', declines: 'It declines you', nothing: 'Nothing' },
      question: 'What does the customer say?',
      knownTo: 'partner',
      changeableBy: 'nobody',
    },
    'customer.notified': {
      kind: 'yesNo',
      title: 'customer was told that you are its partner, and how to decline',
      knownTo: 'partner',
      changeableBy: 'vendor',
    },
    'letter.form': {
      kind: 'choice',
      title: 'form of the letter',
      values: {
        letterhead: "On the customer's letterhead",
        email: "An e-mail from the customer's own domain",
        other: 'Another form',
      },
      question: 'How has the customer said it?',
      knownTo: 'partner',
      changeableBy: 'partner',
    },
    'letter.signer': {
      kind: 'choice',
      title: 'who signed the letter',
      values: {
        authorized: 'A person who may sign for the customer',
        other: 'Another person at the customer',
        nobody: 'Nobody',
      },
      question: 'Who has signed the letter?',
      knownTo: 'partner',
      changeableBy: 'partner',
    },
    'letter.confirmed': {
      kind: 'yesNo',
      title: 'customer has confirmed the letter to the vendor',
      knownTo: 'partner',
      changeableBy: 'vendor',
    },
    'letter.signedOn': {
      kind: 'date',
      title: 'day on which the letter was signed',
      question: 'When was the letter signed?',
      knownTo: 'partner',
      changeableBy: 'partner',
    },
    'letter.receivedOn': {
      kind: 'date',
      title: 'day on which the letter was received',
      knownTo: 'partner',
      changeableBy: 'nobody',
    },
    'letter.coversFamily': {
      kind: 'yesNo',
      title: 'letter covers the product family',
      question: 'Does the letter cover this product family?',
      knownTo: 'partner',
      changeableBy: 'partner',
    },
    'letter.namesOthersToo': {
      kind: 'yesNo',
      title: 'letter names more than one representative',
      question: 'Does the letter name anybody beside you?',
      knownTo: 'partner',
      changeableBy: 'partner',
    },
    'letter.waivesWait': {
      kind: 'yesNo',
      title: 'letter says that it cannot be taken back',
      knownTo: 'partner',
      changeableBy: 'nobody',
    },
    'rescission.received': {
      kind: 'yesNo',
      title: 'customer has signed a letter that takes it back',
      knownTo: 'partner',
      changeableBy: 'nobody',
      toldWhen: takenBack,
      takenAs: false,
    },
    'rescission.receivedOn': {
      kind: 'date',
      title: 'day on which the letter that takes it back was received',
      knownTo: 'partner',
      changeableBy: 'nobody',
      toldWhen: takenBack,
    },
    ...shared('evidence.latestProofOn', 'account.leadIsAsker'),
    /** A partner or the vendor's own team: whoever it is, the wait is the same, so this tells nothing of another partner. */
    'account.otherLead': {
      kind: 'yesNo',
      title: 'account has a lead other than you',
      knownTo: 'partner',
      changeableBy: 'nobody',
      toldWhen: customerNames,
    },
    ...shared('account.incumbentIsPartner'),
    'account.letterForAnother': {
      kind: 'choice',
      title: "customer's letter for another partner",
      values: { none: 'None', earlier: 'An earlier one', later: 'A later one' },
      knownTo: 'staff',
      changeableBy: 'nobody',
    },
    ...shared('account.partnerChanges', 'account.conductHold'),
    'contract.running': {
      kind: 'yesNo',
      title: 'a contract for the product family runs',
      knownTo: 'partner',
      changeableBy: 'time',
      runs: 'down',
      toldWhen: customerNames,
    },
    'contract.renewsOn': {
      kind: 'date',
      title: 'day on which the contract renews',
      knownTo: 'partner',
      changeableBy: 'nobody',
      toldWhen: customerNames,
    },
  },
  outcomes: {
    takesEffect: {
      title: 'Takes effect',
      favour: 2,
      careful: false,
      parameters: {
        leadKeeps: {
          kind: 'choice',
          title: 'what the lead until now keeps',
          values: { earned: 'All that it has earned', term: 'All that it has earned, and the present term' },
          optional: true,
        },
        /** Without it the letter counts for as long as one can. The customer ends it with another letter whenever it likes. */
        holdsDays: {
          kind: 'count',
          unit: 'days',
          title: 'days for which the letter counts',
          minimum: 1,
          maximum: 3650,
          startsAt: 'the day on which it takes effect',
          optional: true,
        },
      },
    },
    waitsForRescission: {
      title: 'Waits for the present lead',
      favour: 0,
      careful: true,
      parameters: {
        /** The present lead may bring a letter that takes it back until the end of this day. */
        until: { kind: 'date', title: 'last day of the wait' },
      },
    },
    waitsForRenewal: {
      title: 'Waits for the renewal',
      favour: 0,
      careful: true,
      parameters: { until: { kind: 'date', title: 'day of the renewal' } },
    },
    personDecides: personDecides({ answerBy: { kind: 'date', title: 'last day for the answer', optional: true } }),
    notAccepted: { title: 'Not accepted', favour: -1, careful: true, parameters: {} },
  },
})
