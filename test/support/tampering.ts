import { type Ask, askOf } from '@parley/api/audit/ask'
import type { RecordFinding } from '@parley/api/audit/finding'
import pg from 'pg'

/** What the owner of the tables can do to the records past every guard, and what is to be found of it. */
export type Tampering = {
  title: string
  finds: RecordFinding['what']
  /** Takes the kind to tamper with; ends in what has to be named, if it's one record. */
  does(ask: Ask, kind: Kind): Promise<{ id?: string; lane?: number; position?: number }>
}
export type Kind = 'decision' | 'audit_event'

type Link = { lane: number; position: number; id: string }
const guarded = ['decision', 'audit_event', 'record_link']
/** A column of each kind that nobody would miss. */
const columnOf = { decision: 'actor_name', audit_event: 'actor_name' } as const
const content = `sha256(convert_to((SELECT jsonb_object_agg(c.key, c.value)::text FROM jsonb_each(to_jsonb(r)) c WHERE c.value <> 'null'), 'UTF8'))`

/** The middle links of the lane that has the most of this kind. */
async function links(ask: Ask, kind: Kind): Promise<Link[]> {
  return ask<Link>(
    `SELECT lane::int AS lane, position::int AS position, record_id AS id FROM parley.record_link WHERE kind = $1
       AND lane = (SELECT lane FROM parley.record_link WHERE kind = $1 GROUP BY lane ORDER BY count(*) DESC, lane LIMIT 1)
     ORDER BY position`,
    [kind],
  )
}

const edit = (ask: Ask, kind: Kind, id: string) =>
  ask(`UPDATE parley.${kind} SET ${columnOf[kind]} = ${columnOf[kind]} || ' and a friend' WHERE id = $1`, [id])

/** Makes every link of the lane from there on fit the rows as they are now. */
async function hashAnew(ask: Ask, kind: Kind, lane: number, from: number): Promise<void> {
  const tail = await ask<{ position: string }>(
    'SELECT position FROM parley.record_link WHERE lane = $1 AND position >= $2 ORDER BY position',
    [lane, from],
  )
  for (const { position } of tail)
    await ask(
      `WITH anew AS (
         SELECT l.lane, l.position, l.kind, l.record_id, l.linked_at, coalesce((SELECT ${content} FROM parley.${kind} r WHERE r.id = l.record_id), l.record_hash) AS record_hash,
           coalesce((SELECT b.hash FROM parley.record_link b WHERE b.lane = l.lane AND b.position = l.position - 1), l.previous_hash) AS previous_hash
         FROM parley.record_link l WHERE l.lane = $1 AND l.position = $2)
       UPDATE parley.record_link l SET record_hash = a.record_hash, previous_hash = a.previous_hash,
         hash = sha256(a.previous_hash || convert_to(a.lane || ' ' || a.position || ' ' || a.kind || ' ' || a.record_id || ' '
           || to_char(a.linked_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), 'UTF8') || a.record_hash)
       FROM anew a WHERE l.lane = a.lane AND l.position = a.position`,
      [lane, position],
    )
}

export const tamperings: readonly Tampering[] = [
  {
    title: 'a record is edited',
    finds: 'recordChanged',
    async does(ask, kind) {
      const [link] = await links(ask, kind)
      await edit(ask, kind, link!.id)
      return link!
    },
  },
  {
    title: 'a record is deleted',
    finds: 'recordGone',
    async does(ask, kind) {
      const [link] = await links(ask, kind)
      await ask(`DELETE FROM parley.${kind} WHERE id = $1`, [link!.id])
      return link!
    },
  },
  {
    title: 'what two records are about is swapped',
    finds: 'recordChanged',
    async does(ask, kind) {
      const [one, other] = (await links(ask, kind)) as [Link, Link]
      await ask(
        `UPDATE parley.${kind} a SET subject_id = b.subject_id FROM parley.${kind} b
         WHERE (a.id = $1 AND b.id = $2) OR (a.id = $2 AND b.id = $1)`,
        [one.id, other.id],
      )
      return one
    },
  },
  {
    title: 'the table is truncated',
    finds: 'recordGone',
    async does(ask, kind) {
      await ask(`TRUNCATE parley.${kind}`)
      return {}
    },
  },
  {
    title: 'a record is edited and every link after it hashed anew',
    finds: 'historyRewritten',
    async does(ask, kind) {
      const [link] = await links(ask, kind)
      await edit(ask, kind, link!.id)
      await hashAnew(ask, kind, link!.lane, link!.position)
      return { lane: link!.lane }
    },
  },
  {
    title: 'the last records are taken away with their links',
    finds: 'tailCut',
    async does(ask, kind) {
      const last = (await links(ask, kind)).at(-1)!
      const gone = await ask<{ kind: Kind; id: string }>(
        'DELETE FROM parley.record_link WHERE lane = $1 AND position >= $2 RETURNING kind, record_id AS id',
        [last.lane, last.position],
      )
      for (const { kind, id } of gone) await ask(`DELETE FROM parley.${kind} WHERE id = $1`, [id])
      return { lane: last.lane, position: last.position }
    },
  },
]

/**
 * Acts as the owner of the tables in a transaction that is rolled back, so that the next one finds all as it was. The guards are
 * put back before anybody looks, as whoever hides something would.
 */
export async function asOwner<T>(ownerUrl: string, work: (ask: Ask, unguarded: Unguarded) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: ownerUrl, options: '-c timezone=UTC' })
  await client.connect()
  const ask = askOf(client)
  const all = (verb: string) => guarded.map((table) => `ALTER TABLE parley.${table} ${verb} TRIGGER USER`).join(';')
  try {
    await client.query('BEGIN')
    return await work(ask, async (deed) => {
      await client.query(`${all('DISABLE')}; ${withoutReferences}`)
      const done = await deed()
      await client.query(all('ENABLE'))
      return done
    })
  } finally {
    await client.query('ROLLBACK')
    await client.end()
  }
}

/** Whoever owns the tables can take foreign keys away, too. */
const withoutReferences = `DO $$ DECLARE r record; BEGIN
  FOR r IN SELECT conrelid::regclass AS of, conname FROM pg_constraint WHERE contype = 'f' AND confrelid = 'parley.decision'::regclass LOOP
    EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', r.of, r.conname);
  END LOOP; END $$`
type Unguarded = <T>(deed: () => Promise<T>) => Promise<T>
