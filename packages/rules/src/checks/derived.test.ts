import { describe, expect, test } from 'vitest'
import { policySchema } from '../policy.ts'
import { sampleCalendar, sampleCalendars } from '../testing/sample-calendar.ts'
import { derivingPolicy, samplePoint } from '../testing/sample-derived.ts'
import { checkDerived } from './derived.ts'
import { findingsOfIssues } from './issues.ts'

const found = (derived: object, changes: object = {}) =>
  checkDerived(samplePoint, derivingPolicy(derived, changes)).map(
    ({ pointer, message, mend }) => `${pointer}: ${message} ${mend}`,
  )
const fact = (name: string) => ({ fact: name })
const net = fact('deal.netAmountMinor')
const received = fact('letter.receivedOn')
const arrived = fact('request.arrivedAt')
const bareOf = (derived: object) => found(derived, { calendar: undefined })
const days = { value: 2, unit: 'days' }
const calendarMend = 'Add "calendar" to the policy, with "zone", "businessDays", "businessHours" and "holidays".'

describe('derived facts that are sound', () => {
  test('have nothing to mend', () => {
    expect(
      found({
        dueOn: {
          deadline: { from: received, add: { parameter: 'answerTime' }, pausedDays: fact('letter.pausedDays') },
        },
        dueAt: { deadline: { from: arrived, add: { parameter: 'answerHours' } } },
        left: { elapsed: { from: fact('letter.today'), to: fact('derived.dueOn'), in: 'businessDays' } },
        won: { ratio: { of: fact('partner.wonDeals'), to: fact('partner.registrations') } },
        pay: { least: [{ fact: 'derived.tenth' }, { parameter: 'cap' }] },
        tenth: { share: { rate: { parameter: 'commission' }, of: net } },
      }),
    ).toEqual([])
  })

  test('need no calendar for calendar days', () => {
    expect(bareOf({ dueOn: { deadline: { from: received, add: days } } })).toEqual([])
  })
})

