import { createHash } from 'node:crypto'
import type pg from 'pg'

/**
 * Where somebody tries from. A device on which this person has signed in before counts by itself, so that strangers' guesses
 * never keep its owner out; every other counts by address.
 */
export type Place = { key: string; known: boolean; address: string | undefined }

export type Guess = 'password' | 'code' | 'reset' | 'confirm'

type Limit = { most: number; minutes: number }
type Limits = { here: Limit; elsewhere: Limit }

/** Guesses that failed: of one person from one place, and of one person from all unknown places together. */
const limits: Record<Guess, Limits> = {
  password: { here: { most: 10, minutes: 15 }, elsewhere: { most: 100, minutes: 60 } },
  code: { here: { most: 5, minutes: 15 }, elsewhere: { most: 30, minutes: 60 } },
  reset: { here: { most: 5, minutes: 60 }, elsewhere: { most: 20, minutes: 60 } },
  confirm: { here: { most: 10, minutes: 15 }, elsewhere: { most: 100, minutes: 60 } },
}
/** Guesses that failed from one unknown address, whomever they were at: one address tries many people's passwords. */
const ofAddress: Limit = { most: 200, minutes: 15 }

type Row = { key: string; count: number; until: Date }

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
    const here = hereKey(guess, who, place)
    const around = place.known ? [] : this.#around(guess, who, place)
    const [counted] = await this.#count([{ key: here, ...limits[guess].here }], now)
    const { rows } = await this.#pool.query<Row>(
      'SELECT key, count, until FROM auth.attempt WHERE key = ANY($1) AND until > $2',
      [around.map(({ key }) => key), now],
    )
    const full = [
      ...(counted && counted.count > limits[guess].here.most ? [counted] : []),
      ...rows.filter(({ key, count }) => count >= around.find((each) => each.key === key)!.most),
    ]
    const until = Math.max(0, ...full.map((row) => row.until.getTime()))
    return Math.max(0, Math.ceil((until - now.getTime()) / 1000))
  }

  /** The guess was wrong: it counts for its person and its address too. */
  async failed(guess: Guess, who: string, place: Place): Promise<void> {
    const now = this.#clock()
    if (!place.known) await this.#count(this.#around(guess, who, place), now)
    await this.#pool.query(
      'DELETE FROM auth.attempt WHERE key IN (SELECT key FROM auth.attempt WHERE until <= $1 LIMIT 100 FOR UPDATE SKIP LOCKED)',
      [now],
    )
  }

  async succeeded(guess: Guess, who: string, place: Place): Promise<void> {
    await this.#pool.query('DELETE FROM auth.attempt WHERE key = $1', [hereKey(guess, who, place)])
  }

  #around(guess: Guess, who: string, { address }: Place): (Limit & { key: string })[] {
    const elsewhere = { key: hashOf('elsewhere', guess, who), ...limits[guess].elsewhere }
    return address === undefined ? [elsewhere] : [elsewhere, { key: hashOf('address', address), ...ofAddress }]
  }

  /** Always in the order of their keys, so that two never wait for each other. */
  async #count(counted: (Limit & { key: string })[], now: Date): Promise<Row[]> {
    const { rows } = await this.#pool.query<Row>(
      `INSERT INTO auth.attempt AS a (key, count, until)
       SELECT key, 1, $2::timestamptz + minutes * interval '1 minute' FROM unnest($1::text[], $3::int[]) AS c (key, minutes) ORDER BY key
       ON CONFLICT (key) DO UPDATE SET
         count = CASE WHEN a.until <= $2 THEN 1 ELSE a.count + 1 END,
         until = CASE WHEN a.until <= $2 THEN excluded.until ELSE a.until END
       RETURNING key, count, until`,
      [counted.map(({ key }) => key), now, counted.map(({ minutes }) => minutes)],
    )
    return rows
  }
}

const hereKey = (guess: Guess, who: string, place: Place) => hashOf('here', guess, who, place.key)
const hashOf = (...parts: string[]) => createHash('sha256').update(JSON.stringify(parts)).digest('hex')
