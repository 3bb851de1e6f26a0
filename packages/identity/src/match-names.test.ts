import { describe, expect, it } from 'vitest'
import { AccountIndex } from './account-index.ts'
import { judgeCandidates } from './judge-candidates.ts'
import { type Party, profileParty } from './party.ts'
import { trainedModel } from './trained-model.ts'

/** Words need an everyday frequency: a few hundred made-up neighbours, then the accounts of the test. */
const surnames =
  'Alder Birch Cedar Dalton Ewing Fenner Garnet Harlow Imber Jarvis Kemble Larkin Mercer Norton Orwell'.split(' ')
const trades =
  'Dental,Systems,Bank,Foundation,Hospital,University,Software,Logistics,Insurance,Energy,Group,Institute of Technology'.split(
    ',',
  )
const countries = 'US GB DE FR IN BR'.split(' ')
const neighbours = surnames.flatMap((name, row) =>
  trades.map(
    (trade, column): Party => ({
      name: `${name} ${trade}`,
      country: countries[(row + column) % 6]!,
      domain: `${name}${column}.com`,
    }),
  ),
)

function ask(typed: Party, accounts: readonly Party[]) {
  const index = new AccountIndex(trainedModel.dictionary)
  for (const party of [...neighbours, ...accounts]) index.add(party)
  const query = profileParty(typed)
  const listed = index
    .candidates(query)
    .map(({ account, weight }) => ({ account, weight, profile: index.profiles[account]! }))
  return judgeCandidates(query, listed, index, trainedModel)
}

const chance = (typed: Party, account: Party) =>
  ask(typed, [account]).judged.find(({ candidate }) => candidate.account === neighbours.length)?.chanceOfSame ?? 0
const answer = (typed: Party, account: Party) => ask(typed, [account]).answer

const acme: Party = { name: 'Acme Corp.', domain: 'acme.com', country: 'US', city: 'Boston' }

describe('one company, however it is typed', () => {
  it.each<[string, Party, Party]>([
    ['case and legal form', { name: 'ACME CORPORATION', country: 'US' }, acme],
    ['its domain as a URL', { name: 'Acme', domain: 'https://www.acme.com/contact' }, acme],
    ['its domain in an e-mail address', { name: 'Acme Corporation', email: 'jo@acme.com', country: 'US' }, acme],
    [
      'accents',
      { name: 'Societe Generale SA', country: 'FR' },
      { name: 'Société Générale', country: 'FR', domain: 'societegenerale.fr' },
    ],
    [
      'a typing error',
      { name: 'Bodenseewerk Perkin Elmr', country: 'DE' },
      { name: 'Bodenseewerk Perkin Elmer GmbH', country: 'DE' },
    ],
    ['spaces', { name: 'Blue Harbour Analytics', country: 'GB' }, { name: 'BlueHarbour Analytics Ltd', country: 'GB' }],
    [
      'another script',
      { name: 'ООО «Соседи Экспресс»', country: 'BY' },
      { name: 'Sosedi Express', country: 'BY', domain: 'sosedi.by' },
    ],
    [
      'a translation',
      { name: 'Universität Wien', country: 'AT' },
      { name: 'University of Vienna', country: 'AT', domain: 'univie.ac.at', city: 'Vienna' },
    ],
    [
      'its initials and its host',
      { name: 'CQC2T', domain: 'cqc2t.org' },
      { name: 'Centre for Quantum Computation and Communication Technology', domain: 'cqc2t.org' },
    ],
  ])('%s', (_what, typed, account) => {
    expect(answer(typed, account)).toBe('same')
  })
})

describe('two companies, however alike they look', () => {
  it.each<[string, Party, Party]>([
    ['a distinguishing word', { name: 'Acme Dental', country: 'US' }, acme],
    [
      'another country and domain',
      { name: 'Optima', country: 'MX', domain: 'optima.mx' },
      { name: 'Optima', country: 'PL', domain: 'optima.pl' },
    ],
    [
      'another number',
      { name: 'Jose Abad Santos 2 District', country: 'PH' },
      { name: 'Jose Abad Santos 1 District', country: 'PH' },
    ],
    ['only common words in common', { name: 'Alder Bank', country: 'US' }, { name: 'Wrenfield Bank', country: 'US' }],
    [
      'free mail in common',
      { name: 'Quillfeather Ltd', email: 'a@gmail.com' },
      { name: 'Marrowby Ltd', domain: 'gmail.com' },
    ],
  ])('%s', (_what, typed, account) => {
    expect(answer(typed, account)).not.toBe('same')
  })
})

describe('what may not matter does not', () => {
  const account: Party = {
    name: 'Northwind Borealis Instruments GmbH',
    country: 'DE',
    domain: 'borealis-instruments.de',
  }
  const typed = (name: string): Party => ({ name, country: 'DE' })
  it.each([
    ['case', 'NORTHWIND BOREALIS INSTRUMENTS GMBH'],
    ['punctuation', 'Northwind, Borealis - Instruments (GmbH)'],
    ['the legal form', 'Northwind Borealis Instruments AG'],
    ['no legal form', 'Northwind Borealis Instruments'],
    ['letters that cannot be seen', 'North\u200Bwind Bore\u00ADalis\u202E Instruments'],
    ['letters that look alike', 'Nоrthwind Воrealis Instruments'],
    ['full width', 'Ｎｏｒｔｈｗｉｎｄ Borealis Instruments'],
    ['the order of words', 'Borealis Instruments Northwind'],
  ])('%s', (_what, name) => {
    expect(answer(typed(name), account)).toBe('same')
  })

  it('which of the two was typed hardly matters', () => {
    const pairs: [Party, Party][] = [
      [acme, { name: 'Acme Dental', country: 'US' }],
      [acme, { name: 'ACME Corporation (UK)', country: 'GB' }],
      [account, typed('Borealis Instruments')],
    ]
    for (const [one, other] of pairs) expect(Math.abs(chance(one, other) - chance(other, one))).toBeLessThan(0.35)
  })
})

describe('the answer says why', () => {
  it('in words', () => {
    const verdict = ask({ name: 'Acme Inc', domain: 'acme.com', country: 'US' }, [acme])
    const words = verdict.best!.reasons().map((reason) => reason.words)
    expect(words).toContain('same host: acme.com')
    expect(verdict.best!.reasons().every(({ weight }) => weight !== 0)).toBe(true)
  })

  it('and thresholds are the caller’s', () => {
    const verdict = ask({ name: 'Acme', country: 'US' }, [acme])
    const { chanceOfSame, candidate } = verdict.best!
    const strict = { same: chanceOfSame + 0.001, ask: 0, related: 1 }
    expect(
      judgeCandidates(
        profileParty({ name: 'Acme', country: 'US' }),
        [candidate],
        new AccountIndex(trainedModel.dictionary),
        trainedModel,
        strict,
      ).answer,
    ).not.toBe('different')
  })
})
