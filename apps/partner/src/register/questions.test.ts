import type { PrecheckAnswer } from '@parley/contract/home'
import { describe, expect, test } from 'vitest'
import { emptyForm } from './deal-form.ts'
import { askAll, askFor, dealQuestions } from './questions.ts'

const answer = (favour: number, matters: string[], missing: string[] = []): PrecheckAnswer => ({
  matters,
  card: {
    decisionId: null,
    point: 'registration',
    question: '',
    outcome: { type: 'reject', title: '', favour, params: {}, terms: [] },
    headline: '',
    reasons: [],
    changes: [],
    missing: missing.map((fact) => ({ fact, title: fact, question: null })),
    facts: [],
    policy: null,
    decidedAt: '2026-11-21T00:00:00Z',
    decidedBy: 'policy',
    decidedByName: null,
    overrideReason: null,
  },
})

const untouched = { before: askAll, used: new Set<string>(), inUse: null }

describe('only the questions that matter are asked', () => {
  test('all of them, until there is an answer', () => {
    expect(askFor(null, emptyForm, untouched).matter).toHaveLength(dealQuestions.length)
  })

  test('those that can change the answer; the others fold away', () => {
    const { matter, rest } = askFor(answer(0, ['deal.tender'], ['deal.amountMinor']), emptyForm, untouched)
    expect(matter).toEqual(['amount', 'tender'])
    expect(rest).toContain('kind')
  })

  test('a field that is filled, or was in use, does not fold away', () => {
    const form = { ...emptyForm, meetingsHeld: 0 }
    const { matter } = askFor(answer(2, []), form, { ...untouched, used: new Set(['role']) })
    expect(matter).toEqual(['role', 'meetingsHeld'])
  })

  test('a field that is filled in the fold stays there, and one in use never moves', () => {
    const before = askFor(answer(2, []), emptyForm, untouched)
    const form = { ...emptyForm, meetingsHeld: 3 }
    expect(askFor(answer(2, []), form, { ...untouched, before }).rest).toContain('meetingsHeld')
    const inUse = askFor(answer(0, ['deal.tender', 'deal.kind']), form, { ...untouched, before, inUse: 'tender' })
    expect(inUse.rest).toContain('tender')
    expect(inUse.matter).toEqual(['kind'])
  })

  test('a refusal is settled only when nothing that is still empty can change it', () => {
    const settled = (favour: number, matters: string[], form = emptyForm) =>
      askFor(answer(favour, matters), form, untouched).settledRefusal
    expect(settled(-1, ['deal.tender'])).toBe(false)
    expect(settled(-1, [])).toBe(true)
    expect(settled(-1, ['deal.tender'], { ...emptyForm, tender: 'none' })).toBe(true)
    expect(settled(2, [])).toBe(false)
  })
})
