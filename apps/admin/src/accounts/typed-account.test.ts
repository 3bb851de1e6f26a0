import { describe, expect, it } from 'vitest'
import { blankAccount, bringTo, differences, type TypedAccount, toForm } from './typed-account.ts'

const acme: TypedAccount = { ...blankAccount, name: 'Acme Ltd', domain: 'acme.example', country: 'GB', city: 'Leeds' }

describe('an account as it is typed', () => {
  it('is sent without spaces around it, and what is empty as nothing', () => {
    expect(toForm({ ...acme, name: ' Acme Ltd ', city: ' ', relation: 'branch' })).toEqual({
      name: 'Acme Ltd',
      domain: 'acme.example',
      country: 'GB',
      city: null,
      taxId: null,
      designation: 'open',
      parentId: null,
      relation: null,
    })
  })

  it('says in sentences what somebody else changed', () => {
    const after = { ...acme, name: 'Acme Group', city: '', parent: { id: '1', name: 'Acme Holding' }, country: 'IE' }
    expect(differences(acme, after)).toEqual([
      'Its name is now “Acme Group”; it was “Acme Ltd”.',
      'Its country is now “Ireland”; it was “United Kingdom”.',
      'Its city was taken away; it was “Leeds”.',
      'Its parent is now “Acme Holding”.',
    ])
    expect(differences(acme, { ...acme })).toEqual([])
  })

  it('keeps what I typed, and takes over what I left alone', () => {
    const mine = { ...acme, name: 'Acme plc' }
    const theirs = { ...acme, name: 'Acme Group', city: 'York' }
    expect(bringTo(theirs, acme, mine)).toEqual({ ...acme, name: 'Acme plc', city: 'York' })
  })
})
