import type { PolicyBacktest } from '@parley/contract/policies'
import { parseJson } from '@parley/rules/json'
import { type Policy, parsePolicy } from '@parley/rules/policy'
import { AppError } from '../app-error.ts'
import type { Ctx } from '../context.ts'
import { encodeCursor } from '../page.ts'
import { aside } from './aside.ts'
import { BacktestWords } from './backtest-view.ts'
import { pointOf } from './decision-point.ts'
import { countPastDecisions, readPastDecisions } from './past-decisions.ts'
import { assertAble, mayBacktest } from './policy-abilities.ts'
import { policyInForce } from './policy-in-force.ts'

type Input = {
  point: string
  document: string
  against: 'inForce' | 'recorded'
  limit: number
  cursor?: string | undefined
}

const changesNamed = 50
/** 10,000, 50,000, 250,000 and 1,000,000 of a currency with two digits: where ranges of amounts begin. */
const amountsFromMinor = [1_000_000, 5_000_000, 25_000_000, 100_000_000]

/**
 * What a draft would have made of recorded decisions of its point, newest first, a page at a time. Reads in chunks and locks nothing;
 * decides on another thread. Throws refused when the draft has mistakes.
 */
export async function backtestPolicy(ctx: Ctx, input: Input): Promise<PolicyBacktest> {
  const point = pointOf(input.point)
  assertAble(mayBacktest(ctx.actor))
  const draft = readDraft(point.id, input.document)
  const inForce = await policyInForce(ctx.tx, point.id, ctx.now)
  const { decisions, next } = await readPastDecisions(ctx, point.id, input)
  const report = await aside.ask('backtest', {
    point: point.id,
    draft,
    inForce: input.against === 'inForce' ? inForce.policy : null,
    decisions: decisions.map(({ past }) => past),
    options: { changesNamed, groupsListed: input.limit, amountsFromMinor },
  })
  const words = new BacktestWords(ctx, point, draft, decisions)
  return {
    ...words.of(report),
    against: input.against,
    inForceVersion: inForce.version,
    recorded: input.cursor === undefined ? await countPastDecisions(ctx, point.id) : null,
    oldestDecidedAt: decisions.at(-1)?.decidedAt.toISOString() ?? null,
    nextCursor: next && encodeCursor(next),
  }
}

function readDraft(point: string, text: string): Policy {
  const json = parseJson(text)
  const { policy, findings } = json.findings
    ? { policy: undefined, findings: json.findings }
    : parsePolicy(pointOf(point), json.value)
  if (policy) return policy
  throw new AppError(
    'refused',
    'Past decisions can be run once there are no mistakes in the policy.',
    findings
      .filter(({ severity }) => severity === 'error')
      .slice(0, 50)
      .map(({ pointer, message, mend }) => ({
        pointer: `/document${pointer}`,
        detail: message,
        ...(mend === undefined ? {} : { mend }),
      })),
  )
}
