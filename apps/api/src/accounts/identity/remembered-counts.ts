import { KeyCounts } from '@parley/identity/key-counts'
import type { Ctx } from '../../context.ts'

/** A count that this process knows whole: which one it was, and how many names have each key that more than one has. */
export type Remembered = { count: number; namesWith(hash: number): number | null }

type Memory = { known: Remembered | null; isOld: boolean; isReading: boolean }
type Row = { number: number; counts: Buffer }

const memoryOf = ({ tx }: Ctx): Memory => {
  const memory = (tx.memory.get('key counts') as Memory | undefined) ?? { known: null, isOld: false, isReading: false }
  tx.memory.set('key counts', memory)
  return memory
}

/** What this process remembers, read anew once a question has heard of a later count; null while it remembers none. */
export async function rememberedCounts(ctx: Ctx): Promise<Remembered | null> {
  const memory = memoryOf(ctx)
  if (!memory.isOld || memory.isReading) return memory.known
  memory.isReading = true
  try {
    const rows = await ctx.tx.query<Row>('SELECT l.number, k.counts FROM last_count l CROSS JOIN key_count k')
    const counts = new KeyCounts(rows.map((row) => row.counts))
    memory.known = rows[0] ? { count: rows[0].number, namesWith: (hash) => counts.namesWith(hash) } : null
    memory.isOld = false
  } finally {
    memory.isReading = false
  }
  return memory.known
}

/** The last count in the database, as a question heard of it. The next question reads it; this one needn't wait. */
export function heardOfCount(ctx: Ctx, last: number | null): void {
  const memory = memoryOf(ctx)
  if (last === null) memory.known = null
  else memory.isOld = memory.known?.count !== last
}
