import { once } from 'node:events'
import type { Started } from './processes.ts'

/** Lets a process be asked by `liveMb`; changes nothing else about it. */
export const withInspector = { NODE_OPTIONS: '--inspect=127.0.0.1:0' }

/**
 * Megabytes that a process needs: what is left of its heap, and of buffers beside it, once all garbage is collected. What it
 * holds beyond that from the system says more about when V8 collects than about the process.
 */
export async function liveMb(started: Started): Promise<number> {
  const address = /ws:\/\/\S+/.exec(started.output())?.[0]
  if (!address) throw new Error(`Started without an inspector: ${started.output()}`)
  const inspector = new WebSocket(address)
  await once(inspector, 'open')
  const ask = async (method: string) => {
    inspector.send(JSON.stringify({ id: 1, method }))
    const [{ data }] = (await once(inspector, 'message')) as [MessageEvent<string>]
    return (JSON.parse(data) as { result: { usedSize: number; backingStorageSize?: number } }).result
  }
  for (let turn = 0; turn < 2; turn++) await ask('HeapProfiler.collectGarbage') // finalizers free more for a second turn
  const { usedSize, backingStorageSize = 0 } = await ask('Runtime.getHeapUsage')
  inspector.close()
  return (usedSize + backingStorageSize) / 1024 ** 2
}
