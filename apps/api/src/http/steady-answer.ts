import type { Env } from '../context.ts'

/**
 * Milliseconds between two moments at which a steady answer may leave. A pre-check takes 5 to 15 on a quiet machine, and has to be done
 * within the first step on a busy one too; somebody who has just stopped typing doesn't notice the wait.
 */
export const stepMs = 100

/**
 * Does the work, and ends on the next step after it, whatever came of it: how long an answer took tells nothing about what was
 * found. Call it around the transaction, so that no connection waits along.
 */
export async function steadily<T>(env: Pick<Env, 'watchMs' | 'pause'>, work: () => Promise<T>): Promise<T> {
  const beganAt = env.watchMs()
  try {
    return await work()
  } finally {
    await untilNextStep(env, beganAt)
  }
}

/** The same for refusals only: who gets in learns nothing by having been quick. */
export async function refusingSteadily<T>(env: Pick<Env, 'watchMs' | 'pause'>, work: () => Promise<T>): Promise<T> {
  const beganAt = env.watchMs()
  try {
    return await work()
  } catch (error) {
    await untilNextStep(env, beganAt)
    throw error
  }
}

async function untilNextStep(env: Pick<Env, 'watchMs' | 'pause'>, beganAt: number): Promise<void> {
  const endsAt = beganAt + Math.max(1, Math.ceil((env.watchMs() - beganAt) / stepMs)) * stepMs
  for (let now = env.watchMs(); now < endsAt; now = env.watchMs()) await env.pause(Math.ceil(endsAt - now))
}
