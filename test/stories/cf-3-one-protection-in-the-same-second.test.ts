import pg from 'pg'
import { beforeAll, describe, expect, it } from 'vitest'
import { aDeal } from '../support/factories.ts'
import { openWorld, type World } from '../support/open-world.ts'
import type { Person } from '../support/program.ts'
import type { Someone } from '../support/someone.ts'
import { withoutConstraint, withoutLocks } from '../support/without-locks.ts'
import { world } from '../support/world.ts'

const many = 64
const w = await world()
const rivals: Person[] = []
for (let number = 1; number <= many; number++) rivals.push(await w.has.partner(`Rival number ${number}`))

/** Half of the rivals come to one process, half to another, all at once. */
async function registerAtOnce(at: World, people: readonly Person[], deal = aDeal()) {
  const other = at.anotherInstance()
  const sellers: Someone[] = people.map((person, index) => (index % 2 === 0 ? at.person(person) : other.person(person)))
  for (const seller of sellers) await seller.cookie()
  return Promise.all(sellers.map((seller) => seller.registers(deal)))
}

const protections = (at: World, name: string) =>
  at.sql<{ partner_id: string }>(
    `SELECT x.partner_id FROM parley.protection x JOIN parley.account a ON a.id = x.account_id
     WHERE a.name = $1 AND x.kind = 'exclusive'`,
    [name],
  )

describe('CF-3: many partners register the same account in the same second', () => {
  let answers: Awaited<ReturnType<typeof registerAtOnce>> = []
  beforeAll(async () => {
    await w.has.account({ name: 'Harbor Freight Lines' })
    answers = await registerAtOnce(w, rivals)
  })

  it('all get an answer, and exactly one protection exists', async () => {
    expect(answers).toHaveLength(many)
    expect(answers.filter((answer) => answer.decision.outcome.type === 'approve')).toHaveLength(1)
    expect(await protections(w, 'Harbor Freight Lines')).toHaveLength(1)
  })

  it('every loser is told at once why, until when, and what is open to it, but not who was faster', async () => {
    const losers = answers.filter((answer) => answer.decision.outcome.type !== 'approve')
    expect(losers).toHaveLength(many - 1)
    for (const { decision, summary } of losers) {
      expect(decision).toMatchObject({ outcome: { type: 'reject' }, policy: { version: 1 } })
      expect(decision.headline).toBe(
        'This account is protected for another partner until February 15, 2027 for this product family.',
      )
      expect(decision.reasons[0]!.possible).toBeTruthy()
      expect(summary.protection).toBeNull()
      expect(JSON.stringify(decision)).not.toMatch(/Rival number/)
    }
  })

  it('each loser’s decision is on record with the facts that it was made from', async () => {
    const seen = await w.sql<{ because: string[]; count: number }>(
      `SELECT because, count(*)::int AS count FROM parley.decision GROUP BY because ORDER BY 2`,
    )
    expect(seen).toEqual([
      { because: ['approved-for-gold'], count: 1 },
      { because: ['protected-for-another-partner'], count: many - 1 },
    ])
  })

  it('a company that nobody knew yet becomes one account, with one protection', async () => {
    const unknown = await registerAtOnce(w, rivals.slice(0, 24), aDeal({ account: { name: 'Never Heard Of Ltd' } }))
    expect(unknown.filter((answer) => answer.decision.outcome.type === 'approve')).toHaveLength(1)
    expect(await w.sql(`SELECT 1 FROM parley.account WHERE normalized_name = 'never heard of'`)).toHaveLength(1)
    expect(await protections(w, 'Never Heard Of Ltd')).toHaveLength(1)
  })

  it('one partner that presses twice, with two keys, holds one registration', async () => {
    const deal = aDeal({ account: { name: 'Twice Pressed Juices' } })
    const [seller] = [w.person(rivals[0]!)]
    await seller.cookie()
    const both = await Promise.all([seller.registers(deal), seller.registers(deal)])
    expect(both.map((answer) => answer.decision.outcome.type).sort()).toEqual(['approve', 'reject'])
    expect(both.find((answer) => answer.decision.outcome.type === 'reject')!.decision.headline).toMatch(
      /already have a registration/,
    )
  })
})

describe('CF-3: the database has the last word', () => {
  it('it refuses a second protection that overlaps the first, whoever asks', async () => {
    const second = w.sql(
      `INSERT INTO parley.protection (registration_id, partner_id, account_id, product_family, kind, granted_at, during)
       SELECT r.id, r.partner_id, x.account_id, x.product_family, 'exclusive', lower(x.during), x.during
       FROM parley.protection x JOIN parley.registration r ON r.account_id = x.account_id AND r.status = 'rejected' LIMIT 1`,
    )
    await expect(second).rejects.toThrow('one_protection')
  })

  it('without the lock on the account, the constraint alone still leaves one protection, and nobody an error', async () => {
    const unlocked = await damagedWorld((at) => withoutLocks(at.sql))
    const answers = await registerInStep(unlocked.world, unlocked.rivals)
    expect(answers.filter((answer) => answer.decision.outcome.type === 'approve')).toHaveLength(1)
    expect(await protections(unlocked.world, 'Harbor Freight Lines')).toHaveLength(1)
    await unlocked.world.close()
  })

  it('without both, there are several: this test would notice', async () => {
    const open = await damagedWorld(async (at) => {
      await withoutLocks(at.sql)
      await withoutConstraint(at.sql)
    })
    await registerInStep(open.world, open.rivals)
    expect((await protections(open.world, 'Harbor Freight Lines')).length).toBeGreaterThan(1)
    await open.world.close()
  })
})

async function damagedWorld(damage: (at: World) => Promise<void>) {
  const damaged = await openWorld()
  await damage(damaged)
  await damaged.has.account({ name: 'Harbor Freight Lines' })
  const sellers: Person[] = []
  for (let number = 1; number <= 16; number++) sellers.push(await damaged.has.partner(`Rival number ${number}`))
  return { world: damaged, rivals: sellers }
}

/**
 * As at once as can be: each that wants to write a protection waits at a gate, which opens when several have read that the
 * account is free.
 */
async function registerInStep(at: World, people: readonly Person[]) {
  await at.sql(`
    CREATE FUNCTION parley.wait_at_gate() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN PERFORM pg_advisory_xact_lock_shared(${gate}); RETURN NEW; END $$;
    CREATE TRIGGER gate BEFORE INSERT ON parley.protection FOR EACH ROW EXECUTE FUNCTION parley.wait_at_gate();
    GRANT EXECUTE ON FUNCTION parley.wait_at_gate() TO parley_app`)
  const keeper = new pg.Client(at.ownerUrl)
  await keeper.connect()
  await keeper.query(`SELECT pg_advisory_lock(${gate})`)
  const answers = registerAtOnce(at, people)
  for (let waiting = 0; waiting < 2; ) {
    const { rows } = await keeper.query(
      `SELECT count(*)::int AS waiting FROM pg_locks WHERE locktype = 'advisory' AND objid = ${gate} AND NOT granted
         AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
    )
    waiting = rows[0].waiting
  }
  await keeper.end()
  return answers
}

const gate = 6417
