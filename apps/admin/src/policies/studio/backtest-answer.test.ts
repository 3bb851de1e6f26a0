import type { PolicyBacktest } from '@parley/contract/policies'
import { expect, it } from 'vitest'
import { answerOf } from './backtest-answer.ts'

const none = { decisions: 0, amountMinor: 0 }
const tally = (decisions: number) => ({ decisions, amountMinor: decisions * 100 })

/** A report in which so many lose, win and otherwise change. */
function found({ lost = 0, won = 0, others = 0 }): PolicyBacktest {
  return {
    fourWays: { grantedStill: none, noLongerGranted: tally(lost), nowGranted: tally(won), stillNotGranted: none },
    outcomes: [{ from: 'Earns', to: 'Earns', ...tally(lost + won + others) }],
  } as unknown as PolicyBacktest
}
const answer = (ways: Parameters<typeof found>[0]) => answerOf(found(ways), (minor) => `$${minor / 100}`)

it('a lower rate for everybody isn’t told as if nobody lost', () => {
  expect(answer({ others: 28 })).toBe('No decision would change sides, but 28 decisions would come out otherwise.')
})

it('what changes sides stands first, and what else changes isn’t left out', () => {
  expect(answer({ lost: 2, won: 1 })).toBe(
    '2 decisions would no longer be granted ($2), and 1 decision would be granted now ($1).',
  )
  expect(answer({ lost: 2, others: 3 })).toBe(
    '2 decisions would no longer be granted ($2). Of the others, 3 decisions would come out otherwise.',
  )
})

it('a draft that changes no decision says so', () => {
  expect(answer({})).toBe('No decision would come out differently.')
})
