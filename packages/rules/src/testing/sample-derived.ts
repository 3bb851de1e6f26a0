import { definePoint } from '../point.ts'
import { type Policy, policySchema } from '../policy.ts'
import { sampleCalendar } from './sample-calendar.ts'

const plain = { knownTo: 'partner', changeableBy: 'nobody' } as const

/** A small point with a fact of each kind that something can be worked out from. */
export const samplePoint = definePoint({
  id: 'sample',
  title: 'Sample',
  question: 'What follows?',
  hitPolicy: 'first',
  facts: {
    'letter.receivedOn': { ...plain, title: 'day the letter was received', kind: 'date' },
    'letter.today': { ...plain, title: 'present day', kind: 'date', changeableBy: 'time' },
    'letter.pausedDays': { ...plain, title: 'days paused', kind: 'count', unit: 'days', minimum: 0, maximum: 1_000 },
    'request.arrivedAt': { ...plain, title: 'moment the request arrived', kind: 'instant' },
    'request.answeredAt': { ...plain, title: 'moment of the answer', kind: 'instant', changeableBy: 'vendor' },
    'deal.netAmountMinor': { ...plain, title: 'net amount', kind: 'money', changeableBy: 'partner' },
    'deal.listAmountMinor': { ...plain, title: 'list amount', kind: 'money', changeableBy: 'partner' },
    'deal.marginBps': { ...plain, title: 'margin', kind: 'rate', of: 'the net amount', knownTo: 'staff' },
    'deal.units': { ...plain, title: 'units', kind: 'count', unit: 'units', minimum: 0, maximum: 1_000_000 },
    'deal.fit': { ...plain, title: 'fit', kind: 'count', unit: 'points', minimum: -100, maximum: 100, judgement: true },
    'partner.wonDeals': { ...plain, title: 'deals won', kind: 'count', unit: 'deals', minimum: 0, maximum: 10_000 },
    'partner.registrations': {
      ...plain,
      title: 'registrations',
      kind: 'count',
      unit: 'registrations',
      minimum: 0,
      maximum: 10_000,
    },
    'partner.waitedHours': {
      ...plain,
      title: 'hours waited',
      kind: 'count',
      unit: 'hours',
      minimum: 0,
      maximum: 9_999,
    },
    'partner.certified': { ...plain, title: 'partner is certified', kind: 'yesNo' },
    'partner.calendar': { ...plain, title: 'calendar of the partner', kind: 'text', changeableBy: 'partner' },
    'partner.city': { ...plain, title: 'city', kind: 'choice', values: { berlin: 'Berlin', tokyo: 'Tokyo' } },
  },
  outcomes: { wait: { title: 'Waits', favour: 0, careful: true, parameters: {} } },
})

/** A policy of this point that derives these facts, as it stands after the shape was checked. */
export function derivingPolicy(derived: object, changes: object = {}): Policy {
  const wording = { partner: 'It waits.', staff: 'It waits.' }
  return policySchema.parse({
    point: 'sample',
    version: 1,
    title: 'Sample',
    currency: 'EUR',
    calendar: sampleCalendar(),
    parameters: {
      answerTime: { title: 'time to answer', kind: 'duration', unit: 'businessDays', value: 5 },
      answerHours: { title: 'hours to answer', kind: 'duration', unit: 'businessHours', value: 16 },
      protectionDays: { title: 'days of protection', kind: 'count', unit: 'days', value: 90 },
      commission: { title: 'commission', kind: 'rate', of: 'the net amount', value: 1_000 },
      cap: { title: 'cap', kind: 'money', value: 15_000 },
      tier: { title: 'tier', kind: 'text', value: 'gold' },
      office: { title: 'office', kind: 'text', value: 'tokyo' },
    },
    derived: Object.fromEntries(Object.entries(derived).map(([name, each]) => [name, { title: name, ...each }])),
    rules: [
      {
        id: 'wait',
        title: 'Wait',
        why: 'Because.',
        source: 'Clause 1',
        audience: 'internal',
        wording,
        priority: 1,
        conditions: { fact: 'partner.certified', operator: 'equal', value: true },
        event: { type: 'wait', params: {} },
      },
    ],
    otherwise: { event: { type: 'wait', params: {} }, wording },
    ...changes,
  })
}
