import type { OutboxMessage } from './outbox-message.ts'

/** What happened, for people who look after delivery. */
export const topicTitles: Record<OutboxMessage['topic'], string> = {
  'registration.decided': 'A registration was decided',
  'registration.overridden': 'A person decided a registration',
  'registration.informationRequested': 'A partner was asked',
  'registration.answered': 'A partner answered',
  'registration.withdrawn': 'A registration was withdrawn',
  'registration.closed': 'A registration was closed',
  'registration.answerDue': 'An answer falls due',
  'protection.extended': 'A protection was extended',
  'protection.extensionRefused': 'A protection wasn’t extended',
  'protection.reminded': 'A protection needs attention',
  'protection.lapsed': 'A protection lapsed',
  'protection.expired': 'A protection ended',
  'engagement.asked': 'Somebody asked to act at an account',
  'engagement.done': 'It was done in spite of the answer',
  'engagement.approved': 'What was done was approved',
  'consent.answered': 'Consent was given or refused',
  'consent.due': 'A consent falls due',
  'consent.lapsed': 'A consent wasn’t answered in time',
  'help.asked': 'A partner asked for help',
}
