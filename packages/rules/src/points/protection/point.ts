import { definePoint } from '../../point.ts'

/** Does this protection go on? Asked by the daily sweep, and when a partner asks for an extension. */
export const protection = definePoint({
  id: 'protection',
  title: 'Protection',
  question: 'Does this protection go on?',
  hitPolicy: 'first',
  facts: {
    'protection.askedBy': {
      kind: 'choice',
      title: 'what asks',
      values: { sweep: 'The daily check', partner: 'The partner, for an extension' },
      knownTo: 'partner',
      changeableBy: 'nobody',
    },
    'protection.daysSinceActivity': {
      kind: 'count',
      unit: 'days',
      title: 'days since the last logged activity',
      minimum: 0,
      maximum: 36_500,
      knownTo: 'partner',
      changeableBy: 'partner',
    },
    'protection.daysLeft': {
      kind: 'count',
      unit: 'days',
      title: 'days of protection left',
      minimum: -36_500,
      maximum: 36_500,
      knownTo: 'partner',
      changeableBy: 'time',
    },
    'protection.activitiesSinceExtension': {
      kind: 'count',
      unit: 'activities',
      title: 'activities logged since the approval or the last extension',
      minimum: 0,
      maximum: 100_000,
      knownTo: 'partner',
      changeableBy: 'partner',
    },
    'protection.extensionsUsed': {
      kind: 'count',
      unit: 'extensions',
      title: 'extensions already used',
      minimum: 0,
      maximum: 1_000,
      knownTo: 'partner',
      changeableBy: 'nobody',
    },
    'protection.lapseAnnounced': {
      kind: 'yesNo',
      title: 'lapse for want of activity was announced',
      knownTo: 'partner',
      changeableBy: 'nobody',
    },
    'protection.lapseOn': {
      kind: 'date',
      title: 'day on which the protection was announced to lapse',
      knownTo: 'partner',
      changeableBy: 'nobody',
    },
    'protection.daysUntilAnnouncedLapse': {
      kind: 'count',
      unit: 'days',
      title: 'days until the announced lapse',
      minimum: -36_500,
      maximum: 36_500,
      knownTo: 'partner',
      changeableBy: 'time',
    },
    'protection.expiryReminderDaysSent': {
      kind: 'count',
      unit: 'days',
      title: 'smallest reminder of expiry already sent, in days before expiry',
      minimum: 0,
      maximum: 36_500,
      knownTo: 'partner',
      changeableBy: 'nobody',
    },
    'partner.tier': {
      kind: 'choice',
      title: 'partner tier',
      values: { registered: 'Registered', silver: 'Silver', gold: 'Gold', platinum: 'Platinum' },
      knownTo: 'partner',
      changeableBy: 'vendor',
    },
  },
  outcomes: {
    keep: { title: 'Goes on', favour: 0, careful: true, parameters: {} },
    remind: {
      title: 'Reminder',
      favour: 0,
      careful: false,
      parameters: {
        about: {
          kind: 'choice',
          title: 'what the reminder is about',
          values: { activity: 'No activity logged', expiry: 'Protection ends soon' },
        },
        /** For `activity`: the protection lapses this many days after the reminder, never earlier. */
        daysLeft: { kind: 'count', unit: 'days', title: 'days left to act', minimum: 0, maximum: 730 },
      },
    },
    extend: {
      title: 'Extended',
      favour: 2,
      careful: false,
      parameters: {
        extensionDays: {
          kind: 'count',
          unit: 'days',
          title: 'days added from the present end',
          minimum: 1,
          maximum: 730,
        },
      },
    },
    lapse: { title: 'Lapsed', favour: -1, careful: false, parameters: {} },
    refuse: { title: 'Not extended', favour: -1, careful: true, parameters: {} },
  },
})
