import type { UnderstoodRow } from '@parley/contract/imports'
import { normalizeName } from '@parley/identity/normalize-name'
import { webPlace } from '@parley/identity/web-place'
import { keepNames } from '../accounts/identity/keep-names.ts'
import type { Ctx } from '../context.ts'
import { dayOf } from '../vendor-days.ts'
import { type ImportRecord, sourceOf } from './import-record.ts'
import { isSpelledAlike } from './matching/row-party.ts'

/** A row with the account that it is to be, or to add to. */
export type Said = { number: number; row: UnderstoodRow; accountId: string }

type State = {
  id: string
  name: string
  host: string | null
  country: string | null
  city: string | null
  taxId: string | null
  designation: UnderstoodRow['designation'] & string
  designatedOn: string | null
  mergedInto: string | null
  aliases: string[]
  hosts: string[]
}

/** Makes accounts, each with all that its row says; then adds what other rows say of known ones. Ends in the rows that changed something. */
export async function writeAccounts(
  ctx: Ctx,
  record: ImportRecord,
  made: readonly Said[],
  known: readonly Said[],
): Promise<Set<number>> {
  await insertAccounts(ctx, record, made)
  const states = await holdAccounts(ctx, [...new Set([...made, ...known].map(({ accountId }) => accountId))])
  const writer = new AdditionsWriter(ctx, record)
  for (const said of made) writer.add(states.get(said.accountId)!, said)
  const filled = new Set<number>()
  for (const said of known) if (writer.add(states.get(said.accountId)!, said)) filled.add(said.number)
  const isNew = new Set(made.map(({ accountId }) => accountId))
  await writer.write(states, isNew)
  return filled
}

async function insertAccounts(ctx: Ctx, record: ImportRecord, made: readonly Said[]): Promise<void> {
  if (made.length === 0) return
  const today = dayOf(ctx.now, ctx.vendor.timeZone)
  const rows = made.map(({ accountId, row }) => {
    const { name, country, city, taxId, designation } = row
    const host = row.domains[0] ?? null
    return {
      id: accountId,
      name,
      normalized_name: normalizeName(name),
      domain: host === null ? null : webPlace(host)!.domain,
      host,
      country,
      city,
      tax_id: taxId,
      designation: designation ?? 'open',
      designated_on: designation === null ? null : today,
      source: row.source ?? sourceOf(record),
    }
  })
  await ctx.tx.query(
    `INSERT INTO account (id, name, normalized_name, domain, host, country, city, tax_id, designation, designated_on, source, created_at)
     SELECT a.*, $2 FROM jsonb_to_recordset($1) AS a(id uuid, name text, normalized_name text, domain text, host text, country text,
       city text, tax_id text, designation text, designated_on date, source text)`,
    [JSON.stringify(rows), ctx.now],
  )
}

async function holdAccounts({ tx }: Ctx, ids: readonly string[]): Promise<Map<string, State>> {
  const rows = await tx.query<State>(
    `SELECT a.id, a.name, a.host, a.country, a.city, a.tax_id AS "taxId", a.designation, a.designated_on AS "designatedOn",
       a.merged_into AS "mergedInto",
       ARRAY(SELECT l.name FROM account_alias l WHERE l.account_id = a.id) AS aliases,
       ARRAY(SELECT d.host FROM account_domain d WHERE d.account_id = a.id) AS hosts
     FROM account a WHERE a.id = ANY($1) ORDER BY a.id FOR NO KEY UPDATE OF a`,
    [ids],
  )
  if (rows.some(({ mergedInto }) => mergedInto !== null)) throw new MergedMeanwhile()
  return new Map(rows.map((row) => [row.id, row]))
}

/** An account was merged between the question and the answer: asked again, the matcher names the one that was kept. */
class MergedMeanwhile extends Error {
  readonly code = '40001'
  constructor() {
    super('An account was merged at this moment.')
  }
}

/** Collects what rows add to accounts: what is empty is filled, nothing is overwritten, other names and domains are added. */
class AdditionsWriter {
  readonly #ctx: Ctx
  readonly #record: ImportRecord
  readonly #aliases: { accountId: string; id: string; name: string }[] = []
  readonly #hosts: { accountId: string; id: string; host: string; domain: string }[] = []
  readonly #externalIds: { accountId: string; source: string; externalId: string }[] = []
  readonly #changed = new Set<string>()
  readonly #renamed = new Set<string>()

