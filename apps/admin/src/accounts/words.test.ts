import { describe, expect, it } from 'vitest'
import { conflictWords, listed } from './words.ts'

const interest = (partnerName: string) => ({
  registrationId: '1',
  reference: 'R-1',
  partnerName,
  accountName: 'Acme',
  status: 'Protected',
  joinedAt: '2026-03-03T10:00:00Z',
  protected: true,
})
const wanting = (...partners: string[]) => ({
  productFamilyName: 'Backup',
  interests: partners.map(interest),
  acting: [],
})

describe('a conflict', () => {
  it('is said with each partner once', () => {
    expect(conflictWords(wanting('Alder Ridge', 'Brightwater'))).toBe(
      'Alder Ridge and Brightwater both want Backup here',
    )
    expect(conflictWords(wanting('Alder', 'Brightwater', 'Alder', 'Corvane'))).toBe(
      'Alder, Brightwater and Corvane all want Backup here',
    )
    expect(conflictWords(wanting('Alder', 'Alder'))).toBe('Alder wants Backup here more than once')
  })
})

describe('words in a list', () => {
  it('are joined as people do', () => {
    expect(listed([])).toBe('')
    expect(listed(['A'])).toBe('A')
    expect(listed(['A', 'B', 'C'])).toBe('A, B and C')
  })
})
