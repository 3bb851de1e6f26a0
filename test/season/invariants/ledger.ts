import { each, type Invariants } from './invariant.ts'

type Balance = { what: string; sum: number }

const balancedBy = (what: string, by: string) =>
  `SELECT ${what} AS what, sum(e.amount_minor)::float8 AS sum
   FROM parley.ledger_entry e JOIN parley.journal j ON j.id = e.journal_id JOIN parley.claim c ON c.id = e.claim_id
     JOIN parley.deal d ON d.id = c.deal_id JOIN parley.partner p ON p.id = e.partner_id
   GROUP BY ${by}, e.currency`

const ways: Readonly<Record<string, string>> = {
  booking: balancedBy("j.kind || ' ' || j.id", 'j.kind, j.id'),
  deal: balancedBy('d.reference', 'd.reference'),
  partner: balancedBy('p.name', 'p.name'),
  month: balancedBy("to_char(j.booked_on, 'YYYY-MM')", '1'),
}

const balances: Invariants = Object.fromEntries(
  Object.entries(ways).map(([way, query]) => [
    `the ledger balances for each ${way}`,
    async ({ season }) =>
      each(await season.sql<Balance>(query), ({ what, sum }) => sum !== 0 && `${what} is out by ${sum}`),
  ]),
)

/** What holds of the ledger after whatever was booked. */
export const ledgerHolds: Invariants = {
  ...balances,

  'the ledger balances in all': async ({ season }) =>
    each(
      await season.sql<Balance>(
        'SELECT currency AS what, sum(amount_minor)::float8 AS sum FROM parley.ledger_entry GROUP BY 1',
      ),
      ({ what, sum }) => sum !== 0 && `${what} is out by ${sum}`,
    ),

  'at no time was more taken back of a claim than it had been paid, and no state was below zero': async ({ season }) =>
    each(
      await season.sql<Record<'held' | 'payable' | 'paid' | 'clawback' | 'expense', number> & { claim: string }>(
        `SELECT c.reference AS claim, ${['held', 'payable', 'paid', 'clawback', 'expense']
          .map((account) => `sum(b.${account}) OVER w::float8 AS ${account}`)
          .join(', ')
          .replaceAll('OVER w::float8', 'OVER w')}
         FROM (SELECT e.claim_id, j.seq, ${['held', 'payable', 'paid', 'clawback', 'expense']
           .map(
             (account) =>
               `coalesce(sum(e.amount_minor) FILTER (WHERE e.account = '${account}'), 0)::float8 AS ${account}`,
           )
           .join(', ')}
           FROM parley.ledger_entry e JOIN parley.journal j ON j.id = e.journal_id GROUP BY e.claim_id, j.seq) b
         JOIN parley.claim c ON c.id = b.claim_id WINDOW w AS (PARTITION BY b.claim_id ORDER BY b.seq)`,
      ),
      ({ claim, held, payable, paid, clawback, expense }) => {
        if (paid + clawback > 0) return `${claim}: ${clawback} taken back of ${-paid} paid`
        return (
          (held > 0 || payable > 0 || paid > 0 || clawback < 0 || expense < 0) && `${claim} is below zero somewhere`
        )
      },
    ),

  'all that was ever taken back of a claim is no more than all that it was ever paid': async ({ season }) =>
    each(
      await season.sql<{ claim: string; taken: number; paid: number }>(
        `SELECT c.reference AS claim, coalesce(sum(e.amount_minor) FILTER (WHERE e.account = 'clawback' AND e.amount_minor > 0), 0)::float8 AS taken,
           coalesce(-sum(e.amount_minor) FILTER (WHERE e.account = 'paid' AND e.amount_minor < 0), 0)::float8 AS paid
         FROM parley.claim c JOIN parley.ledger_entry e ON e.claim_id = c.id GROUP BY c.reference`,
      ),
      ({ claim, taken, paid }) => taken > paid && `${claim}: ${taken} taken back of ${paid}`,
    ),

  'every fall of a share names the rule or setting that made it': async ({ season }) =>
    each(
      await season.sql<{ id: string; ground: string | null; version: number | null }>(
        `SELECT DISTINCT j.id, coalesce(j.rule, j.setting) AS ground, j.policy_version AS version
         FROM parley.journal j JOIN parley.ledger_entry e ON e.journal_id = j.id WHERE e.account = 'expense' AND e.amount_minor < 0`,
      ),
      ({ id, ground, version }) => (ground === null || version === null) && `booking ${id} names none`,
    ),

  'nothing was booked in a month after it was closed': async ({ season }) =>
    each(
      await season.sql<{ id: string; isLate: boolean }>(
        `SELECT j.id, coalesce(j.booked_at > m.closed_at, false) AS "isLate" FROM parley.journal j
         LEFT JOIN parley.month_close m ON m.month = date_trunc('month', j.booked_on)::date`,
      ),
      ({ id, isLate }) => isLate && `booking ${id}`,
    ),

  'no reduction was entered by hand without a rule': async ({ season }) => {
    const tried = season.tally['reductions by hand'] ?? {}
    const entered = tried.entered ?? 0
    const checked = Object.values(tried).reduce((sum, count) => sum + count, 0)
    return { checked, failures: entered > 0 ? [`${entered} were entered`] : [] }
  },
}
