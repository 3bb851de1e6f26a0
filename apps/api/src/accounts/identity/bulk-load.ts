import { normalizeName } from '@parley/identity/normalize-name'
import { webPlace } from '@parley/identity/web-place'
import { namesOf } from './keep-names.ts'

export type BulkAccount = {
  id: string
  name: string
  domain: string | null
  country: string | null
  city: string | null
  source: string
}

/** A connection of the owner of the database. */
type Owner = { query<Row>(sql: string, values?: unknown[]): Promise<{ rows: Row[] }> }

const atATime = 1000

/**
 * Loads very many accounts in one transaction of the owner of the database: their keys are written at once and the index is made
 * after them. Among a million, the trigger would cost the database several times as much, and write a page of log for each key.
 * Nobody can ask which account is meant, or make one, while it ends: for a first load, or while Parley is stopped. Follow it with
 * `countCommonKeys` and VACUUM ANALYZE. Ends in how many were loaded; on a failure, nothing is.
 */
export async function bulkLoad(owner: Owner, accounts: Iterable<BulkAccount>, now: Date): Promise<number> {
  let loaded = 0
  await owner.query(`BEGIN; SET LOCAL search_path = parley, public; SET LOCAL maintenance_work_mem = '512MB'`)
  try {
    await owner.query('ALTER TABLE account_name DISABLE TRIGGER keep_keys')
    const { rows } = await owner.query<{ last: number }>('SELECT coalesce(max(number), 0) AS last FROM account_name')
    // One batch is on its way while the next one's keys are made.
    let sent: Promise<unknown> = Promise.resolve()
    for (const batch of batches(accounts)) {
      const [values, names] = [JSON.stringify(batch.map(rowOf)), JSON.stringify(batch.flatMap(namesOfBulk))]
      await sent
      sent = insert(owner, values, names, now)
      sent.catch(() => {})
      loaded += batch.length
    }
    await sent
    await owner.query('ALTER TABLE account_key DROP CONSTRAINT account_key_pkey')
    await owner.query(
      `INSERT INTO account_key (key, account_name, place) SELECT k, n.number, n.code
       FROM (SELECT x.number, x.keys, place_code(x.country, x.place,
           EXISTS (SELECT FROM account_name o WHERE o.account_id = x.account_id AND o.number <> x.number)) AS code
         FROM account_name x WHERE x.number > $1) n, unnest(n.keys) k`,
      [rows[0]!.last],
    )
    await owner.query('ALTER TABLE account_key ADD PRIMARY KEY (key, account_name) INCLUDE (place)')
    await owner.query('ALTER TABLE account_name ENABLE TRIGGER keep_keys; COMMIT')
    return loaded
  } catch (error) {
    await owner.query('ROLLBACK')
    throw error
  }
}

async function insert(owner: Owner, values: string, names: string, now: Date) {
  await owner.query(
    `INSERT INTO account (id, name, normalized_name, domain, host, country, city, source, created_at)
     SELECT a.*, $2 FROM jsonb_to_recordset($1) AS a(id uuid, name text, normalized_name text, domain text, host text, country text,
       city text, source text)`,
    [values, now],
  )
  await owner.query('SELECT write_account_names($1)', [names])
}

function* batches(accounts: Iterable<BulkAccount>): Generator<BulkAccount[]> {
  let batch: BulkAccount[] = []
  for (const account of accounts) {
    if (batch.push(account) < atATime) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}

function rowOf({ id, name, domain, country, city, source }: BulkAccount) {
  const web = domain === null ? null : webPlace(domain)
  const [registrable, host] = [web?.domain ?? null, web?.host ?? null]
  return { id, name, normalized_name: normalizeName(name), domain: registrable, host, country, city, source }
}

const namesOfBulk = ({ id, name, domain, country, city }: BulkAccount) =>
  namesOf({ id, name, host: domain, country, city, taxId: null, aliases: [], hosts: [], elsewhere: [] })
