import { findAccount } from '@parley/api/accounts/identity/find-account'
import type { Candidate } from '@parley/api/accounts/identity/read-candidates'
import { systemActor } from '@parley/api/context'
import { inTransaction, type Tx } from '@parley/api/transaction'
import { normalizeName } from '@parley/identity/normalize-name'
import type { Party } from '@parley/identity/party'
import { backendCpuMs, cpuMicroseconds } from './cpu.ts'
import type { MatchStage } from './match-stage.ts'

/** A question, and the account that is meant. */
export type Question = Party & { id: string; match: string | null; also?: readonly string[] }
/** What one question took, and whether the account that is meant was among the candidates; null when none is. */
export type Asked = { query: Question; ms: number; databaseMs: number; found: boolean | null }
export type Cpu = { nodeMs: number; databaseMs: number | null }

/** Each question as a registration asks it: profile, candidates in one query, scores, the policy's answer. One after another. */
export async function askParley(
  stage: MatchStage,
  queries: readonly Question[],
): Promise<{ asked: Asked[]; cpu: Cpu }> {
  return inTransaction(stage.env, systemActor, async (ctx) => {
    let databaseMs = 0
    let candidates = null as Candidates
    const query: Tx['query'] = async <Row>(...args: Parameters<Tx['query']>) => {
      const started = performance.now()
      const rows = await ctx.tx.query<Row>(...args)
      databaseMs += performance.now() - started
      if (args[2] === 'accounts_to_compare') candidates = (rows[0] as { candidates: Candidates }).candidates
      return rows
    }
    const watched = { ...ctx, tx: { ...ctx.tx, query } }
    const [backend] = await ctx.tx.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')
    const before = { node: cpuMicroseconds(), database: backendCpuMs(backend!.pid) }
    const asked: Asked[] = []
    for (const each of queries) {
      databaseMs = 0
      const started = performance.now()
      await findAccount(watched, each, { by: 'registration' })
      const ms = performance.now() - started
      asked.push({
        query: each,
        ms,
        databaseMs,
        found: isAmong(
          stage,
          each,
          (candidates ?? []).map(([id]) => id),
        ),
      })
    }
    const database = backendCpuMs(backend!.pid)
    const cpu = {
      nodeMs: (cpuMicroseconds() - before.node) / 1000,
      databaseMs: database === null ? null : database - before.database!,
    }
    return { asked, cpu }
  })
}
type Candidates = [Candidate['accountId'], ...unknown[]][] | null

/** pg_trgm's answer to the same: the forty most similar names. */
export async function askTrigrams(stage: MatchStage, queries: readonly Question[]): Promise<Asked[]> {
  const asked: Asked[] = []
  for (const each of queries) {
    const started = performance.now()
    const { rows } = await stage.owner.query<{ id: string }>({
      name: 'trigram',
      text: 'SELECT id FROM public.trigram WHERE name % $1 ORDER BY similarity(name, $1) DESC LIMIT 40',
      values: [normalizeName(each.name)],
    })
    const ms = performance.now() - started
    asked.push({
      query: each,
      ms,
      databaseMs: ms,
      found: isAmong(
        stage,
        each,
        rows.map(({ id }) => id),
      ),
    })
  }
  return asked
}

function isAmong(stage: MatchStage, { match, also = [] }: Question, ids: readonly string[]): boolean | null {
  if (match === null) return null
  return [match, ...also].some((id) => ids.includes(stage.numberOf.get(id) ?? ''))
}
