import { describe, expect, test } from 'vitest'
import { type DealForm, emptyForm, fromDraft, fromPointers, toPrecheck, toRegistration } from './deal-form.ts'

const complete: DealForm = {
  accountName: 'Aurubis AG',
  accountDomain: 'aurubis.com',
  country: 'DE',
  city: 'Hamburg',
  productFamily: 'backup',
  kind: 'new',
  amount: '48,000',
  expectedCloseOn: '2027-02-13',
  role: 'resale',
  scope: 'opportunity',
  description: 'They replace tape by next summer.',
  contactName: '',
  contactEmail: '',
  meetingsHeld: 0,
  tender: 'none',
  customerChoice: 'open',
  registeredWithCompetitor: false,
}

describe('a half-typed form', () => {
  test('asks with what can be read, and leaves the rest unknown', () => {
    const form = { ...emptyForm, accountName: 'Aurubis', contactEmail: 'ines@', amount: 'about 5', meetingsHeld: 0 }
    expect(toPrecheck(form, 'EUR')).toEqual({ account: { name: 'Aurubis' }, deal: { meetingsHeld: 0 } })
  })

  test('comes back from a draft as it was typed, without what is not of the form', () => {
    const kept = { ...complete, amount: 'about 5', meetingsHeld: 'three', stray: 'x' }
    expect(fromDraft(kept)).toEqual({ ...complete, amount: 'about 5', meetingsHeld: null })
  })
})

describe('a registration', () => {
  test('is sent without the fields that were left empty', () => {
    const { body } = toRegistration(complete, 'EUR')
    expect(body?.deal).toMatchObject({ amountMinor: 4_800_000, meetingsHeld: 0, registeredWithCompetitor: false })
    expect(body?.deal).not.toHaveProperty('contactEmail')
  })

  test('names every answer that is missing, in plain words', () => {
    const { errors } = toRegistration(emptyForm, 'EUR')
    expect(Object.keys(errors ?? {})).not.toContain('city')
    expect(errors?.accountName).toBe('Give the customer’s name.')
    expect(JSON.stringify(errors)).not.toMatch(/invalid/i)
  })

  test('says what to mend in an amount or an address that can’t be read', () => {
    const { errors } = toRegistration({ ...complete, amount: 'about 5', contactEmail: 'ines@' }, 'EUR')
    expect(errors).toEqual({
      amount: 'Write the amount in figures, like 48,000.',
      contactEmail: 'Give an e-mail address, like name@company.com.',
    })
  })

  test('shows the server’s errors at their fields', () => {
    expect(fromPointers({ '/deal/amountMinor': 'Too small.', '/account/domain': 'No host.', '/other': 'x' })).toEqual({
      accountDomain: 'No host.',
      amount: 'Too small.',
    })
  })
})
