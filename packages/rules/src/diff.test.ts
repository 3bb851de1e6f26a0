import { expect, test } from 'vitest'
import { diffPolicies } from './diff.ts'
import type { Policy } from './policy.ts'
import { sampleCalendars } from './testing/sample-calendar.ts'
import { type sampleJson, samplePolicy } from './testing/sample-policy.ts'

type Sample = ReturnType<typeof sampleJson>
const before = samplePolicy()
const changes = (change: (json: Sample) => void) => diffPolicies(before, samplePolicy(change))

test('the same policy, rearranged, has not changed', () => {
  const rearranged = (json: Sample) => {
    json.rules.reverse()
    json.version = 4
  }
  expect(changes(rearranged)).toEqual([])
})

test('a parameter that changed is told with both values in words', () => {
  const raised = (json: Sample) => {
    json.parameters.minimumAmountMinor.value = 2_500_000
  }
  expect(changes(raised)).toEqual([
    {
      what: 'changed',
      of: 'parameter',
      name: 'minimumAmountMinor',
      pointer: '/parameters/minimumAmountMinor',
      text: 'Smallest deal: $25,000 instead of $10,000.',
      from: '$10,000',
      to: '$25,000',
    },
  ])
})

test('rules that came, went or changed are told by name', () => {
  const told = changes((json) => {
    const [hold, guarded, small] = json.rules as [never, Sample['rules'][number], Sample['rules'][number]]
    json.rules.splice(json.rules.indexOf(hold), 1)
    json.rules.push({ ...guarded, id: 'new-rule', title: 'New rule', priority: 50 })
    small.conditions.all!.pop()
    small.wording.partner = 'Too small.'
    Object.assign(json.otherwise.event.params, { answerWithinDays: 5 })
  })
  expect(told.map(({ what, of, name, pointer }) => [what, of, name, pointer])).toEqual([
    ['removed', 'rule', 'conduct-hold', '/rules/0'],
    ['changed', 'rule', 'deal-below-minimum', '/rules/1/conditions'],
    ['changed', 'rule', 'deal-below-minimum', '/rules/1/wording/partner'],
    ['added', 'rule', 'new-rule', '/rules/4'],
    ['changed', 'otherwise', 'otherwise', '/otherwise/event'],
  ])
  expect(told[1]).toMatchObject({ to: 'expected amount: below $10,000' })
})

test('a rule that is looked at earlier now is told, and the rules that it passed are not', () => {
  const moved = changes((json) => {
    json.rules[4]!.priority = 1000
  })
  expect(moved).toEqual([
    expect.objectContaining({
      what: 'reordered',
      name: 'proven-partner',
      text: '"Proven partner" is looked at just before "Account on hold" now.',
    }),
  ])
})

test('a named condition that changed is told in words', () => {
  const told = changes((json) => {
    json.conditions.unproven.any.pop()
  })
  expect(told).toEqual([
    expect.objectContaining({
      of: 'condition',
      name: 'unproven',
      from: 'people who finished the foundation training: fewer than 1; or partner agreement is not signed',
      to: 'people who finished the foundation training: fewer than 1',
    }),
  ])
})

test('calendars with a name are told by their titles', () => {
  const { berlin, tokyo } = sampleCalendars()
  const withCalendars = (calendars: Policy['calendars']) => ({ ...before, calendars })
  const told = diffPolicies(
    withCalendars({ berlin, tokyo }),
    withCalendars({ berlin: { ...berlin, zone: 'Europe/Vienna', holidays: ['2024-12-25'] }, osaka: tokyo }),
  )
  expect(told.map(({ what, of, name, pointer, text }) => [what, of, name, pointer, text])).toEqual([
    ['changed', 'calendar', 'berlin', '/calendars/berlin/zone', 'Calendar of Berlin: the time zone changed.'],
    ['changed', 'calendar', 'berlin', '/calendars/berlin/holidays', 'Calendar of Berlin: new holidays: 2024-12-25.'],
    [
      'changed',
      'calendar',
      'berlin',
      '/calendars/berlin/holidays',
      'Calendar of Berlin: no longer holidays: 2024-09-05.',
    ],
    ['removed', 'calendar', 'tokyo', '/calendars/tokyo', 'The calendar "calendar of Tokyo" is gone.'],
    ['added', 'calendar', 'osaka', '/calendars/osaka', 'New calendar: calendar of Tokyo.'],
  ])
  const renamed = withCalendars({ berlin: { ...berlin, title: 'Berlin' } })
  expect(diffPolicies(withCalendars({ berlin }), renamed)).toMatchObject([
    { pointer: '/calendars/berlin/title', from: 'calendar of Berlin', to: 'Berlin' },
  ])
})
