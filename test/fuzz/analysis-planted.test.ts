import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { repositoryDir } from '@parley/db/settings'
import { analyze } from '@parley/rules/analysis/analyze'
import type { CaseFile } from '@parley/rules/decision'
import type { Finding } from '@parley/rules/finding'
import type { Point } from '@parley/rules/point'
import { points } from '@parley/rules/points/points'
import { registration } from '@parley/rules/points/registration/point'
import { type Policy, policySchema } from '@parley/rules/policy'
import { describe, expect, test } from 'vitest'
import { bench, fortyRules } from '../bench/forty-rules.ts'
import { cleanDiscounts, cleanPolicy, discounts, leaf, orders, ruleOf } from './analysis-clean-policy.ts'
import { innocent } from './analysis-innocents.ts'
import { collectingPlants, type Plant, plants } from './analysis-plants.ts'
import { holds } from './rules-oracle.ts'

const placesOf = (findings: readonly Finding[]) => findings.map(({ kind, pointer }) => `${kind} ${pointer}`)

/** Every rule that a witness is said to show, judged by an evaluator that shares no code with the analysis. */
function mustBeShown(policy: Policy, { kind, rules = [], witness, message }: Finding): void {
  if (!witness) return
  const held = policy.rules.filter((rule) => holds(policy, rule.conditions, witness)).map(({ id }) => id)
  const both = ['contradiction', 'subsumed-rule', 'duplicate-rule', 'fails-open']
  if (kind === 'gap' || kind === 'range-hole') expect(held, message).toEqual([])
  else expect(held, message).toEqual(expect.arrayContaining(rules.slice(0, both.includes(kind!) ? 2 : 1)))
}

const needsWitness = [
  'contradiction',
  'unreached-rule',
  'subsumed-rule',
  'duplicate-rule',
  'gap',
  'range-hole',
  'range-overlap',
  'fails-open',
]

