// Worlds of one seed after the other, for `worlds-at-once.ts`, which says when the next one is due.
import { compareSides } from './play-side.ts'
import type { FromPlayer, ToPlayer } from './worlds-at-once.ts'

const tell = (message: FromPlayer) => process.send!(message)

process.on('message', async ({ seed, count }: ToPlayer) => {
  try {
    tell({ is: 'played', compared: await compareSides(seed, count) })
  } catch (error) {
    tell({ is: 'failed', why: `seed ${seed}: ${(error as Error).stack}` })
  }
})
process.on('disconnect', () => process.exit(0))
