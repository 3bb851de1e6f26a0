import { compile } from '@parley/rules/compile/closures'
import type { Facts } from '@parley/rules/point'
import type { Policy } from '@parley/rules/policy'
import { type Ctx, type Env, systemActor } from '../context.ts'
import { type DutyRow, openDutyOf, readDuties } from '../duties/duty-rows.ts'
import { escalateDuty } from '../duties/escalate-duty.ts'
import { gatherRequestFacts } from '../duties/request-facts.ts'
import { pointOf } from '../policies/decision-point.ts'
import { policyInForce } from '../policies/policy-in-force.ts'
import { endProtection, tell } from '../registrations/change-registration.ts'
import { lockRegistration, readRegistration } from '../registrations/registration-rows.ts'
import { inTransaction } from '../transaction.ts'
import { dayOf } from '../vendor-days.ts'

export type LookedAfterDuties = { escalated: number; ended: number; failed: number }

const pageSize = 200

/**
 * Looks after what the vendor owes on registrations: the policy says when somebody else takes it over, and what follows when it's late.
 * A protection for the time being that came to its end is noted. Each in a transaction of its own; running it twice does nothing twice.
 */
export async function lookAfterDuties(env: Env): Promise<LookedAfterDuties> {
  const done: LookedAfterDuties = { escalated: 0, ended: 0, failed: 0 }
  const each = async (registrationId: string, work: (ctx: Ctx) => Promise<'escalated' | 'ended' | null>) => {
    try {
      const result = await inTransaction(env, systemActor, work)
      if (result) done[result]++
    } catch (error) {
      done.failed++
      env.logger.error({ err: error, registrationId }, 'what is owed on a registration could not be looked after')
    }
  }
  await inTransaction(env, systemActor, passOn)
  for (let after: DutyRow | undefined; ; ) {
    const page: Page = await inTransaction(env, systemActor, (ctx) => dueDuties(ctx, after))
    for (const { registrationId } of page.due) await each(registrationId, (ctx) => escalate(ctx, registrationId))
    after = page.last
    if (!after) break
  }
  const over = await inTransaction(env, systemActor, (ctx) => ctx.tx.query<{ id: string }>(ended, [ctx.now]))
  for (const { id } of over) await each(id, (ctx) => end(ctx, id))
  return done
}

/** Nothing waits with somebody who is away or shut out: whoever takes over in the same place has it, and hears so. */
async function passOn(ctx: Ctx): Promise<void> {
  const passed = await ctx.tx.query<{ registrationId: string; dutyId: string; decisionId: string }>(
    'SELECT registration_id AS "registrationId", duty_id AS "dutyId", decision_id AS "decisionId" FROM pass_on_duties($1)',
    [dayOf(ctx.now, ctx.vendor.timeZone)],
  )
  for (const { registrationId, ...payload } of passed)
    await tell(ctx, await readRegistration(ctx.tx, registrationId), 'duty.escalated', { ...payload, passedOn: true })
}

type Page = { due: DutyRow[]; last: DutyRow | undefined }

/** In the order in which they fall due: of two partners at one account, whoever was to be answered first is protected. */
async function dueDuties(ctx: Ctx, after: DutyRow | undefined): Promise<Page> {
  const key = (row: string) => `coalesce(${row}, 'infinity')`
  const rows = await readDuties(
    ctx.tx,
    `WHERE d.closed_at IS NULL AND ($1::uuid IS NULL OR (${key('d.due_at')}, d.opened_at, d.id) > (${key('$2::timestamptz')}, $3::timestamptz, $1))
     ORDER BY ${key('d.due_at')}, d.opened_at, d.id LIMIT ${pageSize}`,
    [after?.id ?? null, after?.dueAt ?? null, after?.openedAt ?? null],
  )
  const amounts = await ctx.tx.query<{ id: string; amountMinor: number }>(
    'SELECT r.id, r.amount_minor AS "amountMinor" FROM registration r WHERE r.id = ANY($1)',
    [rows.map(({ registrationId }) => registrationId)],
  )
  const amountOf = new Map(amounts.map((row) => [row.id, row]))
  const asked = rows.map((duty) => ({ registration: amountOf.get(duty.registrationId)!, duty }))
  const facts = await gatherRequestFacts(ctx, 'waiting', asked)
  const today = await policyInForce(ctx.tx, 'request', ctx.now)
  const due: DutyRow[] = []
  for (const [at, row] of rows.entries()) {
    // Nothing that is open was promised by a later version than today's: where today's began before, it's the one.
    const then = row.openedAt >= today.activeFrom ? today : await policyInForce(ctx.tx, 'request', row.openedAt)
    if ([then, today].some(({ policy }) => isEscalated(policy, facts[at]!))) due.push(row)
  }
  return { due, last: rows.length < pageSize ? undefined : rows.at(-1) }
}

/** By the compiled evaluator alone: which of the two versions counts is decided with the account held. */
function isEscalated(policy: Policy, facts: Facts): boolean {
  const decision = compile(pointOf('request'), policy).decide(facts)
  return decision.status === 'decided' && decision.outcome.type === 'escalate'
}

/** What was answered between the list and the lock is left alone. */
async function escalate(ctx: Ctx, registrationId: string): Promise<'escalated' | null> {
  const row = await lockRegistration(ctx.tx, registrationId)
  const duty = await openDutyOf(ctx.tx, registrationId)
  return duty && (await escalateDuty(ctx, row, duty)) ? 'escalated' : null
}

const ended = `SELECT x.registration_id AS id FROM protection x WHERE x.interim AND x.ended_because IS NULL AND upper(x.during) <= $1 ORDER BY 1`

async function end(ctx: Ctx, registrationId: string): Promise<'ended' | null> {
  const row = await lockRegistration(ctx.tx, registrationId)
  if (row.protection?.kind !== 'interim' || row.protection.endedBecause !== null) return null
  if (row.protection.until > ctx.now) return null
  await endProtection(ctx, row, 'expired')
  await tell(ctx, row, 'protection.expired', {})
  return 'ended'
}
