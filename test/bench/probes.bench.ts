/**
 * What a partner can tell from how long a pre-check takes, by what it asks about: the medians of the work, which nobody sees, and of the
 * answers as they leave. `npm run bench -- probes --json`.
 */
import { stepMs } from '@parley/api/http/steady-answer'
import { partner } from '@parley/contract/routes/partner'
import { startTestServer } from '../support/database.ts'
import { arrangeKinds, type Kind, kinds } from '../support/kinds-of-names.ts'
import { openWorld } from '../support/open-world.ts'
import { median } from './median.ts'

const perKind = 125
const json = process.argv.includes('--json')
const say = (line: string) => (json ? console.error(line) : console.log(line))

const server = await startTestServer()
const w = await openWorld()
try {
  const names = await arrangeKinds(w, perKind)
  const seller = w.as('corvane')
  await seller.cookie()
  const { pause } = w.env
  let workedMs = 0
  let beganAt = 0
  w.env.pause = (ms) => {
    if (workedMs === 0) workedMs = performance.now() - beganAt
    return pause(ms)
  }
  const took = Object.fromEntries(
    kinds.map((kind) => [kind, { work: [] as number[], answer: [] as number[] }]),
  ) as Record<Kind, { work: number[]; answer: number[] }>
  const probe = async (kind: Kind, turn: number) => {
    workedMs = 0
    beganAt = performance.now()
    await seller.sends(partner.precheck, { body: { account: names[kind][turn]!, productFamily: 'backup' } })
    return { work: workedMs, answer: performance.now() - beganAt }
  }
  for (const kind of kinds) await probe(kind, 0)
  for (let turn = 0; turn < perKind; turn++) {
    // Each turn begins with another kind, so that none is always the first.
    for (let place = 0; place < kinds.length; place++) {
      const kind = kinds[(turn + place) % kinds.length]!
      const { work, answer } = await probe(kind, turn)
      took[kind].work.push(work)
      took[kind].answer.push(answer)
    }
  }
  const round = (ms: number) => Math.round(ms * 100) / 100
  const share = (values: readonly number[]) => values.filter((ms) => ms < stepMs).length / values.length
  const byKind = Object.fromEntries(
    kinds.map((kind) => {
      const { work, answer } = took[kind]
      return [
        kind,
        { workMs: round(median(work)), answerMs: round(median(answer)), withinFirstStep: round(share(work)) },
      ]
    }),
  )
  const spread = (pick: 'workMs' | 'answerMs') => {
    const medians = Object.values(byKind).map((each) => each[pick])
    return round(Math.max(...medians) - Math.min(...medians))
  }
  for (const [kind, { workMs, answerMs, withinFirstStep }] of Object.entries(byKind))
    say(
      `${kind.padEnd(10)} work ${workMs} ms, answer after ${answerMs} ms, ${Math.round(withinFirstStep * 100)} % within the first step`,
    )
  console.log(
    JSON.stringify({
      bench: 'probes',
      probes: perKind * kinds.length,
      stepMs,
      spreadOfMediansMs: { work: spread('workMs'), answer: spread('answerMs') },
      byKind,
    }),
  )
} finally {
  await w.close()
  await server.stop()
}
