import { describe, expect, it } from 'vitest'
import { webPlace } from './web-place.ts'

describe('where a company is on the web', () => {
  it.each([
    ['https://www.shop.acme.co.uk/x', 'shop.acme.co.uk', 'acme.co.uk', ['acme']],
    ['MYCOR.IAM.INRAE.FR', 'mycor.iam.inrae.fr', 'inrae.fr', ['inrae', 'mycor', 'iam']],
    [
      'jo@medizin.uni-greifswald.de',
      'medizin.uni-greifswald.de',
      'uni-greifswald.de',
      ['unigreifswald', 'uni', 'greifswald', 'medizin'],
    ],
    ['acme.github.io', 'acme.github.io', 'acme.github.io', ['acme']],
  ])('%s', (typed, host, domain, labels) => {
    expect(webPlace(typed)).toMatchObject({ host, domain, labels })
  })
  it.each([
    'jo@gmail.com',
    'jo@yahoo.com.br',
    'op.pl',
    '10.0.0.1',
    'localhost',
    '',
    'http://',
    `${'a'.repeat(10_000)}.com`,
  ])('%s is none', (typed) => {
    expect(webPlace(typed)).toBeNull()
  })
})
