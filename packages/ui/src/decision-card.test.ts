import type { DecisionCard } from '@parley/contract/decisions'
import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { DecisionCardView } from './decision-card.tsx'

const card: DecisionCard = {
  decisionId: null,
  point: 'registration',
  question: 'Does this deal registration get protection?',
  outcome: { type: 'reject', title: 'Not approved', favour: -1, params: {}, terms: [] },
  headline: 'This is a house account.',
  reasons: [
    { rule: null, title: 'House account', text: 'This is a house account.', possible: 'You can register another.' },
  ],
  ...{ changes: [], missing: [], facts: [], policy: null },
  ...{ decidedAt: '2026-11-21T18:30:00.000Z', decidedBy: 'policy', decidedByName: null, overrideReason: null },
}
const shownTo = (audience: 'partner' | 'staff') =>
  renderToStaticMarkup(createElement(DecisionCardView, { card, audience }))

describe('what is still open to the partner', () => {
  it('is said to the partner', () => {
    expect(shownTo('partner')).toContain('You can register another.')
    expect(shownTo('partner')).not.toContain('What the partner reads')
  })

  it('is shown to staff as what the partner reads, because it isn’t said to them', () => {
    expect(shownTo('staff')).toMatch(/What the partner reads<\/span><span>You can register another\./)
  })
})

describe('why a person decided', () => {
  const wording = 'The customer told us that it buys from another partner.'
  const inPerson: DecisionCard = {
    ...card,
    headline: wording,
    reasons: [{ rule: null, title: 'Decided by a channel manager of Northwind Systems', text: wording }],
    ...{ decidedBy: 'person', decidedByName: 'A channel manager of Northwind Systems' },
  }
  const shown = (of: DecisionCard, audience: 'partner' | 'staff') =>
    renderToStaticMarkup(createElement(DecisionCardView, { card: of, audience }))

  it('is for the partner the wording that it was given; who decided isn’t called a reason', () => {
    expect(shown(inPerson, 'partner')).toContain(wording)
    expect(shown(inPerson, 'partner')).toContain('Decided by a channel manager of Northwind Systems.')
    expect(shown(inPerson, 'partner')).not.toContain('<h3>Why</h3>')
  })

  it('is for the staff the person’s reason, or the rules that it followed from', () => {
    const reasoned = { ...inPerson, decidedByName: 'Mina Castell', overrideReason: 'They wrote so.' }
    expect(shown(reasoned, 'staff')).toContain('Mina Castell decided in the policy’s place')
    const followed = { ...reasoned, decidedByName: 'the rules for conflicts', overrideReason: 'Alder leads.' }
    expect(shown(followed, 'staff')).toMatch(/It followed from the rules for conflicts<\/span><span>Alder leads\./)
    expect(shown(followed, 'staff')).not.toContain('policy’s place')
  })
})

describe('what was decided some time ago', () => {
  const asked: DecisionCard = {
    ...card,
    decisionId: '01a1fa54-6f80-70a4-87bf-9a92067e628f',
    outcome: {
      ...{ type: 'askForInformation', title: 'More information needed', favour: 0, params: {} },
      terms: [{ name: 'answerWithinDays', value: '10 days', title: 'to answer' }],
    },
  }
  const shown = (of: DecisionCard, isPast = false) =>
    renderToStaticMarkup(createElement(DecisionCardView, { card: of, audience: 'partner', locale: 'en-US', isPast }))

  it('says from which day its days count, so that they agree with the clock beside them; a pre-check needn’t', () => {
    expect(shown(asked)).toContain('<strong>10 days</strong> to answer, from Nov 21, 2026')
    expect(shown({ ...asked, decisionId: null })).not.toContain('from Nov 21')
  })

  it('has no colour of what holds once it is over', () => {
    const approved = {
      ...asked,
      outcome: { ...asked.outcome, type: 'approve', title: 'Approved', favour: 2, terms: [] },
    }
    expect(shown(approved)).toContain('data-tone="granted"')
    expect(shown(approved, true)).toContain('data-tone="neutral"')
    expect(shown(approved, true)).not.toContain('data-tone="granted"')
  })
})
