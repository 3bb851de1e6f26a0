import pg from 'pg'

type Sql = <Row>(text: string, values?: unknown[]) => Promise<Row[]>

let made = 0

/** An empty database on the server of `ownerUrl`, as a new installation has one; the caller drops it. */
export async function emptyDatabase(ownerUrl: string, sql: Sql): Promise<{ url: string; drop(): Promise<unknown> }> {
  const url = new URL(ownerUrl)
  const name = `${url.pathname.slice(1)}_r${made++}`
  await sql(`CREATE DATABASE ${name}`)
  url.pathname = `/${name}`
  return { url: url.toString(), drop: () => sql(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) }
}

/** Asks as the owner, in UTC. */
export async function within<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, options: '-c timezone=UTC' })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
