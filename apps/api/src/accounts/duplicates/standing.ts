import type { Ctx } from '../../context.ts'

/** What stands at an account, as far as a merge touches it. */
export type Standing = {
  registrations: number
  /** Protections that run. */
  protections: {
    registrationId: string
    partnerName: string
    productFamily: string
    kind: 'exclusive' | 'teaming' | 'shared'
    until: Date
  }[]
  /** Partners that still want it, for each product family. */
  interests: { productFamily: string; partnerName: string }[]
  holdings: { productFamily: string; partnerName: string | null }[]
  opportunities: number
  /** Product families in which the vendor's own team works on it. */
  pipeline: string[]
  children: number
}

export async function standingAt({ tx, now }: Ctx, id: string): Promise<Standing> {
  const [counts] = await tx.query<Pick<Standing, 'registrations' | 'opportunities' | 'pipeline' | 'children'>>(
    `SELECT (SELECT count(*)::int FROM registration WHERE account_id = $1) AS registrations,
       (SELECT count(*)::int FROM direct_opportunity WHERE account_id = $1 AND closed_on IS NULL) AS opportunities,
       ARRAY(SELECT DISTINCT product_family FROM direct_opportunity WHERE account_id = $1 AND closed_on IS NULL) AS pipeline,
       (SELECT count(*)::int FROM account WHERE parent_id = $1 AND merged_into IS NULL) AS children`,
    [id],
  )
  return {
    ...counts!,
    protections: await tx.query(
      `SELECT x.registration_id AS "registrationId", p.name AS "partnerName", x.product_family AS "productFamily", x.kind,
         upper(x.during) AS until
       FROM protection x JOIN partner p ON p.id = x.partner_id WHERE x.account_id = $1 AND upper(x.during) > $2
       ORDER BY x.product_family, x.kind, x.granted_at LIMIT 100`,
      [id, now],
    ),
    interests: await tx.query(
      `SELECT DISTINCT r.product_family AS "productFamily", p.name AS "partnerName"
       FROM registration r JOIN partner p ON p.id = r.partner_id LEFT JOIN protection x ON x.registration_id = r.id
       WHERE r.account_id = $1 AND is_live(r.status, upper(x.during), r.answer_due_at, $2) ORDER BY 1, 2 LIMIT 200`,
      [id, now],
    ),
    holdings: await tx.query(
      `SELECT h.product_family AS "productFamily", p.name AS "partnerName"
       FROM holding h LEFT JOIN partner p ON p.id = h.incumbent_partner_id WHERE h.account_id = $1 ORDER BY h.product_family`,
      [id],
    ),
  }
}