describe('derived facts with a mistake', () => {
  test.each<[string, object, string]>([
    [
      'an unknown fact',
      { it: { deadline: { from: fact('letter.recievedOn'), add: days } } },
      '/derived/it/deadline/from/fact: There is no fact "letter.recievedOn". Did you mean "letter.receivedOn"?',
    ],
    [
      'an unknown derived fact',
      { it: { sum: [fact('derived.its')] } },
      '/derived/it/sum/0/fact: There is no fact "derived.its". Did you mean "derived.it"?',
    ],
    [
      'a name that every object has',
      { it: { sum: [net, fact('constructor')] } },
      '/derived/it/sum/1/fact: There is no fact "constructor". Look it up in the list that the editor offers.',
    ],
    [
      'an unknown parameter',
      { it: { least: [net, { parameter: 'caps' }] } },
      '/derived/it/least/1/parameter: There is no parameter "caps". Did you mean "cap"?',
    ],
    [
      'an unknown duration',
      { it: { deadline: { from: received, add: { parameter: 'answerTimes' } } } },
      '/derived/it/deadline/add/parameter: There is no parameter "answerTimes". Did you mean "answerTime"?',
    ],
    [
      'a parameter that is no duration',
      { it: { deadline: { from: received, add: { parameter: 'cap' } } } },
      '/derived/it/deadline/add/parameter: The parameter "cap" is no span of time. Use a parameter of kind "duration", with "unit" and "value".',
    ],
    [
      'a deadline that starts at money',
      { it: { deadline: { from: net, add: days } } },
      '/derived/it/deadline/from/fact: The start of a deadline has to be a day or a moment, and "deal.netAmountMinor" is money. Use a fact of kind "date" or "instant".',
    ],
    [
      'a deadline that starts at a number',
      { it: { deadline: { from: 5, add: days } } },
      '/derived/it/deadline/from: The start of a deadline has to be a day or a moment, and 5 is a number. Use a fact of kind "date" or "instant".',
    ],
    [
      'hours after a day',
      { it: { deadline: { from: received, add: { value: 2, unit: 'hours' } } } },
      '/derived/it/deadline/add: Hours are added to a moment, and this starts at a day. Start at a fact of kind "instant", or add days.',
    ],
    [
      'hours that are counted from the same day',
      { it: { deadline: { from: arrived, add: { value: 2, unit: 'hours' }, counting: 'sameDay' } } },
      '/derived/it/deadline/counting: Only days are counted from this day or the next. Remove "counting".',
    ],
    [
      'a pause in hours',
      { it: { deadline: { from: received, add: days, pausedDays: fact('partner.waitedHours') } } },
      '/derived/it/deadline/pausedDays/fact: Paused days have to be a count of days, and "partner.waitedHours" counts hours. Use a fact of kind "count" with the unit "days".',
    ],
    [
      'hours between days',
      { it: { elapsed: { from: arrived, to: received, in: 'hours' } } },
      '/derived/it/elapsed/to/fact: Hours pass between moments, and "letter.receivedOn" is a day. Use facts of kind "instant", or count days.',
    ],
    [
      'the day of a day',
      { it: { dayOf: received } },
      '/derived/it/dayOf/fact: The day of it has to be a moment, and "letter.receivedOn" is a day. Use a fact of kind "instant".',
    ],
    [
      'a sum of money and units',
      { it: { sum: [net, fact('deal.units')] } },
      '/derived/it/sum/1/fact: "deal.units" counts units, but "deal.netAmountMinor" is money. Use quantities of one kind, and counts of one unit.',
    ],
    [
      'a sum of hours and days',
      { it: { sum: [fact('partner.waitedHours')], minus: [fact('letter.pausedDays')] } },
      '/derived/it/minus/0/fact: "letter.pausedDays" counts days, but "partner.waitedHours" counts hours. Use quantities of one kind, and counts of one unit.',
    ],
    [
      'a sum of days',
      { it: { sum: [received, 5] } },
      '/derived/it/sum/0/fact: "letter.receivedOn" is a day, which can\'t be used here. Add counts of one unit, money, or rates. Days are added with "deadline" and counted with "elapsed".',
    ],
    [
      'a sum of nothing but numbers',
      { it: { sum: [1, 2] } },
      '/derived/it/sum: There are only numbers here. Use a fact or a parameter.',
    ],
    [
      'a text where an amount should be',
      { it: { sum: [net, { parameter: 'tier' }] } },
      '/derived/it/sum/1/parameter: The parameter "tier" is of kind "text", which can\'t be used here. Add counts of one unit, money, or rates. Days are added with "deadline" and counted with "elapsed".',
    ],
    [
      'a fraction',
      { it: { sum: [net, 0.5] } },
      '/derived/it/sum/1: 0.5 is not a whole number. Write money in minor units, rates in basis points.',
    ],
    [
      'a number that is too large to be exact',
      { it: { sum: [net, 2 ** 60] } },
      '/derived/it/sum/1: 1152921504606847000 is not a whole number. Write money in minor units, rates in basis points.',
    ],
    [
      'a day that does not exist',
      { it: { least: [received, '2025-02-30'] } },
      '/derived/it/least/1: "2025-02-30" is neither a day nor a moment. Write a day as "YYYY-MM-DD", a moment as "2027-03-12T09:30:00.000Z", or {"fact": "…"}.',
    ],
    [
      'a day beside a number',
      { it: { least: [received, 5] } },
      '/derived/it/least/1: 5 is a number, but "letter.receivedOn" is a day. Write a day or a moment.',
    ],
    [
      'a ratio of hours to days',
      { it: { ratio: { of: fact('partner.waitedHours'), to: fact('letter.pausedDays') } } },
      '/derived/it/ratio/to/fact: "letter.pausedDays" counts days, but "partner.waitedHours" counts hours. Use quantities of one kind, and counts of one unit.',
    ],
    [
      'a ratio of hours to units',
      { it: { ratio: { of: fact('partner.waitedHours'), to: fact('deal.units') } } },
      '/derived/it/ratio/to/fact: "deal.units" counts units, but "partner.waitedHours" counts hours. Use quantities of one kind, and counts of one unit.',
    ],
    [
      'a ratio of money to units',
      { it: { ratio: { of: net, to: fact('deal.units') } } },
      '/derived/it/ratio/to/fact: "deal.units" counts units, but "deal.netAmountMinor" is money. Use quantities of one kind, and counts of one unit.',
    ],
    [
      'a share that is not taken by a rate',
      { it: { share: { rate: fact('deal.units'), of: net } } },
      '/derived/it/share/rate/fact: A share is taken by a rate, and "deal.units" counts units. Use a fact or parameter of kind "rate".',
    ],
    [
      'a share of a day',
      { it: { share: { rate: 5_000, of: received } } },
      '/derived/it/share/of/fact: A share is taken of money, of a count or of a rate, and "letter.receivedOn" is a day. Use a fact or parameter of kind "money", "count" or "rate".',
    ],
    [
      'a product with a rate',
      { it: { product: [fact('deal.marginBps'), net] } },
      '/derived/it/product/0/fact: A product is of counts and money, and "deal.marginBps" is a rate. Use "share" to take a rate of an amount.',
    ],
    [
      'a product of two amounts',
      { it: { product: [net, net] } },
      "/derived/it/product/1/fact: Two amounts can't be multiplied. Multiply an amount by a count.",
    ],
  ])('%s', (_what, derived, expected) => {
    expect(found(derived)).toEqual([expected])
  })

  test.each<[string, object, string, string]>([
    [
      'business days',
      { deadline: { from: received, add: { parameter: 'answerTime' } } },
      '/derived/it/deadline/add',
      'Which days and hours are business ones stands in the calendar, and this policy has no calendar.',
    ],
    [
      'days from a moment',
      { deadline: { from: arrived, add: days } },
      '/derived/it/deadline/from',
      'Which day a moment falls on depends on the time zone, and this policy has no calendar.',
    ],
    [
      'business days elapsed',
      { elapsed: { from: received, to: fact('letter.today'), in: 'businessDays' } },
      '/derived/it/elapsed/in',
      'Which days and hours are business ones stands in the calendar, and this policy has no calendar.',
    ],
    [
      'days between moments',
      { elapsed: { from: arrived, to: fact('letter.today'), in: 'days' } },
      '/derived/it/elapsed',
      'Which day a moment falls on depends on the time zone, and this policy has no calendar.',
    ],
    [
      'the day of a moment',
      { dayOf: arrived },
      '/derived/it/dayOf',
      'Which day a moment falls on depends on the time zone, and this policy has no calendar.',
    ],
  ])('%s without a calendar', (_what, it, pointer, message) => {
    expect(bareOf({ it })).toEqual([`${pointer}: ${message} ${calendarMend}`])
  })
})

