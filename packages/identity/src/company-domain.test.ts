import { describe, expect, it } from 'vitest'
import { companyDomain } from './company-domain.ts'

describe('the domain of a company, however it is typed', () => {
  it.each([
    ['acme.com', 'acme.com'],
    ['https://www.shop.acme.co.uk/contact?x=1', 'acme.co.uk'],
    ['Jo.Doe@Mail.Acme.de', 'acme.de'],
    ['WWW.ACME.COM.', 'acme.com'],
    ['http://acme.com:8080', 'acme.com'],
    ['müller.de', 'xn--mller-kva.de'],
    ['//acme.com', 'acme.com'],
  ])('%s', (typed, domain) => {
    expect(companyDomain(typed)).toBe(domain)
  })
})

describe('what says nothing about a company gives none', () => {
  it.each([
    'jo@gmail.com',
    'padaria@yahoo.com.br',
    'jan@op.pl',
    'info@hotmail.es',
    'shop@docomo.ne.jp',
    'sales@otenet.gr',
    'kim@nate.com',
    'office@emirates.net.ae',
    'linkedin.com/company/acme',
    'acme.github.io',
    '10.0.0.1',
    '[::1]',
    'localhost',
    'acme',
    '',
    'co.uk',
    'a b.com',
  ])('%s', (typed) => {
    expect(companyDomain(typed)).toBeNull()
  })
})
