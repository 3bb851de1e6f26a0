import type { DecisionCard } from '@parley/contract/decisions'
import type { ProblemCode } from '@parley/contract/problem'
import { problemStatus } from '@parley/contract/problem'
import { expect } from 'vitest'
import { NotDone } from './someone.ts'

type Decided = { decision: DecisionCard } | { card: DecisionCard }

declare module 'vitest' {
  interface Matchers<R, T> {
    /** A registration or pre-check has this outcome, and, for staff, was decided by these rules. */
    toBeDecided(outcome: string, because?: readonly string[]): T extends Promise<unknown> ? Promise<R> : R
    /** A verb was answered with this problem, and a sentence that fits. */
    toBeRefused(code: ProblemCode, detail?: RegExp): Promise<R>
  }
}

/** The rules that made an outcome. */
export const because = (...rules: string[]): readonly string[] => rules

expect.extend({
  toBeDecided(received: Decided, outcome: string, rules?: readonly string[]) {
    const card = 'decision' in received ? received.decision : received.card
    const actual = card.reasons.flatMap(({ rule }) => (rule === null ? [] : [rule]))
    const pass = card.outcome.type === outcome && (rules === undefined || this.equals(actual, [...rules]))
    const was = `${card.outcome.type} because of ${actual.join(', ') || 'reasons without rule ids'}: ${card.headline}`
    return {
      pass,
      message: () =>
        `expected ${this.isNot ? 'another outcome than ' : ''}${outcome} because of ${rules?.join(', ') ?? 'anything'}, but it was ${was}`,
    }
  },
  async toBeRefused(received: Promise<unknown>, code: ProblemCode, detail?: RegExp) {
    const thrown = await Promise.resolve(received).then(
      () => null,
      (error: unknown) => error,
    )
    if (thrown === null) return { pass: false, message: () => `expected a refusal (${code}), but it was done` }
    if (!(thrown instanceof NotDone)) throw thrown
    const { problem, answer } = thrown
    const pass =
      answer.status === problemStatus[code] &&
      problem?.code === code &&
      (detail === undefined || detail.test(problem.detail))
    return { pass, message: () => `expected ${code} ${detail ?? ''}, but it was:\n${thrown.message}` }
  },
})
