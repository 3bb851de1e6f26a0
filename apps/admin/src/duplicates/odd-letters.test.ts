import { describe, expect, it } from 'vitest'
import { oddLetters } from './odd-letters.ts'

describe('what can’t be seen in a name', () => {
  it.each(['Acme', 'Müller & Söhne', 'Яндекс', 'Яндекс Taxi', 'アクメ Holdings'])('nothing in %s', (name) =>
    expect(oddLetters(name)).toBeNull(),
  )
  it('a Cyrillic letter among Latin ones', () =>
    expect(oddLetters('\u0410cme')).toBe('Mixes Latin and Cyrillic letters in one word.'))
  it('a mark that turns the direction of writing, or takes no room', () => {
    expect(oddLetters('Acme\u202egpj')).toBe('Has characters that can’t be seen.')
    expect(oddLetters('Ac\u200bme')).toBe('Has characters that can’t be seen.')
  })
})
