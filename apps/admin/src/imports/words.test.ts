import { describe, expect, it } from 'vitest'
import { outcomeLine, resultWords, sizeWords, timeLeft } from './words.ts'

const progress = {
  ...{ rows: 10_000, done: 10_000, imported: 9412, linked: 503, filled: 12, repeated: 0 },
  ...{ waiting: 61, refused: 24, remarked: 0, secondsLeft: null },
}

describe('what an import came to, in words', () => {
  it('says the news first and what is left to do last; what there is none of goes unsaid', () => {
    expect(outcomeLine(progress)).toBe('9,412 new, 503 known already, 61 need you, 24 not imported')
    expect(outcomeLine({ ...progress, imported: 0, linked: 0, waiting: 1, refused: 0 })).toBe('1 needs you')
    expect(outcomeLine({ ...progress, imported: 0, linked: 0, waiting: 0, refused: 0 })).toBe('')
  })

  it('is the title of the result', () => {
    const words = (change: Partial<typeof progress>) =>
      resultWords({ state: 'finished', repeats: false, progress: { ...progress, ...change } })
    expect(words({})).toBe('9,412 new accounts, 503 known already, 61 need you, 24 not imported')
    expect(words({ imported: 1, linked: 0, waiting: 1, refused: 0 })).toBe('1 new account, 1 needs you')
    expect(words({ imported: 0, waiting: 0, refused: 0 })).toBe('No new account, 503 known already')
  })

  it('says when the file changed nothing, and when it was stopped early', () => {
    expect(resultWords({ state: 'finished', repeats: true, progress })).toBe('Nothing changed')
    const none = { ...progress, done: 0, imported: 0, linked: 0, waiting: 0, refused: 0 }
    expect(resultWords({ state: 'cancelled', repeats: false, progress: none })).toBe('Stopped before anything came in')
  })
})

it.each([
  [1, '1 byte'],
  [1023, '1,023 bytes'],
  [1024, '1 KB'],
  [1_300_000, '1.2 MB'],
  [40 * 1024 * 1024, '40 MB'],
])('a file of %i bytes has %s', (bytes, words) => {
  expect(sizeWords(bytes)).toBe(words)
})

it.each([
  [null, null],
  [3, 'a few seconds left'],
  [31, 'about 40 seconds left'],
  [91, 'about 2 minutes left'],
])('%s seconds are %s', (seconds, words) => {
  expect(timeLeft(seconds)).toBe(words)
})
