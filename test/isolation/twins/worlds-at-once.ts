import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { repositoryDir } from '@parley/db/settings'
import type { Compared } from './play-side.ts'

export type ToPlayer = { seed: number; count: number }
export type FromPlayer = { is: 'played'; compared: Compared } | { is: 'failed'; why: string }

const processes = 2

/** Plays so many worlds, `together` of them in one database, in two processes; each seed draws others. */
export async function playWorlds(
  count: number,
  together: number,
  say: (line: string) => void = () => {},
): Promise<Compared> {
  const all: Compared = { worlds: 0, answers: 0, differences: [] }
  let seed = 0
  const begun = performance.now()
  await Promise.all(
    Array.from({ length: processes }, async () => {
      const child = fork(join(repositoryDir, 'test/isolation/twins/play-worlds.ts'), { execArgv: [] })
      try {
        while (seed * together < count) {
          const { worlds, answers, differences } = await play(child, { seed: ++seed, count: together })
          all.worlds += worlds
          all.answers += answers
          all.differences.push(...differences)
          say(`${all.worlds} worlds, ${all.differences.length} differences, ${seconds(begun)} s`)
          for (const difference of differences) say(difference)
        }
      } finally {
        child.disconnect()
      }
    }),
  )
  return all
}

const seconds = (since: number) => Math.round((performance.now() - since) / 1000)

async function play(child: ChildProcess, message: ToPlayer): Promise<Compared> {
  const answer = Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(() => [{ is: 'failed', why: `The process with seed ${message.seed} ended.` }]),
  ]) as Promise<[FromPlayer]>
  child.send(message)
  const [said] = await answer
  if (said.is === 'failed') throw new Error(said.why)
  return said.compared
}
