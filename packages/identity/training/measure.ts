import { likelyRelatives, type Thresholds, withBranches } from '../src/judge-candidates.ts'
import { logistic } from '../src/trees.ts'
import type { Calibration } from './calibrate.ts'
import { bestOf, type Outcome } from './outcome.ts'

interface Answer {
  readonly outcome: Outcome
  readonly chance: number
  /** The likeliest account is the right one. */
  readonly right: boolean
  /** Accounts said to be of the family, and whether one of them is. */
  readonly flagged: boolean
  readonly flaggedRightly: boolean
}

const share = (part: number, whole: number) => (whole === 0 ? null : Math.round((part / whole) * 10_000) / 10_000)

/** Everything that can be said of the answers: at the thresholds, swept over all of them, and by kind of query. */
export function measure(outcomes: readonly Outcome[], calibration: Calibration, thresholds: Thresholds) {
  const answers = outcomes.map((outcome) => read(outcome, calibration, thresholds))
  return {
    queries: outcomes.length,
    withMatch: outcomes.filter(({ hasMatch }) => hasMatch).length,
    thresholds,
    ...atThresholds(answers, thresholds),
    ...swept(answers),
    candidateRecallAt10: candidateRecall(outcomes, 10),
    candidateRecallAt40: candidateRecall(outcomes, 40),
    calibration: calibrationOf(answers),
    byClass: grouped(answers, thresholds, ({ cls }) => cls),
    byChannel: grouped(answers, thresholds, ({ channel }) => channel),
    bySource: grouped(answers, thresholds, ({ src }) => src),
  }
}

export function candidateRecall(outcomes: readonly Outcome[], most: number): number | null {
  const matches = outcomes.filter(({ hasMatch }) => hasMatch)
  return share(matches.filter(({ labels }) => labels.slice(0, most).includes(1)).length, matches.length)
}

function read(outcome: Outcome, calibration: Calibration, thresholds: Thresholds): Answer {
  const best = bestOf(outcome.same)
  const [stretch, shift] = calibration.same
  const chance = best < 0 ? 0 : logistic(stretch * outcome.same[best]! + shift)
  const isSame = chance >= thresholds.same
  const others = outcome.related.flatMap((sum, index) =>
    isSame && index === best
      ? []
      : [
          {
            chanceOfRelated: withBranches(
              logistic(calibration.related[0] * sum + calibration.related[1]),
              outcome.branches[index] === true,
            ),
            label: outcome.labels[index],
          },
        ],
  )
  const relatives = likelyRelatives(others, thresholds.related)
  return {
    outcome,
    chance,
    right: outcome.labels[best] === 1,
    flagged: relatives.length > 0,
    flaggedRightly: relatives.some(({ label }) => label === 2),
  }
}

const isFamily = ({ outcome }: Answer) => outcome.cls.startsWith('rel')
const isUnrelated = ({ outcome }: Answer) => !outcome.hasMatch && !outcome.cls.startsWith('rel')
/** The family queries whose family is named in the data; a division on a shared host has none. */
const hasFamily = ({ outcome }: Answer) => outcome.cls === 'rel_child' || outcome.cls === 'rel_parent'

function atThresholds(answers: readonly Answer[], thresholds: Thresholds) {
  const merged = answers.filter(({ chance }) => chance >= thresholds.same)
  const right = merged.filter((answer) => answer.right).length
  const of = (list: readonly Answer[], is: (answer: Answer) => boolean) => list.filter(is).length
  const asked = answers.filter(({ chance }) => chance >= thresholds.ask && chance < thresholds.same)
  return {
    precision: share(right, merged.length),
    recall: share(
      right,
      of(answers, ({ outcome }) => outcome.hasMatch),
    ),
    falseMergeUnrelated: share(of(merged, isUnrelated), of(answers, isUnrelated)),
    falseMergeFamily: share(
      of(merged, (answer) => isFamily(answer) && !answer.outcome.hasMatch),
      of(answers, isFamily),
    ),
    wrongAccount: share(
      of(merged, (answer) => answer.outcome.hasMatch && !answer.right),
      of(answers, ({ outcome }) => outcome.hasMatch),
    ),
    familyFlagged: share(
      of(answers, (answer) => hasFamily(answer) && answer.flaggedRightly),
      of(answers, hasFamily),
    ),
    familyAlarms: share(
      of(answers, (answer) => isUnrelated(answer) && answer.flagged),
      of(answers, isUnrelated),
    ),
    review: share(asked.length, answers.length),
    reviewRight: share(
      of(asked, (answer) => answer.right),
      asked.length,
    ),
  }
}

function swept(answers: readonly Answer[]) {
  const matches = answers.filter(({ outcome }) => outcome.hasMatch).length
  const order = answers.toSorted((a, b) => b.chance - a.chance)
  let right = 0
  const best = { bestF1: 0, recallAtP95: 0, recallAtP99: 0 }
  order.forEach((answer, index) => {
    if (answer.right) right++
    const precision = right / (index + 1)
    best.bestF1 = Math.max(best.bestF1, (2 * right) / (index + 1 + matches))
    if (precision >= 0.95) best.recallAtP95 = right / matches
    if (precision >= 0.99) best.recallAtP99 = right / matches
  })
  return {
    bestF1: share(best.bestF1, 1),
    recallAtP95: share(best.recallAtP95, 1),
    recallAtP99: share(best.recallAtP99, 1),
  }
}

/** Tenths of the chance: what was said, and what came true. */
function calibrationOf(answers: readonly Answer[]) {
  return Array.from({ length: 10 }, (_each, tenth) => {
    const within = answers.filter(({ chance }) => Math.min(9, Math.floor(chance * 10)) === tenth)
    const said = within.reduce((sum, { chance }) => sum + chance, 0)
    return {
      said: share(said, within.length),
      true: share(within.filter(({ right }) => right).length, within.length),
      queries: within.length,
    }
  })
}

function grouped(answers: readonly Answer[], thresholds: Thresholds, by: (outcome: Outcome) => string) {
  const groups = Map.groupBy(answers, ({ outcome }) => by(outcome))
  return Object.fromEntries(
    [...groups].sort().map(([name, list]) => {
      const merged = list.filter(({ chance }) => chance >= thresholds.same)
      const matches = list.filter(({ outcome }) => outcome.hasMatch)
      return [
        name,
        {
          queries: list.length,
          recall: share(merged.filter(({ right }) => right).length, matches.length),
          precision: share(merged.filter(({ right }) => right).length, merged.length),
          wrong: share(merged.filter(({ right }) => !right).length, list.length),
          review: share(
            list.filter(({ chance }) => chance >= thresholds.ask && chance < thresholds.same).length,
            list.length,
          ),
          candidateRecallAt40:
            matches.length === 0
              ? null
              : candidateRecall(
                  matches.map(({ outcome }) => outcome),
                  40,
                ),
        },
      ]
    }),
  )
}
