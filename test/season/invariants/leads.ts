import { staffDesignations } from '@parley/contract/routes/designations'
import { each, type Invariants } from './invariant.ts'

type Lead = { accountId: string; family: string; partnerId: string }

/** All windows in which somebody led alone: those that are, and those that were before the same registration was granted again. */
const windows = `SELECT coalesce(a.merged_into, a.id) AS account_id, w.product_family, w.partner_id, w.during, w.number FROM (
    SELECT account_id, product_family, partner_id, during, 'now ' || ctid AS number FROM parley.protection WHERE kind = 'exclusive'
    UNION ALL SELECT account_id, product_family, led_by, during, 'then ' || ctid FROM parley.protection_before) w
  JOIN parley.account a ON a.id = w.account_id WHERE NOT isempty(w.during)`

/** What holds of who leads. */
export const leadsHold: Invariants = {
  'no account and product family had two leads at any instant': async ({ season }) => {
    const all = await season.sql<{ leads: number }>(`SELECT count(*)::int AS leads FROM (${windows}) w`)
    const twice = await season.sql<{ account: string; family: string; from: Date }>(
      `SELECT x.account_id::text AS account, x.product_family AS family, lower(x.during * y.during) AS from
       FROM (${windows}) x JOIN (${windows}) y ON y.account_id = x.account_id AND y.product_family = x.product_family
         AND y.number > x.number AND y.during && x.during
       WHERE x.partner_id <> y.partner_id OR (x.number ~ '^now' AND y.number ~ '^now')`,
    )
    return {
      checked: all[0]!.leads,
      failures: twice.map(
        ({ account, family, from }) => `two lead ${account} for ${family} from ${from.toISOString()}`,
      ),
    }
  },

  'whoever asked who leads, on any day, got one answer': async ({ leadsSeen }) => ({
    checked: leadsSeen.leads,
    failures: leadsSeen.twice,
  }),

  'who represents us is answered with whoever is protected now, at every account': async ({ season }) => {
    const rows = await season.sql<Lead>(
      `SELECT w.account_id::text AS "accountId", w.product_family AS family, w.partner_id::text AS "partnerId" FROM (${windows}) w
       WHERE w.number ~ '^now' AND w.during @> $1::timestamptz ORDER BY 1, 2`,
      [season.now],
    )
    const answers: [Lead, string | null][] = []
    for (const lead of rows) {
      const { answers: given } = await season.staff('manager').does(staffDesignations.represents, {
        params: { id: lead.accountId },
        query: { family: lead.family },
      })
      answers.push([lead, given[0]?.partnerId ?? null])
    }
    return each(
      answers,
      ([{ accountId, family, partnerId }, answered]) =>
        partnerId !== answered && `${accountId} for ${family}: ${answered} instead of ${partnerId}`,
    )
  },

  'whoever is protected has a decision for it': async ({ season }) =>
    each(
      await season.sql<{ about: string; decided: boolean }>(
        `SELECT coalesce(r.reference, x.designation_id::text) AS about, EXISTS (SELECT FROM parley.decision d
           WHERE d.subject_id IN (x.registration_id, x.designation_id) AND d.partner_id = x.partner_id AND d.decided_at <= x.granted_at) AS decided
         FROM parley.protection x LEFT JOIN parley.registration r ON r.id = x.registration_id`,
      ),
      ({ about, decided }) => !decided && `${about} is protected, and nobody decided so`,
    ),
}
