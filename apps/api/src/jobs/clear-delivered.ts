import { type Env, systemActor } from '../context.ts'
import { inTransaction } from '../transaction.ts'

const keptMs = 90 * 86_400_000

/** Takes away what was delivered, sent, given up or told a quarter of a year ago. What still waits stays. Ends in how many rows went. */
export async function clearDelivered(env: Env): Promise<number> {
  for (let cleared = 0; ; ) {
    const part = await inTransaction(env, systemActor, async ({ tx, now }) => {
      const [row] = await tx.query<{ cleared: number }>('SELECT clear_delivered($1) AS cleared', [
        new Date(now.getTime() - keptMs),
      ])
      return row!.cleared
    })
    cleared += part
    if (part === 0) return cleared
  }
}
