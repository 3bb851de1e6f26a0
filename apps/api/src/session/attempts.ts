import { createHash } from 'node:crypto'
import type pg from 'pg'

/**
 * Where somebody tries from. A device on which this person has signed in before counts by itself, so that strangers' guesses
 * never keep its owner out; every other counts by address.
 */
export type Place = { key: string; known: boolean; address: string | undefined }

export type Guess = 'password' | 'code' | 'reset' | 'confirm'

type Limit = { most: number; minutes: number }
type Limits = { here: Limit; elsewhere: Limit; known: Limit }

/**
 * Guesses that failed: of one person from one place, from all unknown places together, and from all devices and sessions of the person's
 * together. The last no stranger can fill, and whoever was let in often can't add up device by device.
 */
const limits: Record<Guess, Limits> = {
  password: {
    here: { most: 10, minutes: 15 },
    elsewhere: { most: 100, minutes: 60 },
    known: { most: 100, minutes: 60 },
  },
  code: { here: { most: 5, minutes: 15 }, elsewhere: { most: 30, minutes: 60 }, known: { most: 60, minutes: 60 } },
  reset: { here: { most: 5, minutes: 60 }, elsewhere: { most: 20, minutes: 60 }, known: { most: 20, minutes: 60 } },
  confirm: {
    here: { most: 10, minutes: 15 },
    elsewhere: { most: 100, minutes: 60 },
    known: { most: 100, minutes: 60 },
  },
}
/** Guesses that failed from one unknown address, whomever they were at: one address tries many people's passwords. */
const ofAddress: Limit = { most: 200, minutes: 15 }

type Row = { count: number; until: Date }

/** Guesses, counted in the database: for all processes together, and before it is known whether they are right. */
export class Attempts {
  #pool: pg.Pool
  #clock: () => Date

  constructor(pool: pg.Pool, clock: () => Date) {
    this.#pool = pool
    this.#clock = clock
  }

  /** Counts one guess. Ends in the seconds to wait before the next may be made; 0 when this one may. */
  async begin(guess: Guess, who: string, place: Place): Promise<number> {
    const now = this.#clock()
    // One after the other: a guess that its place may not make fills nothing that others share.
    for (const limit of [{ key: hereKey(guess, who, place), ...limits[guess].here }, ...around(guess, who, place)]) {
      const { count, until } = await this.#count(limit, now)
      if (count > limit.most) return Math.max(0, Math.ceil((until.getTime() - now.getTime()) / 1000))
    }
    return 0
  }

  /** The guess was wrong: it stays counted. What is over is forgotten. */
  async failed(): Promise<void> {
    await this.#pool.query(
      'DELETE FROM auth.attempt WHERE key IN (SELECT key FROM auth.attempt WHERE until <= $1 LIMIT 100 FOR UPDATE SKIP LOCKED)',
      [this.#clock()],
    )
  }

  /** The guess was right: its place begins anew, and elsewhere it counts for nothing. */
  async succeeded(guess: Guess, who: string, place: Place): Promise<void> {
    await this.#pool.query('DELETE FROM auth.attempt WHERE key = $1', [hereKey(guess, who, place)])
    for (const { key } of around(guess, who, place))
      await this.#pool.query('UPDATE auth.attempt SET count = count - 1 WHERE key = $1 AND count > 0', [key])
  }

  async #count({ key, minutes }: Limit & { key: string }, now: Date): Promise<Row> {
    const { rows } = await this.#pool.query<Row>(
      `INSERT INTO auth.attempt AS a (key, count, until) VALUES ($1, 1, $2::timestamptz + $3 * interval '1 minute')
       ON CONFLICT (key) DO UPDATE SET
         count = CASE WHEN a.until <= $2 THEN 1 ELSE a.count + 1 END,
         until = CASE WHEN a.until <= $2 THEN excluded.until ELSE a.until END
       RETURNING count, until`,
      [key, now, minutes],
    )
    return rows[0]!
  }
}

/** What a guess counts for beside its place. */
function around(guess: Guess, who: string, { known, address }: Place): (Limit & { key: string })[] {
  if (known) return [{ key: hashOf('known', guess, who), ...limits[guess].known }]
  const elsewhere = { key: hashOf('elsewhere', guess, who), ...limits[guess].elsewhere }
  return address === undefined ? [elsewhere] : [{ key: hashOf('address', address), ...ofAddress }, elsewhere]
}

const hereKey = (guess: Guess, who: string, place: Place) => hashOf('here', guess, who, place.key)
const hashOf = (...parts: string[]) => createHash('sha256').update(JSON.stringify(parts)).digest('hex')
