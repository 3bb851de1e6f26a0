import { withoutConstraint, withoutLocks } from '../support/without-locks.ts'
import type { Sql } from './season.ts'

/** What breaks a season on purpose, and the sentences that then have to fail: a check that can't fail checks nothing. */
export type SeasonMutant = {
  title: string
  before?(sql: Sql): Promise<unknown>
  after?(sql: Sql): Promise<unknown>
  fails: readonly string[]
}

const unguarded = (table: string, deed: string) =>
  `ALTER TABLE parley.${table} DISABLE TRIGGER USER; ${deed}; ALTER TABLE parley.${table} ENABLE TRIGGER USER`

export const seasonMutants: readonly SeasonMutant[] = [
  {
    title: 'each settlement pays one cent too much',
    before: (sql) =>
      sql(`CREATE FUNCTION parley.one_more() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF NEW.amount_minor > 0 THEN NEW.amount_minor := NEW.amount_minor + 1; END IF; RETURN NEW; END $$;
        CREATE TRIGGER one_more BEFORE INSERT ON parley.settlement_part FOR EACH ROW EXECUTE FUNCTION parley.one_more()`),
    fails: ['shares add up to the pool, or to all that was asked for, to the last minor unit'],
  },
  {
    title: 'nothing keeps two protections of one account apart',
    async before(sql) {
      await withoutLocks(sql)
      await withoutConstraint(sql)
    },
    fails: ['no account and product family had two leads at any instant'],
  },
  {
    title: 'a decision, a booking and a message are changed afterwards',
    after: (sql) =>
      sql(
        [
          unguarded(
            'decision',
            `UPDATE parley.decision SET outcome = 'approve', params = '{"protectionDays": 999}' WHERE id = (SELECT id FROM parley.decision
               WHERE point = 'registration' AND outcome = 'reject' AND policy_version IS NOT NULL ORDER BY seq LIMIT 1)`,
          ),
          unguarded(
            'ledger_entry',
            `UPDATE parley.ledger_entry SET amount_minor = amount_minor + 1 WHERE id = (SELECT id FROM parley.ledger_entry ORDER BY seq LIMIT 1)`,
          ),
          `UPDATE parley.outbox SET dispatched_at = NULL WHERE id = (SELECT max(id) FROM parley.outbox)`,
        ].join('; '),
      ),
    fails: [
      'every decision of a policy comes out the same when it is made again',
      'the chain of records is whole, and fits every checkpoint',
      'the ledger balances for each booking',
      'the ledger balances for each deal',
      'the ledger balances for each partner',
      'the ledger balances for each month',
      'the ledger balances in all',
      'all that happened was told, each once',
    ],
  },
]
