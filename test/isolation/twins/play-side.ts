import { settleDue } from '@parley/api/commissions/settle-due'
import { lookAfterConflicts } from '@parley/api/jobs/look-after-conflicts'
import { lookAfterConsents } from '@parley/api/jobs/look-after-consents'
import { lookAfterDesignations } from '@parley/api/jobs/look-after-designations'
import { lookAfterDuties } from '@parley/api/jobs/look-after-duties'
import { remindOfAnswers } from '@parley/api/jobs/remind-of-answers'
import { remindOfDisputes } from '@parley/api/jobs/remind-of-disputes'
import { sweepProtections } from '@parley/api/jobs/sweep-protections'
import { dispatch } from '@parley/api/outbox/dispatch'
import { partnerWebhooks } from '@parley/contract/routes/webhooks'
import { WebhookTopic } from '@parley/contract/webhook-events'
import { beginning, type World } from '../../support/open-world.ts'
import { keepWhatWasDrawnElsewhere, openSide, type Side, type SideName } from './open-side.ts'
import { readEverything, readPost } from './read-everything.ts'
import { situate } from './situations.ts'
import { answerDisputes, makeStatements } from './statements.ts'
import { firstDifference } from './transcript.ts'
import { type Phase, phases, type TwinWorld } from './twin-world.ts'

const dayMs = 86_400_000
/** What rivals do, and what the listener does, has a minute of its own in each world and phase. */
const slotMs = 60_000

/** Plays all worlds of a side through all phases, in one database; ends when every listener has read everything. */
export async function playSide(
  name: SideName,
  seed: number,
  count: number,
  plant?: (w: World) => Promise<unknown>,
): Promise<Side> {
  const side = await openSide(name, seed, count)
  const { program, worlds } = side
  try {
    await plant?.(program)
    for (const w of worlds) {
      await listens(w)
      situate(w)
    }
    for (const [phase, day] of Object.entries(phases) as [Phase, number][]) {
      const start = new Date(beginning).getTime() + day * dayMs
      await eachWorld(side, start, (w) => w.plans.filter((plan) => plan.phase === phase))
      program.travelTo(new Date(start + dayMs / 2).toISOString())
      await runJobs(program)
      if (phase === 'statements') await makeStatements(side)
      if (phase === 'later') await answerDisputes(side)
    }
    await keepWhatWasDrawnElsewhere(side)
    for (const w of worlds) {
      await readEverything(w)
      await readPost(w)
    }
    return side
  } finally {
    await program.close()
  }
}

/** Its own system is told what happens, too. */
const listens = (w: TwinWorld) =>
  w.listener.someone.does(partnerWebhooks.create, {
    body: { url: 'https://receiver.example.com/hooks', description: '', topics: WebhookTopic.options },
  })

/** World by world, rivals first; each at an instant that doesn't depend on how much anybody else did. */
async function eachWorld({ program, worlds }: Side, start: number, plansOf: (w: TwinWorld) => TwinWorld['plans']) {
  for (const w of worlds)
    for (const [slot, isRivals] of [true, false].entries()) {
      program.travelTo(new Date(start + (2 * w.number + slot) * slotMs).toISOString())
      for (const plan of plansOf(w)) if (plan.isRivals === isRivals) await plan.deed()
    }
}

async function runJobs({ env }: World): Promise<void> {
  const jobs = [
    sweepProtections,
    lookAfterDuties,
    lookAfterConsents,
    lookAfterDesignations,
    lookAfterConflicts,
    settleDue,
  ]
  for (const job of jobs) {
    const { failed } = await job(env)
    if (failed > 0) throw new Error(`${job.name} failed for ${failed}.`)
  }
  await remindOfAnswers(env)
  await remindOfDisputes(env)
  await dispatch(env)
}

export type Compared = { worlds: number; answers: number; differences: string[] }

/** Plays both sides of so many worlds and compares, byte by byte, all that each listener received. */
export async function compareSides(
  seed: number,
  count: number,
  plant?: (w: World) => Promise<unknown>,
): Promise<Compared> {
  const [one, other] = await Promise.all([playSide('one', seed, count, plant), playSide('other', seed, count, plant)])
  const differences = one.worlds.flatMap((w, at) => {
    const difference = firstDifference(w.transcript, other.worlds[at]!.transcript)
    return difference === null ? [] : [`seed ${seed}, world ${at}: ${difference}`]
  })
  const answers = one.worlds.reduce((sum, { transcript }) => sum + transcript.entries.length, 0)
  return { worlds: count, answers, differences }
}
