import { nobodys } from './knock.ts'

/** Asks as the owner, so that the catalogue tells all. */
export type Sql = <Row>(text: string, values?: unknown[]) => Promise<Row[]>

/** What everybody who asks may read, with the reason; any other table or view keeps its rows to whom they are for. */
export const everybodys: Record<string, string> = {
  'parley.vendor': 'the vendor’s name, currency and time zone stand on every screen',
  'parley.demo': 'whether the demo was loaded',
  'parley.product_family': 'what the vendor sells',
  'parley.policy_version': 'partners read the rules in force, through the edition that is made for them',
  'parley.policy_review': 'whether a version was approved decides whether it may come in force',
  'parley.policy_activation': 'from when on a version is in force',
  'parley.policy_start': 'the same, without those that were called off',
  'parley.email_state': 'a view that says itself who may see a row: staff and the system',
  'parley.account_key': 'hashes, of which nobody can make a name',
  'parley.common_key': 'hashes, and how often they occur',
  'parley.key_count': 'the same, packed',
  'parley.last_count': 'how many names were counted',
  'parley.identity_model': 'which model made the hashes',
  'public.parley_migration': 'which migrations were applied: /readyz asks',
}

/** Functions that look past row-level security without asking who asks, and what keeps each of them narrow. */
export const looksPast: Record<string, string> = {
  'parley.account_candidates': 'numbers of names and accounts by hashes of a typed name; the API tells none of it',
  'parley.accounts_to_compare': 'the same',
  'parley.account_family': 'ids of accounts by an id of one; no partner’s row',
  'parley.account_top': 'the same',
  'parley.kept_record': 'the same',
  'parley.hold_account': 'locks an account; answers with its id',
  'parley.hold_family': 'the same',
  'parley.enlist_account': 'writes an account; answers nothing',
  'parley.write_account_names': 'writes names of accounts; answers nothing',
  'parley.close_conflicts': 'closes cases that are over; answers nothing',
  'parley.join_conflict':
    'puts a registration into a case; answers with the case’s id, which no route gives to partners',
  'parley.open_conflict': 'the same',
  'parley.keep_account_question': 'writes a question for staff; answers nothing',
  'parley.find_api_key': 'needs the key’s first part; whoever asks compares the secret’s hash',
  'parley.find_invitation': 'needs the hash of the link’s secret',
  'parley.find_view_as': 'needs the view’s id and the session of the person of staff who began it',
  'parley.note_api_key_use': 'writes the day; answers nothing',
  'parley.published_accounts': 'what the vendor publishes to all partners',
  'parley.queue_email': 'writes an e-mail; answers nothing',
}

type Relation = {
  name: string
  kind: 'table' | 'view'
  guarded: boolean
  policies: number
  owned: boolean
  emptied: boolean
  asInvoker: boolean
}
const relations = `
  SELECT n.nspname || '.' || c.relname AS name, CASE WHEN c.relkind IN ('r','p') THEN 'table' ELSE 'view' END AS kind,
    c.relrowsecurity AS guarded, (SELECT count(*)::int FROM pg_policy p WHERE p.polrelid = c.oid AND p.polpermissive) AS policies,
    pg_has_role('parley_app', c.relowner, 'MEMBER') AS owned,
    has_table_privilege('parley_app', c.oid, 'TRUNCATE') OR has_table_privilege('parley_app', c.oid, 'TRIGGER') AS emptied,
    coalesce('security_invoker=true' = ANY (c.reloptions), false) AS "asInvoker"
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind IN ('r','p','v','m') AND n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\\_%'
    AND has_schema_privilege('parley_app', n.oid, 'USAGE')
    AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e') ORDER BY 1`

type RowPolicy = { name: string; table: string; command: string; sees: string | null; writes: string | null }
const rowPolicies = `SELECT policyname AS name, schemaname || '.' || tablename AS table, cmd AS command, qual AS sees, with_check AS writes
  FROM pg_policies WHERE permissive = 'PERMISSIVE' ORDER BY 2, 1`

export type Looking = {
  name: string
  oid: number
  asks: boolean
  hasPath: boolean
  everybodys: boolean
  returnsRows: boolean
}
/** Functions that act with their owner's rights and can be called by the app: triggers are called by nobody. */
export const lookingPast = `
  SELECT n.nspname || '.' || p.proname AS name, p.oid::int AS oid, p.proretset AS "returnsRows",
    coalesce(pg_get_function_sqlbody(p.oid), p.prosrc) ~ 'acting_(audience|partner|user)|may_see' AS asks,
    coalesce(array_to_string(p.proconfig, ' ') LIKE '%search_path=%', false) AS "hasPath",
    EXISTS (SELECT FROM aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a WHERE a.grantee = 0) AS everybodys
  FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
  WHERE p.prosecdef AND p.prorettype <> 'trigger'::regtype AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'
    AND has_function_privilege('parley_app', p.oid, 'EXECUTE')
    AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e') ORDER BY 1`

