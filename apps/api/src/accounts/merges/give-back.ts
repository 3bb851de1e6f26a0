import type { Ctx } from '../../context.ts'
import type { AccountRow } from '../account-view.ts'
import type { Moved, Took } from './moved.ts'
import { writeTaken } from './take-over.ts'

/** What was taken goes, where nobody has changed it since. */
export async function giveBackTaken(ctx: Ctx, kept: AccountRow, { took, before }: Moved): Promise<void> {
  const nothing = { host: null, domain: null, taxId: null, country: null, city: null, conductHoldReason: null }
  const earlier: Required<Took> = { ...nothing, ...before }
  const unchanged = Object.keys(took).filter((field) => kept[field as keyof Took] === took[field as keyof Took])
  const together = [
    ['host', 'domain'],
    ['parentId', 'relation'],
    ['designation', 'designatedOn'],
  ]
  const back = unchanged.filter((field) =>
    together.every((fields) => !fields.includes(field) || fields.every((each) => unchanged.includes(each))),
  )
  const given = Object.fromEntries(back.map((field) => [field, earlier[field as keyof Took]]))
  await writeTaken(ctx, kept.id, { ...kept, ...given })
}

/** A protection goes where its registration goes. */
export async function giveBackRecords(ctx: Ctx, keptId: string, absorbedId: string, moved: Moved): Promise<void> {
  const { tx } = ctx
  const back = (sql: string, ids: readonly string[]) => tx.query(sql, [keptId, absorbedId, ids])
  await back('UPDATE registration SET account_id = $2 WHERE id = ANY($3) AND account_id = $1', moved.registrations)
  await back(
    `UPDATE protection x SET account_id = $2 FROM registration r
     WHERE r.id = x.registration_id AND r.id = ANY($3) AND r.account_id = $2 AND x.account_id = $1`,
    moved.registrations,
  )
  // One that rests on a letter alone goes where its letter has stayed.
  await tx.query(
    `UPDATE protection x SET account_id = $2 FROM designation d
     WHERE d.id = x.designation_id AND x.registration_id IS NULL AND d.account_id = $2 AND x.account_id = $1`,
    [keptId, absorbedId],
  )
  for (const { productFamily, incumbentPartnerId, since } of moved.holdings)
    await tx.query(
      `UPDATE holding SET account_id = $2 WHERE account_id = $1 AND product_family = $3
         AND incumbent_partner_id IS NOT DISTINCT FROM $4::uuid AND since = $5`,
      [keptId, absorbedId, productFamily, incumbentPartnerId, since],
    )
  await back(
    'UPDATE direct_opportunity SET account_id = $2 WHERE id = ANY($3) AND account_id = $1',
    moved.opportunities,
  )
  await back('UPDATE deal SET account_id = $2 WHERE id = ANY($3) AND account_id = $1', moved.deals ?? [])
  await back(
    'UPDATE account SET parent_id = $2, version = version + 1 WHERE id = ANY($3) AND parent_id = $1',
    moved.children,
  )
  await endContests(ctx, absorbedId, moved.contested)
  await endContests(ctx, keptId, [])
}

/** Protections that have the account to themselves again aren't contested; those of `first` before the others. */
async function endContests({ tx }: Ctx, accountId: string, first: readonly string[]): Promise<void> {
  const contested = await tx.query<{ id: string }>(
    `SELECT coalesce(registration_id, designation_id) AS id FROM protection WHERE account_id = $1 AND contested
     ORDER BY coalesce(registration_id, designation_id) = ANY($2) DESC, granted_at, id`,
    [accountId, first],
  )
  for (const { id } of contested)
    await tx.query(
      `UPDATE protection x SET contested = false WHERE (x.registration_id = $1 OR (x.registration_id IS NULL AND x.designation_id = $1))
         AND NOT EXISTS (SELECT FROM protection y WHERE y.account_id = x.account_id AND y.product_family = x.product_family
           AND y.kind = 'exclusive' AND NOT y.contested AND y.during && x.during)`,
      [id],
    )
}

export async function giveBackNames({ tx }: Ctx, keptId: string, absorbedId: string, moved: Moved): Promise<void> {
  await tx.query('DELETE FROM account_alias WHERE id = $2 AND account_id = $1', [keptId, moved.madeAlias])
  await tx.query('DELETE FROM account_domain WHERE id = $2 AND account_id = $1', [keptId, moved.madeDomain])
  const ids = [keptId, absorbedId]
  await tx.query('UPDATE account_alias SET account_id = $2 WHERE id = ANY($3) AND account_id = $1', [
    ...ids,
    moved.aliases,
  ])
  await tx.query('UPDATE account_domain SET account_id = $2 WHERE id = ANY($3) AND account_id = $1', [
    ...ids,
    moved.domains,
  ])
}

/** What was suspected or said of one of the two only is so again, unless somebody has said otherwise since. */
export async function giveBackSayings({ tx }: Ctx, { pairs, differences }: Moved): Promise<void> {
  await tx.query(
    `DELETE FROM account_difference d USING jsonb_to_recordset($1) AS m(one uuid, other uuid)
     WHERE d.one = m.one AND d.other = m.other`,
    [JSON.stringify(differences)],
  )
  await tx.query(
    `DELETE FROM account_pair p USING jsonb_to_recordset($1) AS m(one uuid, other uuid) WHERE p.one = m.one AND p.other = m.other`,
    [JSON.stringify(pairs.made)],
  )
  await tx.query(
    `INSERT INTO account_pair (one, other, chance_permille, related_permille, reasons, found_at)
     SELECT p.* FROM jsonb_to_recordset($1)
       AS p(one uuid, other uuid, chance_permille int, related_permille int, reasons jsonb, found_at timestamptz)
     WHERE NOT EXISTS (SELECT FROM account_difference d WHERE d.one = p.one AND d.other = p.other)
       AND NOT EXISTS (SELECT FROM account a WHERE a.id IN (p.one, p.other) AND a.merged_into IS NOT NULL)
     ON CONFLICT (one, other) DO NOTHING`,
    [JSON.stringify(pairs.dropped)],
  )
}

export async function reopenQuestions({ tx }: Ctx, keptId: string, { questions }: Moved): Promise<void> {
  await tx.query(
    `WITH reopened AS (UPDATE account_question q SET settled_account_id = NULL, settled_by_name = NULL, settled_at = NULL
       FROM jsonb_to_recordset($2) AS m("registrationId" uuid, match text, reason text)
       WHERE q.registration_id = m."registrationId" AND q.settled_account_id = $1 RETURNING q.registration_id, m.match, m.reason)
     UPDATE registration r SET account_match = o.match, account_match_reason = o.reason FROM reopened o WHERE r.id = o.registration_id`,
    [keptId, JSON.stringify(questions)],
  )
}
