import { normalizeName } from '@parley/identity/normalize-name'
import { isSharedDomain } from '@parley/identity/shared-domains'
import type { Ctx } from '../../context.ts'
import { ownOnly } from '../../transaction.ts'
import { most, type Scope } from './entry.ts'

/** Everything at an account and the records that were merged into it. */
export async function scopeOfAccount({ tx }: Ctx, accountId: string): Promise<Scope> {
  const ids = async (sql: string, of: unknown) => (await tx.query<{ id: string }>(sql, [of])).map(({ id }) => id)
  const accountIds = await ids('SELECT x.id FROM merged_accounts($1) x(id)', accountId)
  const here = (table: string, by: string) =>
    ids(`SELECT x.id FROM ${table} x WHERE x.account_id = ANY($1) ORDER BY x.${by} DESC LIMIT ${most}`, accountIds)
  const ofDeals = (table: string, by: string) =>
    ids(
      `SELECT x.id FROM ${table} x JOIN deal d ON d.id = x.deal_id WHERE d.account_id = ANY($1) ORDER BY x.${by} DESC LIMIT ${most}`,
      accountIds,
    )
  return {
    accountIds,
    registrationIds: await here('registration', 'submitted_at'),
    engagementIds: await here('engagement', 'asked_at'),
    claimIds: [
      ...(await ofDeals('claim', 'filed_at')),
      ...(await ids(
        `SELECT c.id FROM claim c JOIN registration r ON r.id = c.registration_id WHERE c.deal_id IS NULL AND r.account_id = ANY($1) LIMIT ${most}`,
        accountIds,
      )),
    ],
    letterIds: await here('customer_letter', 'received_at'),
    noticeIds: await ids(
      `SELECT w.notice_id AS id FROM designation_lead w JOIN designation d ON d.id = w.designation_id WHERE d.account_id = ANY($1) LIMIT ${most}`,
      accountIds,
    ),
    attestationIds: await here('attestation', 'made_at'),
    contractIds: await ofDeals('contract', 'made_at'),
  }
}

type Named = { id: string; name: string; domain: string | null }

/**
 * What a partner has with a customer, by the names and domains that it wrote itself: which records the vendor takes for one
 * may rest on what another partner typed, so that a partner could learn of it.
 */
export async function scopeOfCustomer({ tx }: Ctx, registrationId: string): Promise<Scope> {
  const own = (table: string, domain = 'NULL') =>
    tx.query<Named>(
      `SELECT x.id, x.account_name AS name, ${domain} AS domain FROM ${table} x WHERE ${ownOnly('x.partner_id', 1)}`,
      [tx.partnerId],
    )
  const registrations = await own('registration', 'x.account_domain')
  const isSame = sameCustomer(registrations, registrationId)
  const ids = (rows: readonly Named[]) => rows.filter(isSame).map(({ id }) => id)
  return {
    accountIds: [],
    registrationIds: ids(registrations),
    engagementIds: ids(await own('engagement')),
    claimIds: ids(await own('claim')),
    letterIds: ids(await own('customer_letter')),
    noticeIds: ids(await own('lead_notice')),
    attestationIds: ids(await own('attestation')),
    contractIds: ids(await own('contract')),
  }
}

/** Whether something has a name or a company's own domain in common with this registration, be it by way of others. */
function sameCustomer(registrations: readonly Named[], registrationId: string): (each: Named) => boolean {
  const known = new Set<string>()
  const keysOf = ({ name, domain }: Named) => [
    `name ${normalizeName(name) || name}`,
    ...(domain === null || isSharedDomain(domain) ? [] : [`domain ${domain}`]),
  ]
  const isSame = (each: Named) => each.id === registrationId || keysOf(each).some((key) => known.has(key))
  for (let before = -1; before < known.size; ) {
    before = known.size
    for (const each of registrations.filter(isSame)) for (const key of keysOf(each)) known.add(key)
  }
  return isSame
}
