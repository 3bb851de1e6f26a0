import type { Ask } from './ask.ts'
import type { CheckpointLine } from './checkpoint.ts'
import type { RecordFinding } from './finding.ts'

type Signed = { at: string; lane: number; position: number; hash: string }
type Lost = { at: string; lane: number; position: number; gone: boolean; last: number }

const atOnce = 5_000

/** What the checkpoints outside the database know of the lanes, against what is there: the first difference of each lane. */
export async function compareCheckpoints(ask: Ask, lines: readonly CheckpointLine[]): Promise<RecordFinding[]> {
  const findings: RecordFinding[] = []
  const signed = new Map<string, Signed>()
  for (const each of lines) {
    if ('wrong' in each) {
      findings.push({ what: 'checkpointForged', words: `Line ${each.line} of the checkpoints ${each.wrong}.` })
      continue
    }
    for (const [lane, position, hash] of each.heads) {
      const key = `${lane} ${position} ${hash}`
      if (!signed.has(key)) signed.set(key, { at: each.at, lane, position, hash })
    }
  }
  const firstOfLane = new Map<number, Lost>()
  const all = [...signed.values()]
  for (let from = 0; from < all.length; from += atOnce) {
    for (const lost of await lostOf(ask, all.slice(from, from + atOnce))) {
      const known = firstOfLane.get(lost.lane)
      if (!known || lost.position < known.position) firstOfLane.set(lost.lane, lost)
    }
  }
  return [...findings, ...[...firstOfLane.values()].map(toFinding)]
}

function lostOf(ask: Ask, signed: readonly Signed[]): Promise<Lost[]> {
  return ask<Lost>(
    `SELECT s.at, s.lane, s.position::float8 AS position, l.hash IS NULL AS gone,
       (SELECT coalesce(max(x.position), 0)::float8 FROM parley.record_link x WHERE x.lane = s.lane) AS last
     FROM json_to_recordset($1) AS s(at text, lane int, position bigint, hash text)
     LEFT JOIN parley.record_link l ON l.lane = s.lane AND l.position = s.position
     WHERE l.hash IS NULL OR l.hash <> decode(s.hash, 'hex')`,
    [JSON.stringify(signed)],
  )
}

function toFinding({ at, lane, position, gone, last }: Lost): RecordFinding {
  const when = `${at.slice(0, 16).replace('T', ' ')} UTC`
  if (gone && last < position) {
    const words = `Lane ${lane} was cut: the checkpoint of ${when} knows it up to position ${position}, and it ends at ${last}.`
    return { what: 'tailCut', words, lane, position: last + 1 }
  }
  const words = gone
    ? `The checkpoint of ${when} knows a link at lane ${lane}, position ${position}, and it is gone.`
    : `Lane ${lane} was written anew: the checkpoint of ${when} signed another hash for position ${position}, so a record up to there was changed.`
  return { what: gone ? 'linksGone' : 'historyRewritten', words, lane, position }
}
