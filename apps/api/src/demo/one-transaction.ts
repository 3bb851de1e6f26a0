import type pg from 'pg'

/**
 * Runs `work` with a pool whose transactions are parts (savepoints) of a single one: all of what the use cases commit is
 * kept, or none of it. For loading only, and for one use case at a time.
 */
export async function inOneTransaction<T>(pool: pg.Pool, work: (inner: pg.Pool) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  try {
    await client.query('BEGIN')
    const result = await work(poolOf(client))
    await client.query('COMMIT')
    client.release()
    return result
  } catch (error) {
    client.release(true) // the server rolls back when the connection goes
    throw error
  }
}

function poolOf(client: pg.PoolClient): pg.Pool {
  const query = (sql: string | pg.QueryConfig, values?: unknown[]) =>
    typeof sql === 'string' ? client.query(asPart(sql), values) : client.query(sql)
  const part = { query, release: () => {} }
  return { query, connect: async () => part, options: {} } as unknown as pg.Pool
}

function asPart(sql: string): string {
  if (sql === 'ROLLBACK') return 'ROLLBACK TO SAVEPOINT part; RELEASE SAVEPOINT part'
  return sql.replace(/^BEGIN\b/, 'SAVEPOINT part').replace(/\bCOMMIT$/, 'RELEASE SAVEPOINT part')
}
