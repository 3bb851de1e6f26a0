import { checkWays } from '@parley/contract/letters'
import type { RepresentativeAnswer } from '@parley/contract/representatives'
import { formatDay } from '@parley/rules/format'
import type { Ctx } from '../context.ts'
import { checksOf, readDesignation, readLetter } from './letter-rows.ts'
import type { Found } from './read-representative.ts'

type Proof = NonNullable<RepresentativeAnswer['proof']>

/** What an answer rests on, and who said so: a registration that was approved, the customer's letter, a sale, or the vendor's list. */
export function proofOf(ctx: Ctx, found: Found, at: Date): Promise<Proof> {
  if (found.designationId !== null) return letterProof(ctx, found.designationId, at)
  if (found.registrationId !== null) return registrationProof(ctx, found.registrationId, at)
  if (found.restsOn === 'sale') return saleProof(ctx, found)
  const saidBy = `The list of accounts that ${ctx.vendor.name} keeps for itself`
  return Promise.resolve({ ...nothing, kind: 'list', title: 'A named or house account', saidBy })
}

const nothing = { saidAt: null, decisionId: null, path: null }

type Decided = { id: string; policyVersion: number | null; actorName: string; decidedAt: Date }

/** The decision that counted then: later ones may have followed. */
async function decisionAt({ tx }: Ctx, subjectId: string, outcomes: readonly string[], at: Date) {
  const [row] = await tx.query<Decided>(
    `SELECT id, policy_version AS "policyVersion", actor_name AS "actorName", decided_at AS "decidedAt" FROM decision
     WHERE subject_id = $1 AND outcome = ANY($2) AND decided_at <= $3 ORDER BY seq DESC LIMIT 1`,
    [subjectId, outcomes, at],
  )
  return row
}

async function registrationProof(ctx: Ctx, id: string, at: Date): Promise<Proof> {
  const [row] = await ctx.tx.query<{ reference: string }>('SELECT reference FROM registration WHERE id = $1', [id])
  const decision = await decisionAt(ctx, id, ['approve', 'approveAsTeaming', 'grantInterim'], at)
  const byPolicy = decision?.policyVersion
    ? `Version ${decision.policyVersion} of the policy for deal registration`
    : decision?.actorName
  return {
    kind: 'registration',
    title: `The registration ${row!.reference}`,
    saidBy: byPolicy ?? ctx.vendor.name,
    saidAt: decision?.decidedAt.toISOString() ?? null,
    decisionId: decision?.id ?? null,
    path: `/registrations/${id}`,
  }
}

async function letterProof(ctx: Ctx, designationId: string, at: Date): Promise<Proof> {
  const { letterId } = await readDesignation(ctx.tx, designationId)
  const letter = await readLetter(ctx.tx, letterId)
  const check = (await checksOf(ctx.tx, [letterId])).findLast((each) => each.isGenuine)
  const decision = await decisionAt(ctx, designationId, ['takesEffect'], at)
  const signer = letter.signerTitle === null ? letter.signerName : `${letter.signerName}, ${letter.signerTitle}`
  const checked = check
    ? `; ${check.checkedByName} asked ${check.spokeWith} (${checkWays[check.how].toLowerCase()})`
    : ''
  return {
    kind: 'letter',
    title: `The customer’s letter of ${formatDay(letter.signedOn, ctx.locale)}`,
    saidBy: `${signer}${checked}`,
    saidAt: decision?.decidedAt.toISOString() ?? null,
    decisionId: decision?.id ?? null,
    path: `/letters/${letterId}`,
  }
}

async function saleProof(ctx: Ctx, { dealId, sinceDay, partnerName }: Found): Promise<Proof> {
  const [deal] = dealId
    ? await ctx.tx.query<{ reference: string }>('SELECT reference FROM deal WHERE id = $1', [dealId])
    : []
  const day = sinceDay === null ? '' : `, on ${formatDay(sinceDay, ctx.locale)}`
  return {
    ...nothing,
    kind: 'sale',
    title: deal ? `The latest sale, ${deal.reference}` : 'The latest sale',
    saidBy: `The customer bought from ${partnerName ?? ctx.vendor.name}${day}`,
    path: dealId === null ? null : `/deals/${dealId}`,
  }
}