/** A condition that depends on who asks; session and user are read before anybody is known, by a setting that says so. */
const asksWho = /\b(acting_audience|acting_partner|acting_user|may_see|owns_webhook|signs_people_in)\(/

/** Everything of the catalogue that would let rows out to whom they aren't for, each in a sentence that says what to do. */
export async function lettingOut(sql: Sql): Promise<string[]> {
  return [...(await ofRelations(sql)), ...(await ofPolicies(sql)), ...(await ofFunctions(sql)), ...(await ofRole(sql))]
}

async function ofRelations(sql: Sql): Promise<string[]> {
  return (await sql<Relation>(relations)).flatMap(({ name, kind, guarded, policies, owned, emptied, asInvoker }) => {
    const table = name.split('.').at(-1)
    const said: string[] = []
    if (owned) said.push(`${name} belongs to parley_app: for an owner row-level security doesn’t hold.`)
    if (emptied) said.push(`${name} can be emptied, or given triggers, by parley_app: revoke TRUNCATE and TRIGGER.`)
    if (name in everybodys) return said
    if (kind === 'view' && !asInvoker)
      said.push(`${name} is read with its owner’s rights: give it security_invoker, or say why not in kept-apart.ts.`)
    if (kind === 'table' && (!guarded || policies === 0))
      said.push(
        `${name} has no row-level security. Its migration needs ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY and a policy: own_rows by may_see(partner_id), or staff_only. If everybody may read it, say why in kept-apart.ts.`,
      )
    return said
  })
}

async function ofPolicies(sql: Sql): Promise<string[]> {
  return (await sql<RowPolicy>(rowPolicies)).flatMap(({ name, table, command, sees, writes }) => {
    const conditions = command === 'INSERT' ? [writes] : [sees, ...(writes === null ? [] : [writes])]
    return conditions.every((condition) => condition !== null && asksWho.test(condition))
      ? []
      : [
          `${table} is open to everybody by its policy ${name} (${conditions.join(', ')}): ask who asks, as may_see does.`,
        ]
  })
}

async function ofFunctions(sql: Sql): Promise<string[]> {
  return (await sql<Looking>(lookingPast)).flatMap(({ name, asks, hasPath, everybodys }) => [
    ...(hasPath
      ? []
      : [`${name} looks past row-level security and doesn’t say where it looks for names: SET search_path.`]),
    ...(everybodys ? [`${name} looks past row-level security and can be called by PUBLIC: revoke that.`] : []),
    ...(asks || name in looksPast
      ? []
      : [
          `${name} looks past row-level security and doesn’t ask who asks: let it, or say in kept-apart.ts what keeps it narrow.`,
        ]),
  ])
}

async function ofRole(sql: Sql): Promise<string[]> {
  const [role] = await sql<{ strong: boolean; owned: number; creates: string | null }>(
    `SELECT rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb AS strong,
       (SELECT count(*)::int FROM pg_class WHERE relowner = r.oid) AS owned,
       (SELECT string_agg(nspname, ', ') FROM pg_namespace WHERE nspname NOT LIKE 'pg\\_%' AND has_schema_privilege(r.oid, oid, 'CREATE')) AS creates
     FROM pg_roles r WHERE rolname = 'parley_app'`,
  )
  const { strong, owned, creates } = role!
  return [
    ...(strong ? ['parley_app has rights of an administrator.'] : []),
    ...(owned > 0 ? [`parley_app owns ${owned} tables.`] : []),
    ...(creates ? [`parley_app may create tables in ${creates}.`] : []),
  ]
}

type Argument = { name: string; type: string }

/**
 * Functions with their owner's rights that ask who asks, called as Alder: those that answer otherwise to ids of the rival than to ids
 * that nobody has. `within` runs its work as the app, for Alder, in a transaction that is rolled back.
 */
export async function answeringOtherwise(
  sql: Sql,
  asAlder: <T>(work: (query: Sql) => Promise<T>) => Promise<T>,
  ofRival: { partner: string; account: string; registration: string; user: string },
): Promise<string[]> {
  const told: string[] = []
  for (const { name, oid, asks } of await sql<Looking>(lookingPast)) {
    if (!asks) continue
    const given = await sql<Argument>(
      `SELECT a.name, a.type::regtype::text AS type FROM pg_proc p, unnest(p.proargnames[1:p.pronargs], p.proargtypes::oid[]) a(name, type)
       WHERE p.oid = $1`,
      [oid],
    )
    const call = (values: unknown[]) =>
      asAlder((query) =>
        query(`SELECT * FROM ${name}(${given.map(({ type }, at) => `$${at + 1}::${type}`).join(', ')})`, values),
      ).then(
        (rows) => JSON.stringify(rows),
        (error: Error) => `refused: ${error.message}`,
      )
    const nobody = { partner: nobodys, account: nobodys, registration: nobodys, user: nobodys }
    const filled = (ids: typeof nobody) => given.map((argument) => valueFor(argument, ids))
    const [theirs, none] = [await call(filled(ofRival)), await call(filled(nobody))]
    if (theirs !== none)
      told.push(`${name} answers ${theirs.slice(0, 300)} for the rival’s ids, and ${none.slice(0, 300)} for nobody’s.`)
  }
  return told
}

function valueFor(
  { name, type }: Argument,
  ids: { partner: string; account: string; registration: string; user: string },
) {
  const id = /partner/.test(name)
    ? ids.partner
    : /account|place/.test(name)
      ? ids.account
      : /user|staff/.test(name)
        ? ids.user
        : ids.registration
  if (type === 'uuid') return /^(new_|after_|ignoring)/.test(name) ? null : id
  if (type === 'uuid[]') return [id]
  if (/^timestamp/.test(type)) return '2026-11-20T15:00:00Z'
  if (type === 'date') return '2026-11-20'
  if (type === 'integer') return 100
  if (type === 'text[]') return name === 'of_families' ? ['backup'] : null
  if (name === 'of_user') return ids.user
  if (name === 'of_family') return /page/.test(type) ? null : 'backup'
  return { sorted_by: 'newest', currency: 'USD', made_by: 'Alder', beginnings: 'a:*' }[name] ?? null
}