describe('the choice of a calendar', () => {
  const business = { value: 2, unit: 'businessDays' }
  const by = (calendar: unknown, changes: object = {}) =>
    found(
      { it: { deadline: { from: received, add: business, calendar } } },
      { calendars: sampleCalendars(), ...changes },
    )
  const none = { calendar: undefined }

  test('is one of the names, or what says one', () => {
    for (const calendar of ['tokyo', fact('partner.calendar'), fact('partner.city'), { parameter: 'office' }])
      expect(by(calendar)).toEqual([])
  })

  test("needs the policy's own calendar only where another name can be said", () => {
    for (const calendar of ['tokyo', fact('partner.city'), { parameter: 'office' }])
      expect(by(calendar, none)).toEqual([])
    expect(by(fact('partner.calendar'), none)).toEqual([
      `/derived/it/deadline/calendar/fact: Where "partner.calendar" names none of "calendars", the policy's own counts, and this policy has no calendar. ${calendarMend}`,
    ])
    const { berlin } = sampleCalendars()
    expect(by(fact('partner.city'), { ...none, calendars: { berlin } })).toHaveLength(1)
  })

  test.each<[string, unknown, string]>([
    ['a name', 'tokio', '/derived/it/deadline/calendar: There is no calendar "tokio". Did you mean "tokyo"?'],
    [
      'a parameter',
      { parameter: 'tier' },
      '/derived/it/deadline/calendar/parameter: There is no calendar "gold", which the parameter "tier" names. Use "berlin" or "tokyo".',
    ],
    [
      'an unknown parameter',
      { parameter: 'ofice' },
      '/derived/it/deadline/calendar/parameter: There is no parameter "ofice". Did you mean "office"?',
    ],
    [
      'an unknown fact',
      fact('partner.calender'),
      '/derived/it/deadline/calendar/fact: There is no fact "partner.calender". Did you mean "partner.calendar"?',
    ],
    [
      'a fact that is no name',
      received,
      '/derived/it/deadline/calendar/fact: A calendar is named by a text or a choice, and "letter.receivedOn" is a day. Use a fact or parameter of kind "text" or "choice", or write the name of a calendar.',
    ],
  ])('%s that leads to none is told', (_what, calendar, expected) => {
    expect(by(calendar)).toEqual([expected])
  })

  test('is refused where there are no names, and where nothing counts by a calendar', () => {
    expect(by(fact('partner.calendar'), { calendars: undefined })).toEqual([
      '/derived/it/deadline/calendar: This policy has no calendars with a name. Add "calendars", each with "title" and all that "calendar" has; or remove "calendar" here.',
    ])
    const idle = (it: object) => found({ it }, { calendars: sampleCalendars() })
    const needless =
      'No business days or hours are counted here and no moment becomes a day, so no calendar matters. Remove "calendar".'
    expect(idle({ deadline: { from: received, add: days, calendar: 'tokyo' } })).toEqual([
      `/derived/it/deadline/calendar: ${needless}`,
    ])
    expect(idle({ elapsed: { from: received, to: '2024-06-28', in: 'weeks', calendar: 'tokyo' } })).toEqual([
      `/derived/it/elapsed/calendar: ${needless}`,
    ])
    expect(idle({ dayOf: arrived, calendar: 'tokio' })).toEqual([
      '/derived/it/calendar: There is no calendar "tokio". Did you mean "tokyo"?',
    ])
    expect(idle({ deadline: { from: net, add: days, calendar: 'tokio' } })).toHaveLength(1)
  })
})

