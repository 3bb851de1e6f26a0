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
}
