import { describe, expect, test } from 'vitest'
import { sampleCalendars } from '../testing/sample-calendar.ts'
import { derivingPolicy, samplePoint } from '../testing/sample-derived.ts'
import { derivedInWords } from './words.ts'

const words = (each: object, others: object = {}) =>
  derivedInWords(samplePoint, derivingPolicy({ it: each, ...others }, { calendars: sampleCalendars() }), 'it', 'en-IE')
const fact = (name: string) => ({ fact: name })
const net = fact('deal.netAmountMinor')
const received = fact('letter.receivedOn')

describe('how a derived fact is worked out, in words', () => {
  test.each<[string, object]>([
    [
      '5 business days after the day the letter was received',
      { deadline: { from: received, add: { parameter: 'answerTime' } } },
    ],
    [
      '90 days from the day the letter was received, that day included, plus the days paused',
      {
        deadline: {
          from: received,
          add: { parameter: 'protectionDays' },
          counting: 'sameDay',
          pausedDays: fact('letter.pausedDays'),
        },
      },
    ],
    [
      '2 business hours after the moment the request arrived, plus 1 business day',
      { deadline: { from: fact('request.arrivedAt'), add: { value: 2, unit: 'businessHours' }, pausedDays: 1 } },
    ],
    [
      'the business days from the day the letter was received to 28 June 2024',
      { elapsed: { from: received, to: '2024-06-28', in: 'businessDays' } },
    ],
    [
      '2 business days, in the calendar of the partner, after the day the letter was received',
      {
        deadline: { from: received, add: { value: 2, unit: 'businessDays' }, calendar: fact('partner.calendar') },
      },
    ],
    [
      '2 business days, in the calendar of Berlin, from the day the letter was received, that day included',
      {
        deadline: { from: received, add: { value: 2, unit: 'businessDays' }, counting: 'sameDay', calendar: 'berlin' },
      },
    ],
    [
      'the business days from the day the letter was received to 28 June 2024, in the calendar of Tokyo',
      { elapsed: { from: received, to: '2024-06-28', in: 'businessDays', calendar: { parameter: 'office' } } },
    ],
    [
      'the day of the moment the request arrived, in the time zone Asia/Tokyo',
      { dayOf: fact('request.arrivedAt'), calendar: 'tokyo' },
    ],
    [
      'the day of the moment the request arrived, in the time zone of the calendar of the partner',
      { dayOf: fact('request.arrivedAt'), calendar: fact('partner.calendar') },
    ],
    ['the day of the moment the request arrived, in the time zone Europe/Berlin', { dayOf: fact('request.arrivedAt') }],
    ['the net amount plus €5, less the list amount', { sum: [net, 500], minus: [fact('deal.listAmountMinor')] }],
    [
      'the deals won as a share of the registrations, or 100% where there is none',
      { ratio: { of: fact('partner.wonDeals'), to: fact('partner.registrations'), whenNone: 10_000 } },
    ],
    ['10% of the net amount', { share: { rate: { parameter: 'commission' }, of: net } }],
    ['12.5% of the net amount', { share: { rate: 1_250, of: net } }],
    ['2 times the net amount', { product: [2, net] }],
    ['the net amount, at least €1.50', { greatest: [150, net] }],
    ['the least of the net amount, the list amount and €150', { least: [net, fact('deal.listAmountMinor'), 15_000] }],
    ['the earliest of the day the letter was received and 1 March 2027', { least: [received, '2027-03-01'] }],
  ])('%s', (expected, each) => {
    expect(words(each)).toBe(expected)
  })

  test('a limit stands beside what it limits', () => {
    const tenth = { share: { rate: { parameter: 'commission' }, of: net } }
    expect(words({ least: [fact('derived.tenth'), { parameter: 'cap' }] }, { tenth })).toBe(
      '10% of the net amount, at most €150',
    )
  })
})
