import type { Ask } from './ask.ts'
import { type RecordFinding, recordKinds, wordOf } from './finding.ts'

export type Head = { lane: number; position: number; hash: string }

const atOnce = 5_000
const beginning: Omit<Head, 'lane'> = { position: 0, hash: '00'.repeat(32) }

/** The row of a record as jsonb, without the columns that have no value: what its hash is over, and as docs/records.md says. */
const contentOf = (row: string) =>
  `(SELECT jsonb_object_agg(c.key, c.value)::text FROM jsonb_each(${row}) c WHERE c.value <> 'null')`

const kinds = Object.keys(recordKinds)
// OFFSET 0: looked up by id, row by row, whatever the planner thinks of reading the whole table for each batch.
const records = kinds.map(
  (kind) =>
    `LEFT JOIN LATERAL (SELECT to_jsonb(x) AS content FROM parley.${kind} x WHERE l.kind = '${kind}' AND x.id = l.record_id OFFSET 0) ${kind} ON true`,
)
const record = `coalesce(${kinds.map((kind) => `${kind}.content`).join(', ')})`

const batch = `
  WITH links AS MATERIALIZED (
    SELECT l.*, lag(l.position, 1, $2::bigint) OVER w AS position_before, lag(l.hash, 1, decode($3, 'hex')) OVER w AS hash_before
    FROM (SELECT * FROM parley.record_link WHERE lane = $1 AND position > $2 ORDER BY position LIMIT ${atOnce}) l
    WINDOW w AS (ORDER BY l.position)
  ), checked AS (
    SELECT l.*, ${record} AS record FROM links l ${records.join(' ')}
  ), judged AS (
    SELECT l.*, CASE
      WHEN l.record IS NULL THEN 'recordGone'
      WHEN l.hash <> sha256(l.previous_hash || convert_to(l.lane || ' ' || l.position || ' ' || l.kind || ' ' || l.record_id || ' '
        || to_char(l.linked_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), 'UTF8') || l.record_hash) THEN 'linkChanged'
      WHEN l.record_hash <> sha256(convert_to(${contentOf('l.record')}, 'UTF8')) THEN 'recordChanged'
      WHEN l.position <> l.position_before + 1 THEN 'linksGone'
      WHEN l.previous_hash <> l.hash_before THEN 'linkOutOfOrder'
    END AS what FROM checked l
  )
  SELECT count(*)::int AS links, count(what)::int AS wrong, max(position)::float8 AS position,
    (SELECT encode(hash, 'hex') FROM links ORDER BY position DESC LIMIT 1) AS hash,
    coalesce((SELECT json_agg(f) FROM (SELECT what, kind, record_id AS id, position, position_before AS before FROM judged
      WHERE what IS NOT NULL ORDER BY position LIMIT 20) f), '[]') AS broken
  FROM judged`

type Broken = { what: RecordFinding['what']; kind: string; id: string; position: number; before: number }
type Batch = { links: number; wrong: number; position: number; hash: string; broken: Broken[] }

/** Walks one lane from `since`, or from its beginning, in batches, each one statement: the database does the hashing. */
export async function walkLane(
  ask: Ask,
  lane: number,
  since?: Head,
): Promise<{ links: number; wrong: number; head: Head | undefined; findings: RecordFinding[] }> {
  const findings = since ? await lostHead(ask, since) : []
  let last: Omit<Head, 'lane'> = since ?? beginning
  let links = 0
  let wrong = findings.length
  for (;;) {
    const [found] = await ask<Batch>(batch, [lane, last.position, last.hash])
    findings.push(...found!.broken.map((broken) => toFinding(lane, broken)))
    links += found!.links
    wrong += found!.wrong
    if (found!.links > 0) last = found!
    if (found!.links < atOnce) break
  }
  const { position, hash } = last
  return { links, wrong, head: position > 0 ? { lane, position, hash } : undefined, findings }
}

/** The link up to which the lane was whole when it was last checked. */
async function lostHead(ask: Ask, { lane, position, hash }: Head): Promise<RecordFinding[]> {
  const [now] = await ask<{ hash: string }>(
    "SELECT encode(hash, 'hex') AS hash FROM parley.record_link WHERE lane = $1 AND position = $2",
    [lane, position],
  )
  if (now?.hash === hash) return []
  if (now) {
    const words = `Lane ${lane} has another link at position ${position} than when it was last checked: what came before was written anew.`
    return [{ what: 'historyRewritten', words, lane, position }]
  }
  const words = `Lane ${lane} had a link at position ${position} when it was last checked, and it is gone: the lane’s tail was cut.`
  return [{ what: 'tailCut', words, lane, position }]
}

function toFinding(lane: number, { what, kind, id, position, before }: Broken): RecordFinding {
  const place = `lane ${lane}, position ${position}`
  const record = `${wordOf(kind)} ${id}`
  const words: Partial<Record<RecordFinding['what'], string>> = {
    recordGone: `The ${record} is gone: its link is still there (${place}), but no row has this id.`,
    recordChanged: `The ${record} was changed after it was recorded: its content no longer gives the hash in its link (${place}).`,
    linkChanged: `The link of the ${record} was changed (${place}): its own hash doesn’t follow from what it says.`,
    linksGone: `Links are missing before that of the ${record} (${place}): the one before it has position ${before}.`,
    linkOutOfOrder: `The link of the ${record} (${place}) doesn’t follow the one before it: it was made for another.`,
  }
  return { what, words: words[what]!, kind, id, lane, position }
}
