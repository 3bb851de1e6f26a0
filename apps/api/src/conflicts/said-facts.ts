import type { SayFact } from '@parley/contract/conflicts'
import { parseFacts } from '@parley/rules/facts'
import type { FactDefinition, FactValue } from '@parley/rules/point'
import { conflict as point } from '@parley/rules/points/conflict/point'
import type { z } from 'zod'
import { assertAble } from '../abilities.ts'
import { AppError, notFound } from '../app-error.ts'
import { recordEvent } from '../audit/record-event.ts'
import type { Ctx } from '../context.ts'
import { canSay } from './case-abilities.ts'
import { lockCase, nameOf, readClaims, touchCase } from './case-rows.ts'
import { assertVersion } from './case-version.ts'

/** What somebody said of a claim; the latest word on each fact. */
export type Said = { fact: string; value: FactValue | null; reason: string; byName: string; by: string; at: Date }

const facts: Readonly<Record<string, FactDefinition>> = point.facts
const ofTheDeal = ['deal.kind', 'deal.role', 'deal.tender', 'deal.registeredWithCompetitor', 'deal.customerChoice']

/** What a person may say of a claim: judgements, what evidence shows, and what no record tells. */
export const sayableFacts: readonly (readonly [string, FactDefinition])[] = Object.entries(facts).filter(
  ([name, fact]) =>
    (fact as { judgement?: true }).judgement === true ||
    name.startsWith('evidence.') ||
    ofTheDeal.includes(name) ||
    name === 'partner.servesRegion' ||
    name === 'tender.publishedOn' ||
    name === 'claim.actedWithoutConsent',
)

/** By claim, the latest words of people; what was taken back isn't there. */
export async function readSaid({ tx }: Ctx, claimIds: readonly string[]): Promise<Map<string, Said[]>> {
  const rows = await tx.query<Said & { claimId: string }>(
    `SELECT DISTINCT ON (f.claim_id, f.fact) f.claim_id AS "claimId", f.fact, f.value, f.reason, f.said_by_name AS "byName",
       f.said_by AS by, f.said_at AS at
     FROM conflict_fact f WHERE f.claim_id = ANY($1) ORDER BY f.claim_id, f.fact, f.seq DESC`,
    [claimIds],
  )
  return Map.groupBy(
    rows.filter(({ value }) => value !== null),
    ({ claimId }) => claimId,
  )
}

type Input = z.output<typeof SayFact> & { id: string; claimId: string; ifMatch: number }

/** A person says what is so of a claim, with name and reason. What was said before stays on record. */
export async function sayFact(ctx: Ctx, { id, claimId, ifMatch, fact, value, reason }: Input): Promise<void> {
  const row = await lockCase(ctx, id)
  assertVersion(row, ifMatch)
  assertAble(canSay(ctx, row))
  const claim = (await readClaims(ctx, row)).find((each) => each.id === claimId)
  if (!claim) throw notFound('claim')
  assertSayable(fact, value)
  await ctx.tx.query(
    `INSERT INTO conflict_fact (id, claim_id, fact, value, reason, said_by, said_by_name, said_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      ...[ctx.newId(), claimId, fact, value === null ? null : JSON.stringify(value), reason],
      ...[ctx.actor.userId, ctx.actor.name, ctx.now],
    ],
  )
  await touchCase(ctx, id)
  const subject = { kind: 'conflict', id, name: `${row.accountName}, ${nameOf(ctx, claim)}` }
  const details = { fact: facts[fact]!.title, value: String(value ?? 'taken back') }
  await recordEvent(ctx, { action: 'conflict.factSaid', subject, partnerId: claim.partnerId, details })
}

function assertSayable(fact: string, value: FactValue | null): void {
  if (!sayableFacts.some(([name]) => name === fact)) {
    const detail = 'This is known from the records, so nobody has to say it.'
    throw new AppError('refused', detail, [{ pointer: '/fact', detail, mend: 'Choose one of the facts of the case.' }])
  }
  if (value === null) return
  const { findings } = parseFacts(point, { [fact]: value })
  if (!findings?.[0]) return
  const { message, mend } = findings[0]
  throw new AppError('refused', [message, mend].filter(Boolean).join(' '), [
    { pointer: '/value', detail: message, ...(mend ? { mend } : {}) },
  ])
}