  constructor(ctx: Ctx, record: ImportRecord) {
    this.#ctx = ctx
    this.#record = record
  }

  /** Whether the row adds anything. */
  add(state: State, { row }: Said): boolean {
    if (row.externalId !== null)
      this.#externalIds.push({ accountId: state.id, source: row.source ?? '', externalId: row.externalId })
    const filled = this.#fill(state, row)
    const named = this.#addNames(state, row)
    if (filled) this.#changed.add(state.id)
    if (filled || named) this.#renamed.add(state.id)
    return filled || named
  }

  #fill(state: State, row: UnderstoodRow): boolean {
    let filled = false
    const given = { host: row.domains[0] ?? null, country: row.country, city: row.city, taxId: row.taxId }
    for (const field of ['host', 'country', 'city', 'taxId'] as const) {
      if (state[field] !== null || given[field] === null) continue
      state[field] = given[field]
      filled = true
    }
    // "Open" that nobody ever said is as good as empty.
    if (
      row.designation !== null &&
      row.designation !== state.designation &&
      state.designation === 'open' &&
      state.designatedOn === null
    ) {
      state.designation = row.designation
      state.designatedOn = dayOf(this.#ctx.now, this.#ctx.vendor.timeZone)
      filled = true
    }
    return filled
  }

  #addNames(state: State, row: UnderstoodRow): boolean {
    let added = false
    for (const name of [row.name, ...row.aliases]) {
      if ([state.name, ...state.aliases].some((known) => isSpelledAlike(known, name))) continue
      state.aliases.push(name)
      this.#aliases.push({ accountId: state.id, id: this.#ctx.newId(), name })
      added = true
    }
    for (const host of row.domains) {
      if (state.host === host || state.hosts.includes(host)) continue
      state.hosts.push(host)
      this.#hosts.push({ accountId: state.id, id: this.#ctx.newId(), host, domain: webPlace(host)!.domain })
      added = true
    }
    return added
  }

  async write(states: ReadonlyMap<string, State>, isNew: ReadonlySet<string>): Promise<void> {
    const { tx, now } = this.#ctx
    const from = [sourceOf(this.#record), this.#record.startedByName, now]
    const changed = [...this.#changed].filter((id) => !isNew.has(id)).map((id) => changeOf(states.get(id)!))
    if (changed.length > 0)
      await tx.query(
        `UPDATE account a SET host = c.host, domain = c.domain, country = c.country, city = c.city, tax_id = c."taxId",
           designation = c.designation, designated_on = c."designatedOn", version = a.version + 1
         FROM jsonb_to_recordset($1) AS c(id uuid, host text, domain text, country text, city text, "taxId" text, designation text,
           "designatedOn" date) WHERE a.id = c.id`,
        [JSON.stringify(changed)],
      )
    if (this.#aliases.length > 0)
      await tx.query(
        `INSERT INTO account_alias (id, account_id, name, kind, source, added_by_name, added_at)
         SELECT l.id, l."accountId", l.name, 'other', $2, $3, $4 FROM jsonb_to_recordset($1) AS l(id uuid, "accountId" uuid, name text)`,
        [JSON.stringify(this.#aliases), ...from],
      )
    if (this.#hosts.length > 0)
      await tx.query(
        `INSERT INTO account_domain (id, account_id, host, domain, source, added_by_name, added_at)
         SELECT d.id, d."accountId", d.host, d.domain, $2, $3, $4
         FROM jsonb_to_recordset($1) AS d(id uuid, "accountId" uuid, host text, domain text)`,
        [JSON.stringify(this.#hosts), ...from],
      )
    if (this.#externalIds.length > 0)
      await tx.query(
        `INSERT INTO account_external_id (source, external_id, account_id, import_id)
         SELECT x.source, x."externalId", x."accountId", $2
         FROM jsonb_to_recordset($1) AS x(source text, "externalId" text, "accountId" uuid) ON CONFLICT DO NOTHING`,
        [JSON.stringify(this.#externalIds), this.#record.id],
      )
    const findable = [...new Set([...isNew, ...this.#renamed])]
    if (findable.length > 0) await keepNames(this.#ctx, findable)
  }
}

const changeOf = ({ aliases, hosts, name, mergedInto, ...state }: State) => ({
  ...state,
  domain: state.host === null ? null : (webPlace(state.host)?.domain ?? null),
})
