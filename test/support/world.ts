import { afterAll } from 'vitest'
import './matchers.ts'
import { openWorld, type World } from './open-world.ts'

/** Opens a world for the tests of a file, and closes it after them. */
export async function world(): Promise<World> {
  const opened = await openWorld()
  afterAll(() => opened.close())
  return opened
}
