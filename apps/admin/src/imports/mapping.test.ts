import type { ImportMapping } from '@parley/contract/imports'
import { describe, expect, it } from 'vitest'
import { leftOut, valuesOf, withMeaning } from './mapping.ts'

const mapping: ImportMapping = ['name', 'domain', null, 'country']

describe('the meaning of a column', () => {
  it('is taken from the column that had it, when one column alone may have it', () => {
    expect(withMeaning(mapping, 2, 'name')).toEqual({ mapping: [null, 'domain', 'name', 'country'], left: 0 })
  })

  it('is shared, when several columns may have it', () => {
    expect(withMeaning(mapping, 2, 'domain')).toEqual({ mapping: ['name', 'domain', 'domain', 'country'], left: null })
  })

  it('chosen again, or left out, takes nothing from another', () => {
    expect(withMeaning(mapping, 0, 'name')).toEqual({ mapping, left: null })
    expect(withMeaning(mapping, 3, null)).toEqual({ mapping: ['name', 'domain', null, null], left: null })
  })
})

it('columns without a meaning are named', () => {
  const columns = ['Firma', 'Web', 'Betreuer', 'Land'].map((name) => ({ name, examples: [] }))
  expect(leftOut({ encoding: 'UTF-8', separator: 'comma', rows: 1, columns }, mapping)).toEqual(['Betreuer'])
})

it('a row says what its cells mean, several of one meaning together, empty ones unsaid', () => {
  const cells = ['Acme', 'acme.com', 'Jo', ' ', 'acme.de']
  expect(valuesOf(['name', 'domain', null, 'country', 'domain'], cells)).toEqual([
    { target: 'name', values: ['Acme'] },
    { target: 'domain', values: ['acme.com', 'acme.de'] },
  ])
})
