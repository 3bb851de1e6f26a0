import { type Thresholds, withBranches } from '../src/judge-candidates.ts'
import { logistic } from '../src/trees.ts'
import { bestOf, type Outcome } from './outcome.ts'

export interface Calibration {
  readonly same: readonly [number, number]
  readonly related: readonly [number, number]
}

/** Stretch and shift that make the best candidate's sum a true probability (Platt), on answers to unseen queries. */
export function calibrate(outcomes: readonly Outcome[]): Calibration {
  const points = (sums: 'same' | 'related', kind: number) =>
    outcomes.flatMap((outcome) => {
      const best = bestOf(outcome[sums])
      return best < 0 ? [] : [{ sum: outcome[sums][best]!, yes: outcome.labels[best] === kind ? 1 : 0 }]
    })
  return { same: platt(points('same', 1)), related: platt(points('related', 2)) }
}

function platt(points: readonly { sum: number; yes: number }[]): [number, number] {
  let [stretch, shift] = [1, 0]
  for (let round = 0; round < 30; round++) {
    let [gs, gt, hss, hst, htt] = [0, 0, 1e-6, 0, 1e-6]
    for (const { sum, yes } of points) {
      const chance = logistic(stretch * sum + shift)
      const slope = chance * (1 - chance)
      gs += (chance - yes) * sum
      gt += chance - yes
      hss += slope * sum * sum
      hst += slope * sum
      htt += slope
    }
    const determinant = hss * htt - hst * hst
    stretch -= (htt * gs - hst * gt) / determinant
    shift -= (hss * gt - hst * gs) / determinant
  }
  return [Number(stretch.toFixed(4)), Number(shift.toFixed(4))]
}

/**
 * The defaults: "same" from where precision is 0.992 and the false merges are within their bars with room for other data, "a
 * person decides" from where F1 is best, "related" from where it alarms for 4.2 % of the queries that have nothing to do with an account.
 */
export function chooseThresholds(outcomes: readonly Outcome[], calibration: Calibration): Thresholds {
  const chance = (sum: number, [stretch, shift]: readonly [number, number]) => logistic(stretch * sum + shift)
  const answers = outcomes
    .map((outcome) => {
      const best = bestOf(outcome.same)
      return {
        outcome,
        right: outcome.labels[best] === 1,
        sum: best < 0 ? Number.NEGATIVE_INFINITY : outcome.same[best]!,
      }
    })
    .sort((a, b) => b.sum - a.sum)
  const matches = outcomes.filter(({ hasMatch }) => hasMatch).length
  const family = outcomes.filter(({ cls }) => cls.startsWith('rel')).length
  const unrelated = outcomes.length - matches - family
  let [right, wrong, wrongFamily, wrongUnrelated, bestF1] = [0, 0, 0, 0, 0]
  let [same, ask] = [answers[0]!.sum, answers[0]!.sum]
  for (const answer of answers) {
    if (answer.right) right++
    else wrong++
    if (!answer.outcome.hasMatch && answer.outcome.cls.startsWith('rel')) wrongFamily++
    else if (!answer.outcome.hasMatch) wrongUnrelated++
    if (right / (right + wrong) >= 0.992 && wrongUnrelated / unrelated <= 0.003 && wrongFamily / family <= 0.015)
      same = answer.sum
    const f1 = (2 * right) / (right + wrong + matches)
    if (f1 > bestF1) {
      bestF1 = f1
      ask = answer.sum
    }
  }
  const alarms = outcomes
    .filter(({ cls }) => cls.startsWith('nil'))
    .map(({ related, branches }) =>
      Math.max(0, ...related.map((sum, at) => withBranches(chance(sum, calibration.related), branches[at] === true))),
    )
    .sort((a, b) => b - a)
  const rounded = (value: number) => Math.ceil(value * 1000) / 1000
  return {
    same: rounded(chance(same, calibration.same)),
    ask: rounded(chance(ask, calibration.same)),
    related: rounded(alarms[Math.floor(alarms.length * 0.042)]!),
  }
}
