import { expect, test } from 'vitest'
import { factsOfCase, factsOver, runTogether } from '../../cases.ts'
import { compile } from '../../compile/closures.ts'
import type { CaseFile } from '../../decision.ts'
import { explain } from '../../explain/reasons.ts'
import type { Facts } from '../../point.ts'
import { parsePolicy } from '../../policy.ts'
import type { Allocated } from './allocate.ts'
import cases from './cases.json' with { type: 'json' }
import { commission } from './point.ts'
import document from './policy.json' with { type: 'json' }

const policy = parsePolicy(commission, document).policy!
const file = cases as unknown as CaseFile
const { decide } = compile(commission, policy)
const allFacts = file.cases.map((each) => factsOfCase(file, each))

const outcomeOf = (facts: Facts) => {
  const decision = decide(facts)
  return decision.status === 'decided' ? [decision.outcome, decision.because] : decision.missing
}

test('AC-3: help that a partner asked for changes nothing of what it earns, in any case', () => {
  for (const facts of allFacts) {
    if (facts['claim.reductionEntered'] !== 'none') continue
    expect(outcomeOf({ ...facts, 'claim.vendorHelp': 'askedFor' })).toEqual(
      outcomeOf({ ...facts, 'claim.vendorHelp': 'none' }),
    )
  }
})

test('AC-3: with help that was asked for, a settlement that lowers a share for it never goes through', () => {
  for (const facts of allFacts) {
    const lowered = { ...facts, 'claim.vendorHelp': 'askedFor', 'claim.reductionEntered': 'forHelp' }
    const decision = decide(lowered)
    expect(decision.status === 'decided' && decision.outcome.type).not.toBe('earn')
  }
})

test('CM-2: who closed the deal changes only what closing earns', () => {
  for (const facts of allFacts) {
    if (facts['claim.role'] === 'closed' || facts['claim.role'] === undefined) continue
    for (const closedBy of ['partner', 'vendor', 'both', 'other'])
      expect(outcomeOf({ ...facts, 'deal.closedBy': closedBy })).toEqual(outcomeOf(facts))
  }
})

test('CM-4: no reduction that was entered by hand goes through, whatever its reason', () => {
  for (const facts of allFacts)
    for (const reason of ['forHelp', 'forClosing', 'forAnotherReason']) {
      const decision = decide({ ...facts, 'claim.vendorHelp': 'unasked', 'claim.reductionEntered': reason })
      expect(decision.status === 'decided' && decision.outcome.type).not.toBe('earn')
    }
})

test('CM-6: each line of a statement adds up to its part, and names rules of the policy or a setting of it', () => {
  const ids = new Set(policy.rules.map((rule) => rule.id))
  for (const { actual, name } of runTogether(commission, policy, file)) {
    const allocated = actual as Allocated
    if (allocated.result === 'informationNeeded') continue
    for (const part of Object.values(allocated.parts)) {
      expect(
        part.lines.reduce((sum, line) => sum + line.amountMinor, 0),
        name,
      ).toBe(part.amountMinor)
      for (const line of part.lines)
        expect(
          'setting' in line ? line.setting in policy.parameters : line.rules.every((id) => ids.has(id)),
          name,
        ).toBe(true)
    }
  }
})

test('CF-7: while claims meet, the partner reads the same whoever else claims, and no rule', () => {
  const facts = factsOver(file.base, { 'deal.conflictOpen': true })
  const [reason] = explain(commission, policy, facts, decide(facts), 'partner', 'en-US')
  expect(reason).toEqual({
    rule: null,
    title: 'A person decides',
    text: 'A person decides this claim and answers within 5 days.',
    possible: "You don't need to do anything. You can add what shows your part in the deal.",
    published: false,
  })
  // The words of the otherwise: nobody can tell a conflict from a claim that no rule fits.
  const rule = policy.rules.find(({ id }) => id === 'conflict-open')!
  const { event, wording } = policy.otherwise
  expect({ ...rule.wording, staff: '' }).toEqual({ ...wording, staff: '' })
  expect(rule.event).toEqual(event)
})
