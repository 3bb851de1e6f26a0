import { type EvidenceShows, evidenceShows } from '@parley/contract/evidence'
import { settingsOf } from '@parley/rules/cases'
import { compile } from '@parley/rules/compile/closures'
import type { Facts } from '@parley/rules/point'
import { award } from '@parley/rules/points/conflict/award'
import { conflict as point } from '@parley/rules/points/conflict/point'
import document from '@parley/rules/points/conflict/policy.json' with { type: 'json' }
import { parsePolicy } from '@parley/rules/policy'
import { claimOf } from '@parley/rules/together'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { withoutUnknown } from './conflict-facts.ts'
import { evidenceFacts } from './evidence-facts.ts'
import type { Shown } from './shown-evidence.ts'

const runs = { numRuns: 10_000 }
const policy = parsePolicy(point, document).policy!
const settings = settingsOf(point, policy)
const { decide } = compile(point, policy)

const shown: fc.Arbitrary<Shown> = fc.record({
  shows: fc.constantFrom(...(Object.keys(evidenceShows) as EvidenceShows[])),
  shownOn: fc.constantFrom('2026-08-03', '2026-09-14', '2026-10-20'),
  withWhom: fc.constantFrom(null, 'Dana', 'Their CFO'),
})
/** All that is known of a claim but its evidence. */
const known: Facts = {
  'claim.by': 'partner',
  'partner.authorized': true,
  'partner.inGoodStanding': true,
  'partner.certifiedPeopleInFamily': 2,
  'partner.servesRegion': true,
  'deal.productFamily': 'Backup',
  'deal.kind': 'new',
  'deal.role': 'resale',
  'deal.tender': 'none',
  'deal.registeredWithCompetitor': false,
  'deal.customerChoice': 'open',
  'account.designation': 'open',
  'account.conductHold': false,
  'account.incumbentIsPartner': false,
  'claim.openedOn': '2026-11-02',
  'claim.withdrawn': false,
  'claim.complete': true,
  'claim.registration': 'submitted',
  'claim.sourced': false,
  'claim.actedWithoutConsent': false,
  'evidence.untrue': false,
  'rivals.sameFamily': true,
  'rivals.samePart': true,
  'teaming.agreed': false,
}
const claimFor = (claimant: string, evidence: readonly Shown[]) => {
  const facts = withoutUnknown({ ...known, 'claim.completeAt': `2026-11-02T10:00:00.000Z`, ...evidenceFacts(evidence) })
  return claimOf(point, policy, claimant, facts, decide(facts))
}
const shuffledWith = (evidence: readonly Shown[], keys: readonly number[]) =>
  evidence
    .map((each, at) => ({ each, key: keys[at] ?? 0 }))
    .toSorted((a, b) => a.key - b.key)
    .map(({ each }) => each)

describe('evidence', () => {
  it('says the same in whatever order it was shown, and shown twice', () => {
    fc.assert(
      fc.property(fc.array(shown, { maxLength: 8 }), fc.array(fc.integer(), { maxLength: 8 }), (evidence, keys) => {
        const facts = evidenceFacts(evidence)
        expect(evidenceFacts(shuffledWith(evidence, keys))).toEqual(facts)
        expect(evidenceFacts([...evidence, ...evidence])).toEqual(facts)
      }),
      runs,
    )
  })

  it('gives one award, whatever the order of claims and of evidence; and never two leads', () => {
    const claims = fc.tuple(
      fc.array(shown, { maxLength: 5 }),
      fc.array(shown, { maxLength: 5 }),
      fc.array(shown, { maxLength: 5 }),
    )
    fc.assert(
      fc.property(claims, fc.array(fc.integer(), { maxLength: 5 }), ([a, b, c], keys) => {
        const one = award(settings, [claimFor('a', a), claimFor('b', b), claimFor('c', c)])
        const other = award(settings, [
          claimFor('c', shuffledWith(c, keys)),
          claimFor('a', shuffledWith(a, keys)),
          claimFor('b', shuffledWith(b, keys)),
        ])
        expect(other).toEqual(one)
        if ('lead' in one) expect(['a', 'b', 'c']).toContain(one.lead)
        if (one.result === 'share') expect(Object.values(one.shares).reduce((sum, each) => sum + each, 0)).toBe(10_000)
      }),
      { numRuns: 1_000 }, // six decisions each
    )
  })

  it('counts a meeting by its day and whom it was with', () => {
    const meeting = (shownOn: string, withWhom: string | null): Shown => ({ shows: 'meeting', shownOn, withWhom })
    const facts = evidenceFacts([
      meeting('2026-10-20', 'Dana'),
      meeting('2026-10-20', 'Dana'),
      meeting('2026-10-21', null),
    ])
    expect(facts['evidence.datedMeetings']).toBe(1)
    expect(facts['evidence.latestMeetingOn']).toBe('2026-10-20')
  })
})
