import { describe, expect, it } from 'vitest'
import { normalizeName } from './normalize-name.ts'

describe('two spellings of one company have the same normalised name', () => {
  it.each([
    ['Müller & Söhne GmbH & Co. KG', 'MULLER UND SOHNE', 'muller and sohne'],
    ['L’Oréal S.A.', 'LOreal', 'loreal'],
    ['The Northern Trust Company', 'northern trust', 'northern trust'],
    ['Acme Sp. z o.o.', 'ACME', 'acme'],
    ['Grupo Bimbo, S.A.B. de C.V.', undefined, undefined],
    ['Toyota Motor Co., Ltd.', 'toyota motor', 'toyota motor'],
    ['Iveco S.p.A.', 'Iveco SpA', 'iveco'],
    ['Booking.com B.V.', 'booking com', 'booking com'],
    ['Ørsted A/S', 'Orsted', 'orsted'],
    ['Газпром', 'gazprom', 'gazprom'],
  ])('%s', (one, other, normalized) => {
    if (normalized) expect(normalizeName(one)).toBe(normalized.replace(' und ', ' and '))
    if (other) expect(normalizeName(other).replace(' und ', ' and ')).toBe(normalizeName(one))
  })
})

describe('a name keeps what tells companies apart', () => {
  it('never becomes empty', () => {
    expect(normalizeName('SA')).toBe('sa')
    expect(normalizeName('The Company')).toBe('company')
  })
  it('keeps a legal form that stands inside', () => {
    expect(normalizeName('AG Insurance')).toBe('ag insurance')
  })
  it('is empty only for what has neither a letter nor a digit', () => {
    expect(normalizeName('— !')).toBe('')
  })
  it('is the same when it is normalised again', () => {
    for (const name of ['Acme Holding AG', 'Foo Co., Ltd.', 'Bar & Co. KG']) {
      expect(normalizeName(normalizeName(name))).toBe(normalizeName(name))
    }
  })
})
