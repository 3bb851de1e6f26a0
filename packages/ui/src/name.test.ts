import { describe, expect, it } from 'vitest'
import { shown } from './name.tsx'

describe('names on a screen', () => {
  it.each([
    'Acme Corp.',
    'Škoda Auto a.s.',
    'קבוצת שטראוס',
    'بنك الراجحي',
    'บริษัท ซีพี ออลล์',
    '日本電気',
    'Việt Nam ệ',
    '🚀🚀',
  ])('%s is shown as it is', (name) => {
    expect(shown(name)).toBe(name)
    expect(shown(name.normalize('NFD'))).toBe(name.normalize('NFD'))
  })

  it('marks of direction are left out, opened or closed', () => {
    expect(shown('Acme\u202e gnp.exe')).toBe('Acme gnp.exe')
    expect(shown('\u2069\u2069\u202cAcme\u200f\u2067')).toBe('Acme')
  })

  it('a pile of marks keeps its first four', () => {
    expect(shown(`A${'\u0301'.repeat(60)}cme${'\u0316'.repeat(5)}`)).toBe(
      `A${'\u0301'.repeat(4)}cme${'\u0316'.repeat(4)}`,
    )
  })
})
