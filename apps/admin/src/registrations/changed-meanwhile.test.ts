import type { StaffRegistration } from '@parley/contract/registrations'
import { describe, expect, it } from 'vitest'
import { changedMeanwhile } from './changed-meanwhile.ts'

const read = (change: object): StaffRegistration =>
  ({
    version: 3,
    summary: { status: 'inReview' },
    decision: { decisionId: 'first', decidedByName: null, headline: 'A person decides.' },
    timeline: [],
    informationRequests: [],
    ...change,
  }) as unknown as StaffRegistration

describe('what somebody else changed while you wrote', () => {
  it('is nothing when the version is the same', () => {
    expect(changedMeanwhile(read({}), read({}))).toEqual([])
  })

  it('is told as status, decision and who did what', () => {
    const after = read({
      version: 4,
      summary: { status: 'approved' },
      decision: { decisionId: 'second', decidedByName: 'Iris Vogel', headline: 'You lead this account.' },
      timeline: [{ at: '2026-11-21T10:00:00Z', kind: 'asked', text: 'Who decides?', by: 'Iris Vogel', ahead: false }],
    })
    expect(changedMeanwhile(read({}), after)).toEqual([
      'It is now “Protected”; it was “In review”.',
      'Iris Vogel decided: You lead this account.',
      'Iris Vogel: Who decides?',
    ])
  })

  it('is never silent about another version', () => {
    expect(changedMeanwhile(read({}), read({ version: 4 }))).toEqual(['A detail of it was edited.'])
  })
})
