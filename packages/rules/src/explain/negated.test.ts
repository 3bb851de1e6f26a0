import { expect, test } from 'vitest'
import { points } from '../points/points.ts'
import { negated } from './negated.ts'

const denials: readonly (readonly [statement: string, denied: string])[] = [
  ['partner agreement is signed', 'partner agreement is not signed'],
  ['every field of the form is filled in correctly', 'not every field of the form is filled in correctly'],
  ['customer has paid', 'customer has not paid'],
  ['the request has just arrived', 'the request has not just arrived'],
  ['deal is already closed', 'deal is not yet closed'],
  ['account already buys this product family', 'account does not yet buy this product family'],
  ['the partner of the registration is still certified', 'the partner of the registration is no longer certified'],
  ['your claim is complete and correct', 'your claim is not both complete and correct'],
  ['you have a contract with this customer', 'you have no contract with this customer'],
  ['you made the latest sale to this account', 'you did not make the latest sale to this account'],
  ['vendor gives a reason in writing', 'vendor does not give a reason in writing'],
  ['another partner registered the same deal first', 'no other partner registered the same deal first'],
  ['no other partner can register it', 'another partner can register it'],
  ['something new is brought forward', 'nothing new is brought forward'],
  ["the last day isn't over", 'the last day is over'],
  ['there is verifiable proof', 'there is no verifiable proof'],
  ['partner orders are late', 'partner orders are not late'],
  ['letter says that it cannot be taken back', 'letter does not say that it cannot be taken back'],
]

test.each(denials)('“%s” is denied as “%s”', (statement, denied) => {
  expect(negated(statement)).toBe(denied)
})

test('what says two things, says “no” itself or has no known verb is denied as a whole', () => {
  for (const statement of [
    'the customer signed, and nobody has called it off',
    'nothing was logged for too long',
    'what is missing is on its way',
    'invited by the vendor',
  ])
    expect(negated(statement)).toBe(`it is not so that ${statement}`)
})

test('every yes/no title of the points can be denied in a plain sentence', () => {
  const titles = Object.values(points).flatMap(({ facts, outcomes }) => [
    ...Object.values(facts),
    ...Object.values(outcomes).flatMap(({ parameters }) => Object.values(parameters)),
  ])
  const clumsy = titles.filter(
    ({ kind, title }) => kind === 'yesNo' && /^it is not so|not a .* or /.test(negated(title)),
  )
  expect(clumsy.map(({ title }) => title)).toEqual([])
})
