/** One question to the database: of a request's transaction, or of the owner's own connection. */
export type Ask = <Row>(sql: string, params?: readonly unknown[]) => Promise<Row[]>

/** A connection of its own, such as a client of pg. */
type Connection = { query(sql: string, params: unknown[]): Promise<{ rows: unknown[] }> }

export const askOf =
  (connection: Connection): Ask =>
  async <Row>(sql: string, params: readonly unknown[] = []) =>
    (await connection.query(sql, params as unknown[])).rows as Row[]
