import { leaf, ruleOf } from './analysis-clean-policy.ts'
import { accept, adds, amount, insteadOfGold, type Plant, refuse, tier, units } from './analysis-plants.ts'

/** What looks like a mistake and is none: nothing of this kind may be reported. */
export const innocent: readonly Omit<Plant, 'at'>[] = [
  {
    name: 'an exception that stands before what it excepts, and asks for the same',
    kind: 'fails-open',
    plant: adds(610, { all: [units('greaterThanInclusive', 90), tier('gold')] }, accept(9)),
  },
  {
    name: 'a table that spells out each line in full',
    kind: 'always-true-condition',
    plant: adds(
      650,
      {
        any: [
          { all: [tier('silver'), amount('greaterThan', 500)] },
          { all: [tier('gold'), amount('greaterThan', 900)] },
        ],
      },
      refuse,
    ),
  },
  {
    name: 'values between two lines that another rule decides',
    kind: 'range-hole',
    plant: (json) => {
      insteadOfGold(amount('lessThan', 600_000), amount('greaterThan', 600_000))(json)
      json.rules.push(ruleOf('gold-below', 390, tier('gold'), accept(30)))
    },
  },
  {
    name: 'a value that one rule leaves out by itself',
    kind: 'range-hole',
    plant: insteadOfGold({ any: [units('lessThan', 3_000), units('greaterThan', 3_000)] }),
  },
  {
    name: 'a wide middle between two ends that differ, left to otherwise',
    kind: 'range-hole',
    plant: (json) => {
      insteadOfGold(amount('greaterThan', 900_000))(json)
      json.rules.push(ruleOf('tiny', 395, { all: [tier('gold'), amount('lessThan', 100)] }, refuse))
    },
  },
  {
    name: 'rules that hold together around a value as well as at it',
    kind: 'range-overlap',
    plant: insteadOfGold(amount('lessThanInclusive', 600_000), {
      any: [amount('greaterThanInclusive', 600_000), amount('greaterThan', 100)],
    }),
  },
  {
    name: 'a value with a rule of its own',
    kind: 'range-overlap',
    plant: insteadOfGold(amount('equal', 600_000), amount('lessThan', 600_000), amount('greaterThan', 600_000)),
  },
  {
    name: 'a rule that gives a wider one another reason',
    kind: 'subsumed-rule',
    plant: adds(950, { all: [leaf('partner.authorized', 'equal', false), tier('gold')] }, refuse, {
      wording: { partner: 'Even Gold needs to be authorised.', possible: 'Ask us.', staff: 'So it is.' },
    }),
  },
  {
    name: 'rules of one priority that can never hold together',
    kind: 'contradiction',
    plant: adds(400, { all: [tier('silver'), amount('greaterThan', 500)] }, refuse),
  },
  {
    name: 'rules of one priority that a higher one keeps apart',
    kind: 'contradiction',
    plant: adds(400, leaf('partner.authorized', 'equal', false), refuse),
  },
  {
    name: 'a judgement that nobody made',
    kind: 'discretion-without-criteria',
    plant: adds(650, { all: [{ not: leaf('order.waived', 'equal', true) }, units('lessThan', 50)] }, refuse),
  },
]
