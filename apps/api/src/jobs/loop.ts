import type { Env } from '../context.ts'

export type Loop = { stop(): Promise<void> }

/** How long a loop that is told to stop may take for what it has in hand, before that is cut off. */
const graceMs = 8000

/**
 * Does `work` again and again, with a pause in between: `pauseMs`, or what the work ends in. One that fails is told to the log and done
 * again after ten times the pause. `stop()` lets what is in hand come to its end, cuts it off after eight seconds, and ends after it.
 */
export function startLoop(
  env: Env,
  name: string,
  pauseMs: number,
  work: (signal: AbortSignal, isStopping: () => boolean) => Promise<unknown>,
): Loop {
  const cut = new AbortController()
  let isStopping = false
  let wake = () => {}
  const rest = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms)
      wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  const run = async () => {
    while (!isStopping) {
      let nextMs = pauseMs
      try {
        const wanted = await work(cut.signal, () => isStopping)
        if (typeof wanted === 'number') nextMs = wanted
      } catch (error) {
        nextMs = 10 * pauseMs
        if (!cut.signal.aborted)
          env.logger.warn({ err: error, loop: name }, 'delivery stopped short, and goes on shortly')
      }
      if (!isStopping) await rest(nextMs)
    }
  }
  const running = run()
  return {
    async stop() {
      isStopping = true
      wake()
      const timer = setTimeout(() => cut.abort(), graceMs)
      await running
      clearTimeout(timer)
    },
  }
}
