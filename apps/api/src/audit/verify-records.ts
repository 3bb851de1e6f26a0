import type { Ask } from './ask.ts'
import type { CheckpointLine } from './checkpoint.ts'
import { compareCheckpoints } from './compare-checkpoints.ts'
import { findOpenGuards } from './find-open-guards.ts'
import { findUnlinked } from './find-unlinked.ts'
import type { RecordFinding } from './finding.ts'
import { type Head, walkLane } from './walk-lane.ts'

export type Verification = {
  links: number
  /** Lines of the checkpoint file that were compared. */
  checkpoints: number
  /** The first is the one to look at first; of a chain that is broken in many places, so many are named. */
  findings: RecordFinding[]
  /** Further ones, which aren't named. */
  more: number
  heads: Head[]
}

const mostNamed = 20
const lanes = Array.from({ length: 16 }, (_, lane) => lane)

/**
 * Recomputes every record's hash and every link, and compares them with the checkpoints: by SQL of its own, so that whoever
 * changes the database's functions is found too. `since` leaves out the links up to there, which were found whole before.
 */
export async function verifyRecords(
  ask: Ask,
  checkpoints: readonly CheckpointLine[],
  since: readonly Head[] = [],
): Promise<Verification> {
  const findings: RecordFinding[] = [...(await findOpenGuards(ask))]
  const heads: Head[] = []
  let links = 0
  let unnamed = 0
  for (const lane of lanes) {
    const walked = await walkLane(
      ask,
      lane,
      since.find((head) => head.lane === lane),
    )
    findings.push(...walked.findings)
    links += walked.links
    unnamed += walked.wrong - walked.findings.length
    if (walked.head) heads.push(walked.head)
  }
  findings.push(...(await findUnlinked(ask)), ...(await compareCheckpoints(ask, checkpoints)))
  const named = inOrder(findings).slice(0, mostNamed)
  return {
    links,
    checkpoints: checkpoints.length,
    findings: named,
    more: unnamed + findings.length - named.length,
    heads,
  }
}

/** What happened to a record says more than that a guard is off or a later link doesn't fit. */
const telling: readonly RecordFinding['what'][] = [
  'recordChanged',
  'recordGone',
  'linkChanged',
  'linksGone',
  'linkOutOfOrder',
  'recordUnlinked',
  'tailCut',
  'historyRewritten',
  'checkpointForged',
  'guardOff',
]
const inOrder = (findings: RecordFinding[]) =>
  findings.toSorted((a, b) => telling.indexOf(a.what) - telling.indexOf(b.what))
