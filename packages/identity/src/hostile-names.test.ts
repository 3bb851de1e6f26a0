import { describe, expect, it } from 'vitest'
import { AccountIndex } from './account-index.ts'
import { keysOf } from './blocking-keys.ts'
import { judgeCandidates } from './judge-candidates.ts'
import { profileName } from './name-profile.ts'
import { profileParty } from './party.ts'
import { trainedModel } from './trained-model.ts'

const hostile: [string, string][] = [
  ['10,000 letters', 'a'.repeat(10_000)],
  ['10,000 words', 'ab '.repeat(10_000)],
  ['10,000 different words', Array.from({ length: 10_000 }, (_each, index) => `w${index}x`).join(' ')],
  ['letters that grow when they are made plain', 'ﷺ'.repeat(10_000)],
  ['combining marks', `a${'\u0301'.repeat(10_000)}`],
  ['right-to-left marks', `${'\u202E\u200F'.repeat(4000)}emca`],
  ['emoji', '👩‍👩‍👧‍👦🏴󠁧󠁢󠁥󠁮󠁧󠁿'.repeat(1000)],
  ['NUL', 'Ac\0me\0'.repeat(2000)],
  ['half a surrogate', '\uD83D'.repeat(5000)],
  ['HTML', '<script>alert(1)</script>'.repeat(400)],
  ['a formula', '=HYPERLINK("http://x","y")'.repeat(400)],
  ['dots', '.'.repeat(10_000)],
  ['dotted letters', 'a.'.repeat(5000)],
  ['brackets', '('.repeat(10_000)],
  ['Chinese letters', '株式会社'.repeat(2500)],
  ['nothing', ''],
  ['spaces', ' '.repeat(10_000)],
]

describe('a hostile name costs no more than an honest one', () => {
  const index = new AccountIndex(trainedModel.dictionary)
  for (const [, name] of hostile) index.add({ name, domain: name, city: name, country: name })

  it.each(hostile)('%s', (_what, name) => {
    const started = performance.now()
    const profile = profileParty({ name, domain: name, email: name, country: name, city: name })
    const keys = keysOf(profile, trainedModel.dictionary)
    const listed = index
      .candidates(profile)
      .map(({ account, weight }) => ({ account, weight, profile: index.profiles[account]! }))
    const verdict = judgeCandidates(profile, listed, index, trainedModel)
    for (const each of verdict.judged) each.reasons()
    expect(performance.now() - started).toBeLessThan(400)
    expect(keys.length).toBeLessThan(600)
    expect(keys.every((key) => key.length < 80 && /^[\x20-\x7e]*$/.test(key))).toBe(true)
  })

  it('what cannot be seen or said is no word', () => {
    expect(profileName('<b>Ac\0me\u202E</b> 👍').tokens).toEqual(['b', 'acme'])
    expect(profileName('👍').tokens).toEqual([])
    expect(profileName('— !').squashed).toBe('')
  })
})
