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
