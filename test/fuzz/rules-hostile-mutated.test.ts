import { decide } from '@parley/rules/decide'
import { deriveFacts } from '@parley/rules/derived/derive'
import { type Policy, parsePolicy } from '@parley/rules/policy'
import { describe, expect, test } from 'vitest'
import { share } from '../support/thorough.ts'
import { breakings } from './rules-broken.ts'
import { withDerivedFacts } from './rules-derived-world.ts'
import { Random } from './rules-random.ts'
import { hasCircle, rejectedByEngine, type Trial } from './rules-raw-engine.ts'
import { collectingWorld, factNames, randomFacts, randomPolicy, smallWorld } from './rules-small-world.ts'

type Json = Record<string, unknown>

const anySeed = crypto.getRandomValues(new Uint32Array(1))[0]!
const runs = [20261121, anySeed].flatMap((seed) => [smallWorld, collectingWorld].map((world) => ({ seed, world })))
const documentsEach = share(6_000)
const waysToBreak = Object.keys(breakings)

/** In the long run 2 seeds × 2 worlds × 6,000: 24,000 documents, each a sound one that was broken in one or two ways. */
describe.each(runs)('documents of $world.id broken on purpose, from seed $seed', ({ seed, world }) => {
  const counts = { admitted: 0, refused: 0 }
  const trials: Record<'admitted' | 'refused', Trial[]> = { admitted: [], refused: [] }

  test('what we admit is never rejected by json-rules-engine, and what we refuse comes with place and mend', async () => {
    const random = new Random(seed)
    for (let number = 0; number < documentsEach; number++) {
      const { document, ways } = broken(random)
      try {
        await check(random, document)
      } catch (failure) {
        throw new Error(
          `Seed ${seed}, document ${number}, broken by ${ways}: ${failure}\n${JSON.stringify(document)}`,
          {
            cause: failure,
          },
        )
      }
    }
    // Broken documents are mostly refused, some are still sound, and json-rules-engine takes many that make no sense.
    expect(counts.admitted).toBeGreaterThan(documentsEach / 20)
    expect(counts.refused).toBeGreaterThan(documentsEach / 2)
    const admitted = await rejectedByEngine(trials.admitted)
    expect(trials.admitted.filter((_, index) => admitted[index])).toEqual([])
    const refused = await rejectedByEngine(trials.refused)
    expect(refused.filter((isRejected) => isRejected).length).toBeGreaterThan(50)
    expect(refused.filter((isRejected) => !isRejected).length).toBeGreaterThan(50)
  }, 240_000)

  function broken(random: Random): { document: Json; ways: string[] } {
    const sound = randomPolicy(random, world.id)
    const written = random.chance(0.4) ? withDerivedFacts(random, sound) : sound
    const document = structuredClone(written) as unknown as Json
    const ways = Array.from({ length: random.whole(1, 2) }, () => random.pick(waysToBreak))
    for (const way of ways) breakings[way]!(random, document)
    return { document, ways }
  }

  async function check(random: Random, document: Json): Promise<void> {
    const { policy, findings } = parsePolicy(world, document)
    if (policy) {
      counts.admitted++
      await checkAdmitted(random, document, policy)
      return
    }
    counts.refused++
    expect(findings.length).toBeGreaterThan(0)
    for (const { pointer, message, mend } of findings) {
      expect(pointer).toMatch(/^(\/.*)?$/su)
      expect(message).not.toMatch(/invalid|expected string|received|undefined|NaN\b.*NaN/i)
      expect({ message, mend: mend ?? '' }).toEqual({ message, mend: expect.stringMatching(/\S/) })
    }
    // A circle never ends there, so it isn't tried.
    if (random.chance(0.2) && !hasCircle(document)) trials.refused.push({ document, facts: randomFacts(random, 0) })
  }

  async function checkAdmitted(random: Random, document: Json, policy: Policy): Promise<void> {
    // Throws when json-rules-engine rejects, and when it and the closures differ.
    await decide(world, policy, randomFacts(random, random.whole(0, 5)))
    const extended = deriveFacts(world, policy, randomFacts(random, 0))
    const names = [...factNames, ...Object.keys(policy.derived).map((name) => `derived.${name}`)]
    // As it stands, without our translation, it needs all facts.
    if (names.every((name) => extended[name] !== undefined)) trials.admitted.push({ document, facts: extended })
  }
})