describe('circles and crowds', () => {
  const after = (name: string) => ({ sum: [fact(`derived.${name}`), net] })

  test('a circle is told once, from a fact that stands in it', () => {
    expect(found({ outside: after('a'), a: after('b'), b: after('c'), c: after('a') })).toEqual([
      '/derived/a: This derived fact is worked out from itself: a → b → c → a. Break the circle: start from facts that are known.',
    ])
    expect(found({ a: after('a') })[0]).toMatch(/itself: a → a\./)
  })

  test('a long circle is not told in full', () => {
    const ring = Object.fromEntries(
      Array.from({ length: 50 }, (_, index) => [`d${index}`, after(`d${(index + 1) % 50}`)]),
    )
    expect(found(ring)[0]).toMatch(/itself: d0 → d1 → d2 → d3 → d4 → … → d0\./)
  })

  test('a chain of 50 is in order, 51 facts are too many, and 20,000 come to an end', () => {
    const chain = (length: number) =>
      Object.fromEntries(
        Array.from({ length }, (_, index) => [
          `d${index}`,
          index + 1 < length ? after(`d${index + 1}`) : { sum: [net] },
        ]),
      )
    expect(found(chain(50))).toEqual([])
    const tooMany = ['/derived: There are more than 50 derived facts. Remove those that are not needed.']
    expect(found(chain(51))).toEqual(tooMany)
    expect(found(chain(20_000))).toEqual(tooMany)
  })

  test('every fact of a crowd in one sum is looked up', () => {
    expect(found({ it: { sum: Array.from({ length: 50 }, (_, index) => fact(`no.${index}`)) } })).toHaveLength(50)
  })
})

describe('derived facts and calendars whose shape is wrong', () => {
  const shapeOf = (json: object) =>
    findingsOfIssues(policySchema.safeParse(json).error!.issues, json)
      .filter(({ pointer }) => /^\/(derived|calendar)/.test(pointer))
      .map(({ pointer, message, mend }) => `${pointer}: ${message} ${mend}`)
  const it = (each: object) => shapeOf({ derived: { it: { title: 'it', ...each } } })

  test('say which way of working out was begun', () => {
    expect(it({ deadline: { from: received, add: { value: 5, unit: 'day' } } })).toEqual([
      '/derived/it/deadline/add/unit: "day" is not one of the values of "unit". Did you mean "days"?',
    ])
    expect(it({ ratio: { of: net } })).toEqual(['/derived/it/ratio/to: "to" is missing. Add "to".'])
    expect(it({ sum: [{ facts: 'deal.units' }] })).toEqual([
      '/derived/it/sum/0: Nothing can be worked out from this. Write a number, a day, {"parameter": "…"} or {"fact": "…"}.',
    ])
    expect(it({ deadline: { from: received, add: 5 } })).toEqual([
      '/derived/it/deadline/add: This is no span of time. Write {"value": 5, "unit": "days"}, or {"parameter": "…"}.',
    ])
    expect(it({ sum: [net], least: [net] })).toEqual([
      '/derived/it/least: "least" doesn\'t belong here. Remove it. A derived fact is worked out in one way.',
    ])
  })

  test('say where a calendar is named, and how', () => {
    expect(it({ deadline: { from: received, add: { value: 5, unit: 'days' }, calendar: {} } })).toEqual([
      '/derived/it/deadline/calendar: This names no calendar. Write the name of one of "calendars", {"fact": "…"} or {"parameter": "…"}.',
    ])
    expect(it({ deadline: { from: received, add: { value: 5, unit: 'days' } }, calendar: 'tokyo' })).toEqual([
      '/derived/it/calendar: "calendar" doesn\'t belong here. Remove it. It stands inside of "deadline" or "elapsed", or beside "dayOf".',
    ])
  })

  test('list the ways where none was begun', () => {
    expect(it({ deadlin: {} })).toEqual([
      '/derived/it: It isn\'t said how "it" is worked out. Write "title", and one of "deadline", "elapsed", "dayOf", "sum", "ratio", "share", "product", "least" or "greatest".',
    ])
  })

  test('show how a time of day is written', () => {
    const calendar = { ...sampleCalendar(), businessHours: { from: '9:00', to: '17:00' } }
    expect(shapeOf({ calendar })).toEqual([
      '/calendar/businessHours/from: "from" is not written as expected. Write a time of day as "09:00", at most "24:00".',
    ])
  })
})
