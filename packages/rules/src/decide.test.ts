import { describe, expect, test } from 'vitest'
import { decide, EvaluatorsDisagree, FactsRefused } from './decide.ts'
import { registration } from './points/registration/point.ts'
import { approvedFacts, samplePolicy } from './testing/sample-policy.ts'

const policy = samplePolicy()
const without = (...names: (keyof typeof approvedFacts)[]) =>
  Object.fromEntries(Object.entries(approvedFacts).filter(([name]) => !names.includes(name as never)))

describe('deciding', () => {
  test('the rule that holds with the highest priority decides, and all that hold are named', async () => {
    expect(
      await decide(registration, policy, {
        ...approvedFacts,
        'deal.amountMinor': 999_999,
        'account.daysSinceDirectContact': 30,
      }),
    ).toMatchObject({
      point: 'registration',
      policyVersion: 3,
      status: 'decided',
      outcome: { type: 'reject', params: {} },
      because: ['deal-below-minimum'],
      fired: ['deal-below-minimum', 'direct-contact', 'proven-partner'],
    })
  })

  test('of two rules with the same priority, the one that stands earlier decides', async () => {
    const equals = samplePolicy((json) => {
      for (const rule of json.rules) rule.priority = 5
      json.rules.reverse()
    })
    expect(await decide(registration, equals, { ...approvedFacts, 'account.conductHold': true })).toMatchObject({
      because: ['proven-partner'],
      fired: ['proven-partner', 'conduct-hold'],
    })
  })

  test('when no rule holds, the careful otherwise applies', async () => {
    expect(await decide(registration, policy, { ...approvedFacts, 'partner.tier': 'silver' })).toMatchObject({
      status: 'decided',
      outcome: { type: 'review', params: { answerWithinDays: 2 } },
      because: ['otherwise'],
      fired: [],
    })
  })

  test('a rule that one fact keeps from holding is named with that fact', async () => {
    const { nearly } = await decide(registration, policy, { ...approvedFacts, 'partner.trainedPeople': 0 })
    expect(nearly).toContainEqual({ rule: 'proven-partner', by: ['partner.trainedPeople'] })
    expect(nearly).toContainEqual({ rule: 'deal-below-minimum', by: ['deal.amountMinor'] })
  })
})

describe('an outcome that carries a fact', () => {
  const daysLeft = {
    title: 'days of protection left',
    sum: [{ parameter: 'protectionDays' }],
    minus: [{ fact: 'deal.daysUntilClose' }],
  }
  const carrying = samplePolicy((json) => {
    Object.assign(json, { derived: { daysLeft } })
    Object.assign(json.rules[4]!.event.params, { protectionDays: { fact: 'derived.daysLeft' } })
  })
  const after = (days: number) => decide(registration, carrying, { ...approvedFacts, 'deal.daysUntilClose': days })

  test('says its value', async () => {
    expect(await after(89)).toMatchObject({ status: 'decided', outcome: { params: { protectionDays: 1 } } })
  })

  test('waits where the value is not possible there, and names what it is worked out from', async () => {
    expect(await after(985)).toMatchObject({ status: 'informationNeeded', missing: ['deal.daysUntilClose'] })
  })
})

describe('what nobody knows', () => {
  test('is asked for when it can change the outcome, and nothing else is', async () => {
    expect(await decide(registration, policy, without('deal.amountMinor', 'partner.tier'))).toMatchObject({
      status: 'informationNeeded',
      missing: ['deal.amountMinor', 'partner.tier'],
    })
  })

  test('does not hold up a decision that it cannot change', async () => {
    const facts = {
      ...without('partner.tier', 'partner.trainedPeople', 'deal.kind'),
      'account.protectedForOther': true,
    }
    expect(await decide(registration, policy, facts)).toMatchObject({
      status: 'decided',
      because: ['protected-for-other'],
    })
  })

  test('is never taken for no: an unknown hold holds up the approval', async () => {
    expect(await decide(registration, policy, without('account.conductHold'))).toMatchObject({
      missing: ['account.conductHold'],
    })
  })

  test('matters on neither side of a "not" when both sides lead to the same', async () => {
    const both = samplePolicy((json) => {
      json.rules[4]!.conditions = {
        any: [{ condition: 'unproven' }, { not: { condition: 'unproven' } }],
      } as never
    })
    expect(await decide(registration, both, without('partner.trainedPeople'))).toMatchObject({
      status: 'decided',
      outcome: { type: 'approve' },
      because: ['proven-partner'],
    })
  })
})

describe('safety', () => {
  test('facts that are not the point’s are refused by name, and nothing is decided', async () => {
    const facts = { ...approvedFacts, 'deal.amount': 5, 'deal.kind': 'gift', 'partner.trainedPeople': '3' }
    const refusal = await decide(registration, policy, facts as never).catch((error) => error)
    expect(refusal).toBeInstanceOf(FactsRefused)
    expect((refusal as FactsRefused).findings.map(({ pointer }) => pointer).sort()).toEqual([
      '/deal.amount',
      '/deal.kind',
      '/partner.trainedPeople',
    ])
  })

  test('evaluators that come to different ends throw', async () => {
    const changing = samplePolicy()
    await decide(registration, changing, approvedFacts)
    Object.assign(changing.parameters.minimumAmountMinor!, { value: 9_000_000 })
    await expect(decide(registration, changing, approvedFacts)).rejects.toBeInstanceOf(EvaluatorsDisagree)
  })

  test('evaluators that agree on the rules, but not on the outcome, throw', async () => {
    const changing = samplePolicy()
    await decide(registration, changing, approvedFacts)
    Object.assign(changing.parameters.protectionDays!, { value: 30 })
    await expect(decide(registration, changing, approvedFacts)).rejects.toBeInstanceOf(EvaluatorsDisagree)
  })

  test('evaluators that would end differently for some value of an unknown fact throw', async () => {
    const changing = samplePolicy()
    await decide(registration, changing, without('partner.tier'))
    Object.assign(changing.parameters.protectionDays!, { value: 30 })
    await expect(decide(registration, changing, without('partner.tier'))).rejects.toBeInstanceOf(EvaluatorsDisagree)
  })

  test('a hundred decisions at once lose no rule', async () => {
    const facts = (index: number) => ({
      ...approvedFacts,
      'account.conductHold': index % 2 === 0,
      'deal.amountMinor': index % 3,
    })
    const decisions = await Promise.all(
      Array.from({ length: 100 }, (_, index) => decide(registration, policy, facts(index))),
    )
    decisions.forEach((decision, index) => {
      expect(decision.fired).toEqual([
        ...(index % 2 === 0 ? ['conduct-hold'] : []),
        'deal-below-minimum',
        'proven-partner',
      ])
    })
  })

  test('a refused call leaves the next one whole', async () => {
    await decide(registration, policy, { nonsense: true }).catch(() => undefined)
    expect((await decide(registration, policy, approvedFacts)).fired).toEqual(['proven-partner'])
  })

  test('the policy that was given is left as it was', async () => {
    const frozen = deepFreeze(samplePolicy())
    await decide(registration, frozen, approvedFacts)
    await decide(registration, frozen, {})
  })
})

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(deepFreeze)
  return value
}
