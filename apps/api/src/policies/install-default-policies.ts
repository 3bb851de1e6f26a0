import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { parseCases, runCases } from '@parley/rules/cases'
import { pointIds, points } from '@parley/rules/points/points'
import { parsePolicy } from '@parley/rules/policy'
import type { Ctx } from '../context.ts'
import { contentHash } from './content-hash.ts'
import { lockPoint } from './policy-facts.ts'

const author = { id: 'parley-defaults', name: 'Parley defaults' }
const installer = { id: 'parley-installation', name: 'Installation' }
const note = 'The policy that Parley comes with.'

/**
 * Puts the policy that Parley comes with in force, from `ctx.now` on, at each decision point that has no version yet.
 * Returns the ids of those points: none at a second start.
 */
export async function installDefaultPolicies(ctx: Ctx): Promise<string[]> {
  const installed: string[] = []
  for (const point of pointIds) {
    await lockPoint(ctx.tx, point)
    const known = await ctx.tx.query('SELECT 1 FROM parley.policy_version WHERE point = $1 LIMIT 1', [point])
    if (known.length > 0) continue
    await install(ctx, point)
    installed.push(point)
  }
  return installed
}

async function install(ctx: Ctx, point: keyof typeof points): Promise<void> {
  const document = readShipped(point, 'policy.json')
  const cases = readShipped(point, 'cases.json')
  const hash = contentHash(JSON.parse(document), JSON.parse(cases))
  assertSound(point, JSON.parse(document), JSON.parse(cases))
  await ctx.tx.query(
    `INSERT INTO parley.policy_version (point, version, document, cases, content_hash, note, author_id, author_name, submitted_at)
     VALUES ($1, 1, $2, $3, $4, $5, $6, $7, $8)`,
    [point, document, cases, hash, note, author.id, author.name, ctx.now],
  )
  await ctx.tx.query(
    `INSERT INTO parley.policy_review (point, version, verdict, content_hash, reviewer_id, reviewer_name, reviewed_at)
     VALUES ($1, 1, 'approved', $2, $3, $4, $5)`,
    [point, hash, installer.id, installer.name, ctx.now],
  )
  await ctx.tx.query(
    `INSERT INTO parley.policy_activation (point, version, active_from, activated_by_id, activated_by_name, activated_at)
     VALUES ($1, 1, $2, $3, $4, $2)`,
    [point, ctx.now, installer.id, installer.name],
  )
}

function readShipped(point: string, file: string): string {
  const require = createRequire(import.meta.url)
  return readFileSync(require.resolve(`@parley/rules/points/${point}/${file}`), 'utf8')
}

/** A shipped policy passes what everybody else's must; if it doesn't, the start says so instead of deciding wrongly. */
function assertSound(id: keyof typeof points, document: unknown, cases: unknown): void {
  const parsed = parsePolicy(points[id], document)
  const file = parseCases(points[id], cases)
  const finding = parsed.policy ? file.findings?.[0] : parsed.findings[0]
  if (finding) throw new Error(`The policy that ships for ${id} can't be used: ${finding.pointer} ${finding.message}`)
  const failing = runCases(points[id], parsed.policy!, file.cases!).find((result) => !result.pass)
  if (failing) throw new Error(`The policy that ships for ${id} fails its case "${failing.name}".`)
}
