import { normalizeName } from '@parley/identity/normalize-name'
import { webPlace } from '@parley/identity/web-place'
import type pg from 'pg'
import { keepNames } from '../accounts/identity/keep-names.ts'
import type { Ctx } from '../context.ts'
import type { Program } from '../program.ts'

/** What a program starts from: master data that other systems will own. Decisions are never filled in, only made. */

/** Names the vendor and what it sells. Comes before any transaction: a process reads it once. */
export async function nameVendor(pool: pg.Pool, { vendor, productFamilies }: Program): Promise<void> {
  await pool.query(
    'INSERT INTO parley.vendor (name, currency, time_zone) VALUES ($1, $2, $3) ON CONFLICT (only_one) DO NOTHING',
    [vendor.name, vendor.currency, vendor.timeZone],
  )
  for (const [position, { id, name }] of productFamilies.entries())
    await pool.query(
      'INSERT INTO parley.product_family (id, name, position) VALUES ($1, $2, $3) ON CONFLICT (id) DO NOTHING',
      [id, name, position],
    )
}

export type NewPartner = {
  id: string
  name: string
  type: 'reseller' | 'var' | 'integrator' | 'managedService' | 'distributor' | 'agency' | 'referral'
  tier: 'registered' | 'silver' | 'gold' | 'platinum'
  country: string
  authorized: boolean
  /** `YYYY-MM-DD`, or null when the agreement isn't signed. */
  agreementSignedOn: string | null
  inGoodStanding: boolean
  trainedPeople: number
}

export async function addPartners(ctx: Ctx, partners: readonly NewPartner[]): Promise<void> {
  await ctx.tx.query(
    `INSERT INTO parley.partner
       (id, name, type, tier, country, authorized, agreement_signed_on, in_good_standing, trained_people, created_at)
     SELECT p.id, p.name, p.type, p.tier, p.country, p.authorized, p."agreementSignedOn", p."inGoodStanding", p."trainedPeople", $2
     FROM jsonb_to_recordset($1) AS p(id uuid, name text, type text, tier text, country text, authorized boolean,
       "agreementSignedOn" date, "inGoodStanding" boolean, "trainedPeople" integer)
     ON CONFLICT (id) DO NOTHING`,
    [JSON.stringify(partners), ctx.now],
  )
}

export type NewCertification = { partnerId: string; productFamily: string; personName: string; expiresOn: string }

export async function addCertifications(ctx: Ctx, certifications: readonly NewCertification[]): Promise<void> {
  const rows = certifications.map((certification) => ({ id: ctx.newId(), ...certification }))
  await ctx.tx.query(
    `INSERT INTO parley.certification (id, partner_id, product_family, person_name, expires_on)
     SELECT c.id, c."partnerId", c."productFamily", c."personName", c."expiresOn"
     FROM jsonb_to_recordset($1) AS c(id uuid, "partnerId" uuid, "productFamily" text, "personName" text, "expiresOn" date)`,
    [JSON.stringify(rows)],
  )
}

export type NewAccount = {
  id: string
  name: string
  domain: string | null
  country: string | null
  city: string | null
  designation?: 'open' | 'named' | 'house'
  conductHoldReason?: string
  /** The registry's id that the record comes from, for example `wd:Q62563622`. */
  source?: string
  parentId?: string
  relationToParent?: 'subsidiary' | 'branch' | 'division' | 'successor'
}

export async function addAccounts(ctx: Ctx, accounts: readonly NewAccount[]): Promise<void> {
  const rows = accounts.map((account) => ({
    ...account,
    normalizedName: normalizeName(account.name),
    domain: account.domain === null ? null : (webPlace(account.domain)?.domain ?? null),
    host: account.domain === null ? null : (webPlace(account.domain)?.host ?? null),
    designation: account.designation ?? 'open',
  }))
  await ctx.tx.query(
    `INSERT INTO parley.account
       (id, name, normalized_name, domain, host, country, city, designation, conduct_hold_reason, source, parent_id, relation_to_parent, created_at)
     SELECT a.id, a.name, a."normalizedName", a.domain, a.host, a.country, a.city, a.designation, a."conductHoldReason", a.source,
       a."parentId", a."relationToParent", $2
     FROM jsonb_to_recordset($1) AS a(id uuid, name text, "normalizedName" text, domain text, host text, country text, city text,
       designation text, "conductHoldReason" text, source text, "parentId" uuid, "relationToParent" text)`,
    [JSON.stringify(rows), ctx.now],
  )
  await keepNames(
    ctx,
    rows.map(({ id }) => id),
  )
}

export type NewHolding = { accountId: string; productFamily: string; incumbentPartnerId: string | null; since: string }

export async function addHoldings(ctx: Ctx, holdings: readonly NewHolding[]): Promise<void> {
  await ctx.tx.query(
    `INSERT INTO parley.holding (account_id, product_family, incumbent_partner_id, since)
     SELECT h."accountId", h."productFamily", h."incumbentPartnerId", h.since
     FROM jsonb_to_recordset($1) AS h("accountId" uuid, "productFamily" text, "incumbentPartnerId" uuid, since date)`,
    [JSON.stringify(holdings)],
  )
}

export type NewOpportunity = { accountId: string; productFamily: string; ownerName: string; lastContactOn: string }

export async function addDirectOpportunities(ctx: Ctx, opportunities: readonly NewOpportunity[]): Promise<void> {
  const rows = opportunities.map((opportunity) => ({ id: ctx.newId(), ...opportunity }))
  await ctx.tx.query(
    `INSERT INTO parley.direct_opportunity (id, account_id, product_family, owner_name, last_contact_on)
     SELECT o.id, o."accountId", o."productFamily", o."ownerName", o."lastContactOn"
     FROM jsonb_to_recordset($1) AS o(id uuid, "accountId" uuid, "productFamily" text, "ownerName" text, "lastContactOn" date)`,
    [JSON.stringify(rows)],
  )
}
