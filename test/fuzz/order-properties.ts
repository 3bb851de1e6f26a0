import { factsOver, settingsOf } from '@parley/rules/cases'
import { compile } from '@parley/rules/compile/closures'
import type { CaseFile } from '@parley/rules/decision'
import { canonicalJson } from '@parley/rules/hash'
import type { Facts, FactValue, Point } from '@parley/rules/point'
import { points } from '@parley/rules/points/points'
import { parsePolicy } from '@parley/rules/policy'
import { claimOf, type Settings, together } from '@parley/rules/together'
import { expect } from 'vitest'
import { readPart } from '../support/shipped.ts'
import { Random } from './rules-random.ts'

type Together = keyof typeof together
const compared = Object.keys(together) as Together[]

const loaded = new Map(
  compared.map((id) => {
    const point: Point = points[id]
    const policy = parsePolicy(point, readPart(point, 'policy.json')).policy!
    const { base, cases, together: groups = [] }: CaseFile = readPart(point, 'cases.json')
    const claims = [...cases.map(({ facts }) => facts), ...groups.flatMap((group) => Object.values(group.claims))]
    return [
      id,
      { point, policy, decide: compile(point, policy).decide, known: claims.map((facts) => factsOver(base, facts)) },
    ]
  }),
)

/** The names that tell what a claim rests on; facts of the deal and the account are the same for all who claim it. */
const isShared = (name: string) => /^(deal|account|customer|program|contract)\./.test(name)

/** Between two and five claims of one thing, as some cases have them, mixed. */
function drawClaims(random: Random, id: Together): Facts[] {
  const { known } = loaded.get(id)!
  const first = random.pick(known)
  const shared = Object.entries(first).filter(([name]) => isShared(name))
  return Array.from({ length: random.whole(2, 5) }, () => {
    const [one, other] = [random.pick(known), random.pick(known)]
    const own = Object.entries(random.chance(0.5) ? { ...one, ...other } : one).filter(([name]) => !isShared(name))
    return Object.fromEntries([...shared, ...own.filter(() => random.chance(0.97))])
  })
}

/** The same facts, entered one after the other in another order; of sets, the elements too. */
function reordered(random: Random, facts: Facts): Facts {
  const entries = random
    .shuffled(Object.entries(facts))
    .map(([name, value]): [string, FactValue] => [
      name,
      Array.isArray(value) ? random.shuffled(value as string[]) : value,
    ])
  return Object.fromEntries(entries)
}

type Compare = (settings: Settings, claims: readonly ReturnType<typeof claimOf>[]) => unknown

/** Whoever claims first, and whatever evidence is entered first: the result of a conflict, a settlement and a matching is the same. */
export function orderDoesntMatter(
  runs: number,
  seed: number,
  by: (id: Together) => Compare = (id) => together[id],
): void {
  const random = new Random(seed)
  for (let run = 0; run < runs; run++) {
    const id = compared[run % compared.length]!
    const { point, policy, decide } = loaded.get(id)!
    const settings = settingsOf(point, policy)
    const resultOf = (claims: readonly (readonly [string, Facts])[]) => {
      const decided = claims.map(([claimant, facts]) => claimOf(point, policy, claimant, facts, decide(facts)))
      return canonicalJson(by(id)(settings, decided) as never)
    }
    const claims = drawClaims(random, id).map((facts, at): [string, Facts] => [`claimant ${at}`, facts])
    const again = random
      .shuffled(claims)
      .map(([claimant, facts]): [string, Facts] => [claimant, reordered(random, facts)])
    expect(resultOf(again), `Seed ${seed}, run ${run}, ${id}: ${JSON.stringify(claims)}`).toBe(resultOf(claims))
  }
}