function finds(point: Point, policy: Policy, { kind, at }: Plant): void {
  const { findings, undecided } = analyze(point, policy)
  expect(undecided).toEqual([])
  expect(placesOf(findings)).toContain(`${kind} ${at}`)
  for (const finding of findings) {
    expect(finding.message).not.toMatch(/undefined|\[object|NaN/)
    expect(finding.mend).toBeTruthy()
    if (needsWitness.includes(finding.kind!)) expect(finding.witness, finding.message).toBeDefined()
    mustBeShown(policy, finding)
  }
}

describe('a small policy', () => {
  test('in which there is nothing to find gives no finding', () => {
    expect(analyze(orders, cleanPolicy())).toEqual({ findings: [], undecided: [] })
    expect(analyze(discounts, cleanDiscounts())).toEqual({ findings: [], undecided: [] })
  })

  test.each(plants)('shows $name as $kind', (plant) => {
    finds(orders, cleanPolicy(plant.plant), plant)
  })

  test.each(collectingPlants)('that collects shows $name as $kind', (plant) => {
    finds(discounts, cleanDiscounts(plant.plant), plant)
  })

  test.each(innocent)('does not take $name for $kind', ({ kind, plant }) => {
    const { findings, undecided } = analyze(orders, cleanPolicy(plant))
    expect(undecided).toEqual([])
    expect(findings.filter((finding) => finding.kind === kind)).toEqual([])
  })

  test('names one rule that covers another rather than several', () => {
    const units = (value: number) => leaf('order.units', 'greaterThan', value)
    const tier = (value: string) => leaf('partner.tier', 'equal', value)
    const event = { type: 'refuse', params: {} }
    const policy = cleanPolicy((json) => {
      json.rules.push(
        ruleOf('gold-ten', 699, { all: [tier('gold'), units(10)] }, event),
        ruleOf('silver-ten', 698, { all: [tier('silver'), units(10)] }, event),
        ruleOf('five', 697, units(5), event),
        ruleOf('twenty', 696, units(20), { type: 'accept', params: { days: 1 } }),
      )
    })
    const { findings } = analyze(orders, policy)
    expect(findings).toContainEqual(expect.objectContaining({ kind: 'unreached-rule', rules: ['twenty', 'five'] }))
  })

  test('names the rules that cover another one together, and no others', () => {
    const { findings } = analyze(orders, cleanPolicy(plants.find(({ name }) => name.includes('several'))!.plant))
    expect(findings).toMatchObject([{ kind: 'unreached-rule', rules: ['planted', 'gold', 'silver'] }])
    expect(findings[0]!.witness).toMatchObject({ 'account.hold': false, 'partner.tier': 'gold' })
    expect(findings[0]!.message).toBe(
      '"Rule planted" never decides: wherever it holds, "Rule gold" or "Rule silver" comes first, one or the other.',
    )
  })

  test('says which values nobody decides', () => {
    const message = (part: string) => {
      const { plant, kind, at: pointer } = plants.find(({ name }) => name.includes(part))!
      const { findings } = analyze(orders, cleanPolicy(plant))
      return findings.find((each) => each.kind === kind && each.pointer === pointer)!.message
    }
    expect(message('nothing at exactly')).toContain('No rule holds at exactly 3,000 units of "units"')
    expect(message('differ by one dollar')).toContain('No rule holds from $4,999.01 to $4,999.99 of "amount"')
    expect(message('at most 6,000')).toContain('this one value of "amount" belongs to both')
    expect(message('no rule is left')).toContain('"tier" is Silver')
  })

  test('rules out nothing that only its calendar rules out, and says that its example was not worked out', () => {
    const policy = cleanPolicy((json) => {
      json.rules.push(
        ruleOf('odd', 710, leaf('derived.quoteEndsOn', 'lessThan', { fact: 'order.quotedOn' }), {
          type: 'accept',
          params: { days: 3 },
        }),
        ruleOf('against', 710, leaf('partner.tier', 'equal', 'gold'), { type: 'refuse', params: {} }),
      )
    })
    const [contradiction] = analyze(orders, policy).findings.filter(({ kind }) => kind === 'contradiction')
    expect(contradiction!.message).toContain('taken as given, not worked out: last day of the quote')
  })

  test('names the questions that it has no steps left for, and claims nothing of them', () => {
    const policy = policySchema.parse(fortyRules())
    const { findings, undecided } = analyze(bench, policy, { steps: 20_000 })
    expect(undecided.length).toBeGreaterThan(5)
    for (const question of undecided) expect(question).toMatch(/^(Whether|What|Who) .*\.$/)
    const all = placesOf(analyze(bench, policy).findings)
    expect(all).toEqual(expect.arrayContaining(placesOf(findings)))
    expect(analyze(bench, policy, { steps: 0 }).undecided.length).toBeGreaterThan(5)
  })

  test('reports rules that no case tests', () => {
    const cases: CaseFile = { base: {}, cases: [] }
    const { findings } = analyze(orders, cleanPolicy(), { cases })
    expect(placesOf(findings)).toEqual(cleanPolicy().rules.map((_, index) => `untested-rule /rules/${index}`))
  })
})

const read = (path: string) => JSON.parse(readFileSync(join(repositoryDir, 'packages/rules/src/points', path), 'utf8'))
const registrationRules = read('registration/policy.json').rules as { id: string }[]
const at = (id: string) => registrationRules.findIndex((rule) => rule.id === id)
const added = registrationRules.length

type Json = ReturnType<typeof read>
const amount = (operator: string, value: number) => leaf('deal.amountMinor', operator, value)
const approve = (protectionDays: number) => ({ type: 'approve', params: { protectionDays } })
const gold = leaf('partner.tier', 'equal', 'gold')

/** Puts two rules in place of the approval of Gold partners. */
const splitGold = (one: unknown, other: unknown) => (json: Json) => {
  json.rules[at('approved-for-gold')].conditions = { all: [gold, one] }
  json.rules.push(ruleOf('planted', 325, { all: [gold, other] }, approve(99)))
}

const registrationPlants: { kind: string; at: string; plant: (json: Json) => void }[] = [
  {
    kind: 'impossible-condition',
    at: `/rules/${added}/conditions`,
    plant: (json) =>
      json.rules.push(
        ruleOf(
          'planted',
          500,
          { all: [amount('lessThan', 5), { condition: 'incumbentBusiness' }, amount('greaterThan', 9)] },
          approve(9),
        ),
      ),
  },
  {
    kind: 'always-true-condition',
    at: `/rules/${at('large-deal')}/conditions/all/2`,
    plant: (json) => json.rules[at('large-deal')].conditions.all.push(amount('greaterThan', 5)),
  },
  {
    kind: 'unreached-rule',
    at: `/rules/${added}`,
    plant: (json) =>
      json.rules.push(ruleOf('planted', 100, leaf('partner.tier', 'in', ['gold', 'silver']), approve(9))),
  },
  {
    kind: 'contradiction',
    at: `/rules/${added}`,
    plant: (json) => json.rules.push(ruleOf('planted', 870, leaf('deal.tender', 'equal', 'published'), approve(9))),
  },
  {
    kind: 'subsumed-rule',
    at: `/rules/${added}`,
    plant: (json) =>
      json.rules.push(
        ruleOf(
          'planted',
          700,
          { all: [amount('lessThan', 500_000), leaf('deal.kind', 'equal', 'new')] },
          { type: 'reject', params: {} },
        ),
      ),
  },
  {
    kind: 'duplicate-rule',
    at: `/rules/${added}`,
    plant: (json) => json.rules.push({ ...json.rules[at('house-account')], id: 'planted', priority: 200 }),
  },
  {
    kind: 'range-hole',
    at: `/rules/${added}/conditions/all/1`,
    plant: splitGold(amount('lessThan', 2_000_000), amount('greaterThan', 2_000_000)),
  },
  {
    kind: 'range-overlap',
    at: `/rules/${added}/conditions/all/1`,
    plant: splitGold(amount('lessThanInclusive', 2_000_000), amount('greaterThanInclusive', 2_000_000)),
  },
  {
    kind: 'gap',
    at: '/covers/0',
    plant: (json) => {
      json.covers = [['partner.tier', 'deal.kind']]
      json.rules.splice(at('approved-for-silver'), 1)
    },
  },
  {
    kind: 'fails-open',
    at: `/rules/${at('services-beside-the-sale')}`,
    plant: (json) => {
      json.rules[at('account-on-conduct-hold')].priority = 475
    },
  },
  {
    kind: 'unused-parameter',
    at: '/parameters/forgotten',
    plant: (json) => {
      json.parameters.forgotten = { title: 'forgotten', kind: 'money', value: 5 }
    },
  },
  {
    kind: 'unused-condition',
    at: '/conditions/forgotten',
    plant: (json) => {
      json.conditions.forgotten = { title: 'forgotten', ...gold }
    },
  },
  {
    kind: 'unused-derived',
    at: '/derived/forgotten',
    plant: (json) => {
      json.derived = { forgotten: { title: 'forgotten', least: [{ fact: 'deal.amountMinor' }, 7] } }
    },
  },
  {
    kind: 'rate-without-base',
    at: '/parameters/share',
    plant: (json) => {
      json.parameters.share = { title: 'share', kind: 'rate', value: 5 }
    },
  },
  {
    kind: 'duration-without-start',
    at: '/parameters/grace',
    plant: (json) => {
      json.parameters.grace = { title: 'grace', kind: 'duration', unit: 'days', value: 5 }
    },
  },
  {
    kind: 'leak',
    at: `/rules/${at('large-deal')}/wording/partner`,
    plant: (json) => {
      json.rules[at('large-deal')].wording.partner = 'Nobody spoke with it for {account.daysSinceDirectContact}.'
    },
  },
  {
    kind: 'leak',
    at: `/rules/${at('account-match-uncertain')}/wording/partner`,
    plant: (json) => {
      json.rules[at('account-match-uncertain')].wording.partner = 'We compare two companies first.'
    },
  },
]

describe('the default policy for registrations', () => {
  const before = placesOf(analyze(registration, policySchema.parse(read('registration/policy.json'))).findings)

  test.each(registrationPlants)('shows a planted $kind at $at, which is not there without it', (plant) => {
    const json = read('registration/policy.json')
    plant.plant(json)
    expect(before).not.toContain(`${plant.kind} ${plant.at}`)
    finds(registration, policySchema.parse(json), { name: '', ...plant })
  })
})

describe('the default policies', () => {
  test.each(Object.keys(points))('%s has no mistake, and every example that is given is true', (id) => {
    const point: Point = points[id as keyof typeof points]
    const policy = policySchema.parse(read(`${id}/policy.json`))
    const { findings, undecided } = analyze(point, policy)
    expect(undecided).toEqual([])
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([])
    for (const finding of findings) mustBeShown(policy, finding)
  })
})
